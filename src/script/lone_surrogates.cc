#include "script/lone_surrogates.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace coffer::script {
namespace {

constexpr size_t kEscape = 6;  // bytes of "\ud800"

// The code unit that the escape at the beginning stands for.
std::optional<unsigned> code_unit(std::string_view text) {
  if (text.size() < kEscape || !text.starts_with("\\u")) return std::nullopt;
  unsigned unit = 0;
  const char* const end = text.data() + kEscape;
  return std::from_chars(text.data() + 2, end, unit, 16).ptr == end ? std::optional(unit) : std::nullopt;
}

bool is_high(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

void replace_lone_surrogates(std::string& json) {
  const std::string_view text = json;
  for (size_t at = 0; (at = text.find('\\', at)) != std::string_view::npos;) {
    const auto unit = code_unit(text.substr(at));
    if (!unit) {
      at += 2;  // another escape: its second byte may be a backslash
      continue;
    }
    if (is_high(*unit)) {
      const auto next = code_unit(text.substr(at + kEscape));
      if (next && is_low(*next)) {
        at += 2 * kEscape;
        continue;
      }
    }
    if (is_high(*unit) || is_low(*unit)) json.replace(at, kEscape, "\\ufffd");  // in place: of the same size
    at += kEscape;
  }
}

}  // namespace coffer::script
