// The redactor. Lines: how the value is wrapped, the value, what stands around it.
// What comes out never holds the value, raw or as it was wrapped; a text that holds nothing comes out as it
// went in.
#include "secrets/redactor.h"

#include <algorithm>

#include "base/encoding.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

constexpr std::string_view kReplacement = "{{vault:k}}";
constexpr size_t kMostBytes = 4096;  // it is linear, but with a factor that a fuzzer likes

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string each_byte(std::string_view text, fmt::format_string<unsigned> form) {
  std::string out;
  for (const char c : text) out += fmt::format(form, static_cast<unsigned>(static_cast<unsigned char>(c)));
  return out;
}

// What is not ASCII stays: an entity is a character, not a byte.
std::string by_number(std::string_view text) {
  std::string out;
  for (const char c : text)
    out +=
        static_cast<unsigned char>(c) < 0x80 ? fmt::format("&#{};", static_cast<int>(c)) : std::string(1, c);
  return out;
}

std::string wrap(unsigned how, std::string_view value) {
  switch (how) {
    case 0:
      return std::string(value);
    case 1:
      return percent_encode(value);
    case 2:
      return percent_encode(value, "!'()*/+=&:");
    case 3:
      return each_byte(value, "%{:02x}");
    case 4:
      return json_escape(value);
    case 5:
      return html_escape(value);
    case 6:
      return by_number(value);
    case 7:
      return hex_encode(value);
    case 8:
      return upper(hex_encode(value));
    case 9:
      return base64_encode(value);
    default:
      return base64url_encode(value);
  }
}
constexpr unsigned kEscapes = 7;  // the first so many keep a text a text
constexpr unsigned kWraps = 11;

bool is_plain_text(std::string_view value) {
  return is_utf8(value) && std::ranges::none_of(value, [](unsigned char c) { return c < 0x20; });
}

// Whether the replacement itself could spell the value, alone or with its neighbours.
bool is_like_the_replacement(std::string_view value) {
  return value.find_first_of("{}") != std::string_view::npos ||
         upper(std::string(kReplacement)).contains(upper(std::string(value)));
}

void check_any_text(const secrets::Redactor& redactor, std::string_view value, std::string_view text) {
  const std::string out = redactor.redact(text);
  REQUIRE(redactor.contains_secret(text) || out == text);
  if (value.size() >= secrets::Redactor::kShortest) REQUIRE(!out.contains(value));
  REQUIRE(out.size() <= text.size() * kReplacement.size() + kReplacement.size());
}

}  // namespace

void one_input(std::string_view bytes) {
  Pieces pieces(bytes.substr(0, kMostBytes));
  const unsigned first = pieces.number(kWraps), second = pieces.number(kWraps);
  const std::string_view value = pieces.line();
  const std::string_view before = pieces.line(), after = pieces.rest();
  secrets::Redactor redactor;
  redactor.add("k", Secret(value));
  REQUIRE(redactor.empty() == value.empty());
  if (value.empty() || is_like_the_replacement(value)) return;
  check_any_text(redactor, value, after);
  check_any_text(redactor, value, std::string(before) + std::string(value) + std::string(after));
  if (value.size() < secrets::Redactor::kShortest) return;
  // Two wrappings upon each other where the inner one is text, or keeps the value one.
  const bool twice = is_plain_text(value) && (first < kEscapes || second < kEscapes);
  const std::string once = wrap(first, value);
  const std::string wrapped = twice ? wrap(second, once) : once;
  const std::string out = redactor.redact(std::string(before) + " " + wrapped + " " + std::string(after));
  REQUIRE(out.contains(kReplacement));
  REQUIRE(!out.contains(wrapped) || std::string(before).contains(wrapped));
  // Anywhere in a longer base64 text, as in Basic authentication.
  const std::string around = std::string(before) + std::string(value) + std::string(after);
  REQUIRE(redactor.contains_secret(base64_encode(around)));
  REQUIRE(redactor.contains_secret(base64url_encode(around)));
  REQUIRE(redactor.contains_secret(hex_encode(around)));
}

}  // namespace coffer::fuzz
