#include "base/one_line.h"

#include "base/encoding.h"

namespace coffer {

std::string one_line(std::string_view text, size_t limit) {
  if (!is_utf8(text)) return {};
  std::string line;
  for (size_t i = 0; i < text.size() && line.size() < limit; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (c1) ++i;
    line += c1 || byte < 0x20 || byte == 0x7f ? ' ' : text[i];
  }
  while (!is_utf8(line)) line.pop_back();
  return std::string(trim(line));
}

}  // namespace coffer
