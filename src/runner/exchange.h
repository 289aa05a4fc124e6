// The record of one hop as it may be shown: redacted, and bounded.
#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"
#include "http/message.h"
#include "postman/request_builder.h"
#include "runner/events.h"
#include "secrets/redactor.h"

namespace coffer::runner {

// The beginning of a text, redacted whole: the value that stands across the cut is not shown in part.
struct ShownText {
  std::string text;
  bool cut = false;
};
ShownText show_text(std::string_view text, uint64_t limit, const secrets::Redactor& redactor);
Result<ShownText> show_body(const http::ResponseBody& body, uint64_t limit,
                            const secrets::Redactor& redactor);

// What is about to be sent. Where a part carries a secret that the redactor cannot find in it (too short, or
// hashed into a signature) the whole part is replaced. `full`: with headers and body.
Exchange record_request(const http::Request& request, const postman::Carried& carried,
                        const secrets::Redactor& redactor, uint64_t body_limit, bool full);
void record_response(Exchange& exchange, const http::Response& response, const secrets::Redactor& redactor,
                     bool full);
std::chrono::milliseconds elapsed_since(std::chrono::nanoseconds start, const Clock& clock);
void add_note(Exchange& exchange, std::string_view note);

}  // namespace coffer::runner
