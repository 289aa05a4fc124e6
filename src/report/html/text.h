// Text for the HTML report: redacted, made harmless, escaped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/message.h"
#include "secrets/redactor.h"

namespace coffer::report::html {

// Whatever came from outside passes one of these on its way into the page.
class Text {
 public:
  explicit Text(const secrets::Redactor& redactor) : redactor_(redactor) {}

  std::string line(std::string_view text) const;  // on one line; fit for quoted attributes, too
  std::string lines(std::string_view text) const;
  // <pre>: JSON laid out and coloured, other text as it is, bytes only counted; of a long one the beginning.
  // `size` is the whole body's, `cut` says that `body` is only its beginning.
  std::string body(std::string_view body, uint64_t size, bool cut, size_t limit) const;
  std::string headers(const http::Headers& headers) const;  // a closed <details>; empty for none

 private:
  const secrets::Redactor& redactor_;
};

// <pre> that can be scrolled by keyboard. `escaped` is HTML.
std::string pre(std::string_view label, std::string_view escaped);

}  // namespace coffer::report::html
