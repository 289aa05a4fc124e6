#include "postman/fill.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "base/secret_encoding.h"
#include "secrets/reference.h"

namespace coffer::postman {
namespace {

constexpr std::string_view kHostCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:[]";

void append_literal(SecretBuilder& out, std::string_view text, Setting setting) {
  switch (setting) {
    case Setting::kFormField:
      out.append(percent_encode(text));
      break;
    case Setting::kJson:
      out.append(json_escape(text));
      break;
    case Setting::kUserInfo:
      out.append(percent_decode(text));
      break;
    default:
      out.append(text);
      break;
  }
}

Error unfit(const std::string& where, const std::string& name, std::string_view why, std::string mend) {
  return {ErrorCode::kInvalidArgument, fmt::format("the value of {} {}", secrets::reference_text(name), why),
          std::move(mend), where};
}

Result<void> check_value(const Secret& value, Setting setting, const std::string& where,
                         const std::string& name) {
  const auto has = [&](std::string_view characters) {
    return value.expose(
        [=](std::string_view bytes) { return bytes.find_first_of(characters) != std::string_view::npos; });
  };
  using namespace std::string_view_literals;
  if (setting == Setting::kHeader && has("\r\n\0"sv)) {
    return unfit(where, name, "has a line break in it, which no header may have",
                 "check whether it was stored with a newline at its end");
  }
  if (setting == Setting::kHost) {
    const bool other = value.empty() || value.expose([](std::string_view bytes) {
      return bytes.find_first_not_of(kHostCharacters) != std::string_view::npos;
    });
    if (other)
      return unfit(where, name, "is not a host name",
                   "store the host alone in it, and write https:// before the reference");
  }
  return {};
}

void append_value(SecretBuilder& out, const Secret& value, Setting setting) {
  switch (setting) {
    case Setting::kUrl:
    case Setting::kFormField:
      out.append(percent_encode(value));
      break;
    case Setting::kJson:
      out.append(json_escape(value));
      break;
    default:
      out.append(value);
      break;
  }
}

}  // namespace

Result<Secret> fill(std::string_view text, Setting setting, const std::string& where, const ValueOf& value_of,
                    std::vector<std::string>& used) {
  SecretBuilder out;
  size_t from = 0;
  for (const auto& reference : secrets::find_references(text)) {
    bool binary = false;
    const Secret* value = value_of(reference.name, binary);
    if (value == nullptr) {
      return Error{ErrorCode::kInternal,
                   fmt::format("{} was not resolved before the request was built",
                               secrets::reference_text(reference.name)),
                   "", where};
    }
    const bool alone = reference.begin == 0 && reference.end == text.size();
    if (binary && !(setting == Setting::kWholeBody && alone)) {
      return Error{ErrorCode::kBinaryAsText,
                   fmt::format("{} is a binary secret and cannot stand in a text",
                               secrets::reference_text(reference.name)),
                   "let it be the whole raw body, or store it as text", where};
    }
    COFFER_TRY(check_value(*value, setting, where, reference.name));
    append_literal(out, text.substr(from, reference.begin - from), setting);
    append_value(out, *value, setting);
    if (std::find(used.begin(), used.end(), reference.name) == used.end()) used.push_back(reference.name);
    from = reference.end;
  }
  append_literal(out, text.substr(from), setting);
  return out.take();
}

Result<void> refuse_references(std::string_view text, const std::string& where) {
  const auto found = secrets::find_references(text);
  if (found.empty()) return {};
  return Error{ErrorCode::kUnsupported,
               fmt::format("{} cannot stand here", secrets::reference_text(found.front().name)),
               "use a plain value or an ordinary variable", where};
}

}  // namespace coffer::postman
