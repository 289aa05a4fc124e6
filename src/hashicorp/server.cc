#include "hashicorp/server.h"

#include "base/encoding.h"

namespace coffer::hashicorp {
namespace {

constexpr std::string_view kDefaultAddress = "https://127.0.0.1:8200";

Error bad(std::string what) {
  return {ErrorCode::kInvalidArgument, std::move(what), "It looks like https://vault.example.com:8200",
          "Address"};
}

}  // namespace

std::optional<std::string> variable(const Environment& environment, std::string_view name) {
  auto value = environment.get("BAO_" + std::string(name));
  return value ? value : environment.get("VAULT_" + std::string(name));
}

std::optional<Secret> secret_variable(const Environment& environment, std::string_view name) {
  auto value = environment.get_secret("BAO_" + std::string(name));
  return value ? std::move(value) : environment.get_secret("VAULT_" + std::string(name));
}

std::string default_address(const Environment& environment) {
  return variable(environment, "ADDR").value_or(std::string(kDefaultAddress));
}

Result<Server> parse_address(std::string_view text) {
  text = trim(text);
  if (text.size() > 2048) return bad("it is longer than 2048 bytes");
  if (!is_utf8(text)) return bad("it is not UTF-8");
  auto origin = http::origin_of(text);
  if (!origin || text.find_first_of("?#@ \\{}\"'<>") != std::string_view::npos)
    return bad("it is no plain http or https URL");
  while (text.ends_with('/')) text.remove_suffix(1);
  return Server{std::string(text), std::move(*origin)};
}

}  // namespace coffer::hashicorp
