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

// In order. White space just inside the braces and around the name is allowed, as Postman allows it for
// variables. A name that can't exist (`{{vault:}}`) is found too, so that resolving it fails instead of it
// being sent as it stands.
std::vector<Reference> find_references(std::string_view text);
inline std::string reference_text(std::string_view name) { return "{{vault:" + std::string(name) + "}}"; }

}  // namespace coffer::secrets
