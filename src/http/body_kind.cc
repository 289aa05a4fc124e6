#include "http/body_kind.h"

#include "base/encoding.h"

namespace coffer::http {

std::string_view kind_of_body(const Secret& body) {
  return body.expose([](std::string_view text) -> std::string_view {
    text = trim(text);
    if (text.empty()) return "nothing";
    const std::string start = to_lower(text.substr(0, 256));
    if (start.starts_with("<!doctype html") || start.contains("<html")) return "HTML";
    if (start[0] == '<') return "XML of another kind";
    return start[0] == '{' ? "JSON of another kind" : "text";
  });
}

}  // namespace coffer::http
