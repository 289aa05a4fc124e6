// Names and values in query strings, urlencoded bodies, cookies and multipart bodies, in the order in which
// they came.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace coffer::demo {

struct Pair {
  std::string name;
  std::string value;
};
using Pairs = std::vector<Pair>;

enum class Plus { kIsPlus, kIsSpace };

Pairs parse_query(std::string_view query, Plus plus);
Pairs parse_cookies(std::string_view header);
// Empty if there is none of that name; the first if there are several.
std::string_view find_value(const Pairs& pairs, std::string_view name);
bool has_name(const Pairs& pairs, std::string_view name);

struct Part {
  std::string name;
  std::string file_name;  // empty: a field, not a file
  bool is_file = false;
  std::string content_type;
  std::string content;
};
// RFC 7578; what is not well-formed is left out.
std::vector<Part> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace coffer::demo
