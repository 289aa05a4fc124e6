#include "postman/draft.h"

#include <algorithm>

#include "base/encoding.h"

namespace coffer::postman {
namespace {

void add_names(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& each : more) {
    if (std::ranges::find(names, each) == names.end()) names.push_back(each);
  }
}

}  // namespace

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
  note_header(to_lower(name), used);
  return {};
}

void Draft::note_header(std::string_view lower_name, const std::vector<std::string>& used) {
  if (!used.empty()) add_names(carried.headers[std::string(lower_name)], used);
}

void Draft::note_url(const std::vector<std::string>& used) { add_names(carried.url, used); }

void Draft::note_body(const std::vector<std::string>& used) { add_names(carried.body, used); }

Result<void> Draft::reserve_header(const std::string& name) {
  remove_header(name);
  return add_header(name, Secret(), {});
}

Result<void> Draft::replace_header(const std::string& name, Secret value,
                                   const std::vector<std::string>& used) {
  const auto place = std::ranges::find_if(
      request.headers, [&](const http::RequestHeader& header) { return iequals(header.name, name); });
  const auto index = place - request.headers.begin();
  const bool reserved = place != request.headers.end();
  carried.headers.erase(to_lower(name));
  COFFER_TRY(add_header(name, std::move(value), used));
  if (!reserved) return {};
  request.headers[static_cast<size_t>(index)] = std::move(request.headers.back());
  request.headers.pop_back();
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
