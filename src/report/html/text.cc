#include "report/html/text.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "json/layout.h"
#include "report/text.h"

namespace coffer::report::html {
namespace {

std::string_view class_of(json::Token token) {
  switch (token) {
    case json::Token::kName:
      return "j-name";
    case json::Token::kText:
      return "j-text";
    case json::Token::kNumber:
      return "j-number";
    case json::Token::kWord:
      return "j-word";
    case json::Token::kOther:
      break;
  }
  return {};
}

// JSON as spans; `shown` counts its characters, and beyond `limit` nothing more is written.
std::string coloured(std::string_view document, size_t limit, size_t& shown) {
  return json::lay_out(document, [&](json::Token kind, std::string_view token, std::string& out) {
    if (shown >= limit) return;
    const std::string text = html_escape(printable(beginning_of(token, limit - shown)));
    shown += token.size();
    const std::string_view name = class_of(kind);
    out += name.empty() ? text : fmt::format("<span class=\"{}\">{}</span>", name, text);
  });
}

}  // namespace

std::string Text::line(std::string_view text) const {
  return html_escape(printable_line(redactor_.redact(text)));
}

std::string Text::lines(std::string_view text) const {
  return html_escape(printable(redactor_.redact(text)));
}

std::string Text::body(std::string_view body, uint64_t size, bool cut, size_t limit) const {
  const std::string plain = redactor_.redact(body);
  if (!is_utf8(plain)) return fmt::format("<p class=\"note\">Binary, {}: not shown.</p>\n", size_text(size));
  const std::string_view document = json::json_document(plain);
  size_t shown = 0;
  std::string inside;
  if (document.empty()) {
    shown = plain.size();
    inside = html_escape(printable(beginning_of(plain, limit)));
  } else {
    inside = coloured(document, limit, shown);
  }
  std::string out = pre("Body", inside);
  if (cut || shown > limit)
    out += fmt::format("<p class=\"note\">This is the beginning; the body has {}.</p>\n", size_text(size));
  return out;
}

std::string Text::headers(const http::Headers& headers) const {
  if (headers.empty()) return {};
  std::string rows;
  for (const auto& header : headers)
    rows +=
        fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", line(header.name), line(header.value));
  return fmt::format(
      "<details class=\"fold\"><summary>{} header{}</summary>\n<table "
      "class=\"pairs\">\n{}</table></details>\n",
      headers.size(), headers.size() == 1 ? "" : "s", rows);
}

std::string pre(std::string_view label, std::string_view escaped) {
  return fmt::format("<pre tabindex=\"0\" role=\"group\" aria-label=\"{}\">{}</pre>\n", label, escaped);
}

}  // namespace coffer::report::html
