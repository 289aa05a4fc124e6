#include "page/calls.h"

#include <fmt/format.h>

#include "vault/secret_json.h"

namespace coffer::page {
namespace {

Error missing(std::string_view name) {
  return {ErrorCode::kInvalidArgument, fmt::format("\"{}\" is missing, or of another kind", name), "",
          std::string(name)};
}

}  // namespace

bool Arguments::has(std::string_view name) const { return json::find(*document_, name) != nullptr; }

Result<std::string> Arguments::text(std::string_view name) const {
  const auto found = json::find_string(*document_, name);
  return found ? Result<std::string>(std::string(*found)) : missing(name);
}

Result<Secret> Arguments::secret(std::string_view name) const {
  const auto found = json::find_string(*document_, name);
  return found ? Result<Secret>(Secret(*found)) : missing(name);
}

Result<uint64_t> Arguments::number(std::string_view name) const {
  const auto found = json::find_number(*document_, name);
  constexpr double kMost = 1e15;  // what a double holds exactly
  if (!found || *found < 0 || *found > kMost) return missing(name);
  return static_cast<uint64_t>(*found);
}

Result<json::Object> Arguments::object(std::string_view name) const {
  const json::Object* found = json::find_object(*document_, name);
  return found != nullptr ? Result<json::Object>(json::Object(*found, {})) : missing(name);
}

Result<json::Array> Arguments::list(std::string_view name) const {
  const json::Array* found = json::find_array(*document_, name);
  return found != nullptr ? Result<json::Array>(json::Array(*found, {})) : missing(name);
}

std::optional<std::string> Arguments::optional_text(std::string_view name) const {
  const auto found = json::find_string(*document_, name);
  return found ? std::optional(std::string(*found)) : std::nullopt;
}

std::optional<bool> Arguments::flag(std::string_view name) const { return json::find_bool(*document_, name); }

std::optional<Arguments> Arguments::part(std::string_view name) const {
  const json::Value* found = json::find(*document_, name);
  return found != nullptr && found->is_object() ? std::optional(Arguments(*found)) : std::nullopt;
}

Answer answer(const json::Object& object) { return Reply{json::dump(object)}; }

Answer secret_answer(std::string_view member, std::string_view text) {
  return Reply{vault::SecretJsonWriter().open('{').key(member).string(text).close('}').take()};
}

Answer plain_answer(std::string text) { return Reply{std::move(text), "text/plain; charset=utf-8"}; }

Answer done() { return Reply{std::string_view("{}")}; }

Answer Calls::make(std::string_view name, const Secret& document) const {
  const auto found = calls_.find(name);
  if (found == calls_.end())
    return Error{ErrorCode::kNotFound, fmt::format("there is no call \"{}\"", name),
                 "Reload the page: it is of another version of Coffer."};
  COFFER_ASSIGN(const json::SecretDocument parsed, json::SecretDocument::parse(document));
  return found->second(Arguments(parsed.root()));
}

std::string error_json(const Error& error) {
  return json::dump(json::Object{{"error", json::Object{{"code", to_string(error.code)},
                                                        {"what", error.what},
                                                        {"mend", error.mend},
                                                        {"field", error.field}}}});
}

}  // namespace coffer::page
