// `{{vault:name}}` in a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace coffer::secrets {

struct Reference {
  std::string name;
  size_t begin = 0, end = 0;  // of the whole `{{vault:name}}` in the text
};

// In order. White space just inside the braces is allowed, as Postman allows it for variables.
std::vector<Reference> find_references(std::string_view text);
inline std::string reference_text(std::string_view name) { return "{{vault:" + std::string(name) + "}}"; }

}  // namespace coffer::secrets
