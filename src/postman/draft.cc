#include "postman/draft.h"

#include <algorithm>

#include "base/encoding.h"

namespace coffer::postman {

Result<void> Draft::add_header(const std::string& name, std::string_view text) {
  std::vector<std::string> used;
  COFFER_ASSIGN(Secret value, fill(text, Setting::kHeader, "header " + name, value_of, used));
  return add_header(name, std::move(value), used);
}

Result<void> Draft::add_header(const std::string& name, Secret value, const std::vector<std::string>& used) {
  using namespace std::string_view_literals;
  if (value.expose(
          [](std::string_view bytes) { return bytes.find_first_of("\r\n\0"sv) != std::string_view::npos; })) {
    return Error{ErrorCode::kInvalidArgument, "the value has a line break in it, which no header may have",
                 "", "header " + name};
  }
  request.headers.push_back({name, std::move(value)});
  if (used.empty()) return {};
  std::vector<std::string>& names = carried.headers[to_lower(name)];
  for (const std::string& each : used) {
    if (std::ranges::find(names, each) == names.end()) names.push_back(each);
  }
  return {};
}

void Draft::remove_header(std::string_view name) {
  request.remove_header(name);
  carried.headers.erase(to_lower(name));
}

bool Draft::is_disabled(std::string_view system_header) const {
  return std::ranges::find(prepared.behavior.disabled_system_headers, to_lower(system_header)) !=
         prepared.behavior.disabled_system_headers.end();
}

Result<void> Draft::add_system_header(const std::string& name, std::string_view text) {
  if (has_header(name) || is_disabled(name)) return {};
  return add_header(name, text);
}

}  // namespace coffer::postman
