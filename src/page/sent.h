// What came of a send, as the page is told: Sent, Exchange and Reference of docs/page-calls.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.h"
#include "runner/events.h"
#include "secrets/redactor.h"

namespace coffer::page {

json::Object failure_json(const Error& error);  // {code, what, mend, field}
json::Array references_json(const std::vector<runner::ResolvedReference>& references);
struct ExchangeBounds {
  size_t body = size_t{1} << 20, header = size_t{64} << 10;  // bytes of a request's body, of a header's value
  size_t headers = 1000;
};
json::Array exchanges_json(const std::vector<runner::Exchange>& exchanges, const ExchangeBounds& bounds = {});
json::Array tests_json(const runner::ItemResult& result);

// What there is to show of a response's body: "json", "xml", "html", "text", "image", "binary".
std::string language_of(std::string_view content_type, std::string_view body);

std::string console_text(const script::ConsoleLine& line);
inline bool has_response(const runner::ItemResult& result) {
  return !result.exchanges.empty() && result.exchanges.back().status != 0;
}

// `response`: the number under which its body is kept. Everything passes the redactor once more.
json::Object sent_json(const runner::ItemResult& result, uint64_t response,
                       const secrets::Redactor& redactor);
// Of a send that came to nothing.
json::Object sent_json(const Error& error, const secrets::Redactor& redactor);

}  // namespace coffer::page
