#include "report/xml.h"

#include <algorithm>

#include "base/encoding.h"

namespace coffer::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

size_t length_of(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return std::min(length, text.size());
}

bool is_character(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (first < 0x20) return first == '\t' || first == '\n' || first == '\r';
  return character != "\xEF\xBF\xBE" && character != "\xEF\xBF\xBF";
}

}  // namespace

std::string xml_text(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::string_view character = bytes.substr(0, length_of(bytes));
    if (!is_utf8(character)) {
      out += kReplacement;
      bytes.remove_prefix(1);
      continue;
    }
    if (is_character(character)) out += character;
    bytes.remove_prefix(character.size());
  }
  return out;
}

std::string xml_attribute(std::string_view bytes) {
  std::string out;
  for (const char c : xml_text(bytes)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\t':
        out += "&#x9;";
        break;
      case '\n':
        out += "&#xA;";
        break;
      case '\r':
        out += "&#xD;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string xml_cdata(std::string_view bytes) {
  constexpr std::string_view kEnd = "]]>";
  std::string text = xml_text(bytes);
  for (size_t at = text.find(kEnd); at != std::string::npos; at = text.find(kEnd, at)) {
    constexpr std::string_view kSplit = "]]]]><![CDATA[>";
    text.replace(at, kEnd.size(), kSplit);
    at += kSplit.size();
  }
  return "<![CDATA[" + text + "]]>";
}

}  // namespace coffer::report
