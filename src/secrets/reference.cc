#include "secrets/reference.h"

#include "base/encoding.h"

namespace coffer::secrets {
namespace {

constexpr std::string_view kPrefix = "vault:";

}  // namespace

std::vector<Reference> find_references(std::string_view text) {
  std::vector<Reference> found;
  size_t open = text.find("{{");
  while (open != std::string_view::npos) {
    while (open + 2 < text.size() && text[open + 2] == '{') ++open;  // {{{vault:x}}}: the inner braces count
    const size_t close = text.find_first_of("{}", open + 2);
    if (close == std::string_view::npos) break;
    if (text.substr(close, 2) != "}}") {
      open = text.find("{{", close);
      continue;
    }
    const std::string_view inside = trim(text.substr(open + 2, close - open - 2));
    if (inside.starts_with(kPrefix))
      found.push_back({std::string(trim(inside.substr(kPrefix.size()))), open, close + 2});
    open = text.find("{{", close + 2);
  }
  return found;
}

}  // namespace coffer::secrets
