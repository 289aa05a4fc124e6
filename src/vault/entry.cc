#include "vault/entry.h"

#include <fmt/format.h>

#include "base/encoding.h"

namespace coffer::vault {
namespace {

constexpr size_t kMaxNameLength = 254;  // characters

// The code point at the start of well-formed UTF-8, taken off it.
char32_t take_character(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t character = size == 1 ? lead : lead & (0x7FU >> size);
  for (size_t i = 1; i < size; ++i) character = character << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
  text.remove_prefix(size);
  return character;
}

// Control characters (Unicode's category Cc) and the two separators that break lines.
bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029; }

// Unicode's White_Space property without what is_control() covers.
bool is_space(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

Error refusal(std::string what, std::string mend = {}) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), "name"};
}

}  // namespace

Entry Entry::clone() const {
  Entry copy;
  copy.name = name;
  copy.domains = domains;
  copy.enabled = enabled;
  copy.scripts = scripts;
  if (const auto* link = std::get_if<Link>(&value)) {
    copy.value = *link;
  } else {
    copy.value = std::get<Secret>(value).clone();
  }
  copy.offline = offline;
  copy.created = created;
  copy.changed = changed;
  copy.unknown = unknown.clone();
  return copy;
}

Result<void> check_name(std::string_view name) {
  if (name.empty()) return refusal("it is empty", "Give the vault secret a name.");
  if (name.size() > 4 * kMaxNameLength)
    return refusal(fmt::format("it is longer than {} characters", kMaxNameLength));
  if (!is_utf8(name)) return refusal("it is not valid UTF-8");
  size_t length = 0;
  bool last_is_space = false;
  while (!name.empty()) {
    const char32_t character = take_character(name);
    if (is_control(character)) {
      return refusal(fmt::format("character {} is a control character (U+{:04X})", length + 1,
                                 static_cast<uint32_t>(character)));
    }
    if (character == '{' || character == '}') {
      return refusal("it has a brace, which would end the reference {{vault:…}}",
                     "Leave braces out of the name.");
    }
    last_is_space = is_space(character);
    if (last_is_space && length == 0) return refusal("it begins with a space", "Leave the space out.");
    ++length;
  }
  if (last_is_space) return refusal("it ends with a space", "Leave the space out.");
  if (length > kMaxNameLength) {
    return refusal(fmt::format("it has {} characters, the limit is {}", length, kMaxNameLength));
  }
  return {};
}

}  // namespace coffer::vault
