#include "cli/send_json.h"

#include "base/encoding.h"
#include "json/layout.h"

namespace coffer::cli {
namespace {

constexpr std::string_view kPlain = "\x1b[0m";

std::string_view colour_of(json::Token token) {
  switch (token) {
    case json::Token::kName:
      return "\x1b[34;1m";
    case json::Token::kText:
      return "\x1b[32m";
    case json::Token::kNumber:
      return "\x1b[36m";
    case json::Token::kWord:
      return "\x1b[35m";
    case json::Token::kOther:
      break;
  }
  return {};
}

// JSON may hold DEL and C1 control characters as they are; a terminal would obey them.
void put(std::string_view token, std::string& out) {
  for (size_t i = 0; i < token.size(); ++i) {
    const auto c = static_cast<unsigned char>(token[i]);
    const bool c1 = c == 0xC2 && i + 1 < token.size() && static_cast<unsigned char>(token[i + 1]) < 0xA0;
    if (c == 0x7F)
      out += "\\u007f";
    else if (c1)
      out += "\\u00" + hex_encode(token.substr(++i, 1));
    else
      out += token[i];
  }
}

}  // namespace

std::optional<std::string> laid_out_json(std::string_view text, bool colour) {
  const std::string_view document = json::json_document(text);
  if (document.empty()) return std::nullopt;
  return json::lay_out(document, [colour](json::Token kind, std::string_view token, std::string& out) {
    const std::string_view start = colour ? colour_of(kind) : "";
    out += start;
    put(token, out);
    if (!start.empty()) out += kPlain;
  });
}

}  // namespace coffer::cli
