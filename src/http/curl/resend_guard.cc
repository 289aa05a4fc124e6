#include "http/curl/resend_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace coffer::http::curl {
namespace {

// RFC 9110 §9.2.2. Methods are case-sensitive; one that nobody knows may do anything.
bool is_idempotent(std::string_view method) {
  constexpr std::array<std::string_view, 6> kIdempotent{"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
  return std::ranges::find(kIdempotent, method) != kIdempotent.end();
}

}  // namespace

ResendGuard::ResendGuard(std::string_view method, const Incoming& incoming)
    : method_(method), incoming_(incoming), idempotent_(is_idempotent(method)) {}

void ResendGuard::attach(EasyHandle& handle) {
  if (idempotent_) return;
  handle_ = &handle;
  handle.set(CURLOPT_PREREQFUNCTION, &ResendGuard::before_request);
  handle.set(CURLOPT_PREREQDATA, static_cast<void*>(this));
}

int ResendGuard::before_request(void* guard, char*, char*, int, int) {
  auto& self = *static_cast<ResendGuard*>(guard);
  self.refused_ = !self.may_send();
  return self.refused_ ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

// A second sending is fine as the next step of an authentication: then an answer came to the first.
bool ResendGuard::may_send() {
  const bool answered = incoming_.answers() > answers_;
  const bool untouched = handle_->get_long(CURLINFO_REQUEST_SIZE) == 0;
  if (sent_before_ && !answered && !untouched) return false;
  sent_before_ = true;
  answers_ = incoming_.answers();
  return true;
}

Error ResendGuard::error(const Origin& origin) const {
  return {
      ErrorCode::kNetwork, fmt::format("{} closed the connection without an answer", to_string(origin)),
      fmt::format("It may have carried the request out: a {} is not sent a second time by itself. Look, then "
                  "send it again.",
                  method_)};
}

}  // namespace coffer::http::curl
