#include <fmt/format.h>

#include "postman/auth.h"
#include "postman/read.h"

namespace coffer::postman {
namespace {

// v2.1 has a list of { key, value }; postman-collection takes v2.0's plain object too.
std::map<std::string, std::string, std::less<>> read_params(const json::Value& params) {
  std::map<std::string, std::string, std::less<>> read;
  if (const auto* list = params.if_array()) {
    for (const json::Value& each : *list) {
      const json::Value* value = json::find(each, "value");
      if (value == nullptr || value->is_null() || is_true(each, "disabled")) continue;
      read.insert_or_assign(text_member(each, "key"), text_of(*value));
    }
  } else if (const auto* object = params.if_object()) {
    for (const auto& member : *object) {
      if (!member.value().is_null())
        read.insert_or_assign(std::string(member.key()), text_of(member.value()));
    }
  }
  return read;
}

}  // namespace

std::optional<Auth> read_auth(const json::Value& owner, const Place& place) {
  const json::Value* found = json::find(owner, "auth");
  if (found == nullptr || found->is_null()) return std::nullopt;
  const auto type = json::find_string(*found, "type");
  if (!type || type == "inherit") return std::nullopt;
  Auth auth;
  auth.type = *type;
  if (const json::Value* params = json::find(*found, *type)) auth.params = read_params(*params);
  if (!is_supported_auth(auth.type)) {
    place.warn(fmt::format("auth type \"{}\" is not supported yet; its requests are not sent", auth.type));
  }
  return auth;
}

}  // namespace coffer::postman
