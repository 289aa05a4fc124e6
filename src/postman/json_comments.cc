#include "postman/json_comments.h"

#include "postman/text_tokens.h"

namespace coffer::postman {
namespace {

// Where a comment that starts at `at` ends: past "*/", or at the line feed, which stays.
size_t end_of_comment(std::string_view text, size_t at) {
  if (text[at + 1] == '/') return std::min(text.find('\n', at), text.size());
  const size_t close = text.find("*/", at + 2);
  return close == std::string_view::npos ? text.size() : close + 2;
}

size_t end_of_string(std::string_view text, size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

}  // namespace

std::string strip_json_comments(std::string_view text) {
  const std::string shadow = without_tokens(text);
  std::string out;
  size_t at = 0;
  while (at < text.size()) {
    const size_t next = shadow.find_first_of("\"/", at);
    if (next == std::string::npos) break;
    const bool comment = shadow[next] == '/' && next + 1 < shadow.size() &&
                         (shadow[next + 1] == '/' || shadow[next + 1] == '*');
    const size_t end = shadow[next] == '"' ? end_of_string(shadow, next)
                       : comment           ? end_of_comment(shadow, next)
                                           : next + 1;
    out.append(text.substr(at, (comment ? next : end) - at));
    at = end;
  }
  if (at < text.size()) out.append(text.substr(at));
  return out;
}

}  // namespace coffer::postman
