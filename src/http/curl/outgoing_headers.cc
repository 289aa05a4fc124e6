#include "http/curl/outgoing_headers.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "http/names.h"

namespace coffer::http::curl {
namespace {

bool has_line_break_or_nul(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

// A name for a message: what cannot be printed is replaced, what is too long is cut.
std::string printable(std::string_view name) {
  std::string text(name.substr(0, 80));
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return text;
}

Result<void> check(const RequestHeader& header) {
  if (!is_token(header.name)) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("\"{}\" is not a valid header name", printable(header.name)),
                 "A header name is made of letters, digits and hyphens.", "header " + printable(header.name)};
  }
  if (header.value.expose(has_line_break_or_nul)) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("the value of header {} has a line break or a NUL in it", header.name),
                 "Take it out; a trailing line break often comes with a pasted or piped secret.",
                 "header " + header.name};
  }
  return {};
}

// libcurl computes the length; another one would make the server wait, or read the next request out of this
// one's body.
bool keeps_content_length(const Request& request, const RequestHeader& header) {
  return std::holds_alternative<std::monostate>(request.body) &&
         header.value.expose([](std::string_view value) { return trim(value) == "0"; });
}

// Of a form's own Content-Type only the subtype can stand ("multipart/mixed"): the boundary is libcurl's.
std::string_view form_content_type(std::string_view value) {
  const std::string_view type = trim(value.substr(0, value.find(';')));
  return to_lower(type).starts_with("multipart/") ? type : std::string_view();
}

}  // namespace

Result<OutgoingHeaders> OutgoingHeaders::prepare(const Request& request) {
  OutgoingHeaders headers;
  const bool form = std::holds_alternative<std::vector<FormPart>>(request.body);
  for (const RequestHeader& header : request.headers) {
    COFFER_TRY(check(header));
    if (iequals(header.name, "Content-Length") && !keeps_content_length(request, header)) continue;
    header.value.expose([&](std::string_view value) {
      if (form && iequals(header.name, "Content-Type")) {
        value = form_content_type(value);
        if (value.empty()) return;
      }
      headers.add(header.name, value);
    });
  }
  for (const std::string_view name : {"Accept", "Expect"}) {
    if (request.find_header(name) == nullptr) headers.suppress(name);
  }
  if (!form && request.find_header("Content-Type") == nullptr) headers.suppress("Content-Type");
  return headers;
}

// CURLOPT_HTTPHEADER: "Name: value" sends, "Name;" sends an empty value, "Name:" removes.
void OutgoingHeaders::add(std::string_view name, std::string_view value) {
  SecretBuilder line;
  line.reserve(name.size() + value.size() + 3);
  line.append(name);
  if (trim(value).empty()) {
    line.append(';');
  } else {
    line.append(": ").append(value);
  }
  lines_.push_back(line.append('\0').take());
}

void OutgoingHeaders::suppress(std::string_view name) {
  SecretBuilder line;
  lines_.push_back(line.append(name).append(':').append('\0').take());
}

curl_slist* OutgoingHeaders::list() {
  nodes_.assign(lines_.size(), curl_slist{});
  for (size_t i = 0; i < lines_.size(); ++i) {
    // libcurl takes char* but only reads.
    nodes_[i].data = lines_[i].expose([](std::string_view line) { return const_cast<char*>(line.data()); });
    nodes_[i].next = i + 1 < nodes_.size() ? &nodes_[i + 1] : nullptr;
  }
  return nodes_.empty() ? nullptr : nodes_.data();
}

}  // namespace coffer::http::curl
