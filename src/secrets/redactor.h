// Takes every known secret value out of text, in every encoding it may have (spec 5.8).
//
// One multi-pattern automaton holds the raw values; it runs over the text and over the text's decodings
// (decoded_view.h), and what it finds in a decoding is taken out of the text that was decoded. So every
// mixture is found: an encoder that escapes more or less than another, a value at any place in a longer
// base64 text, and encodings of encodings.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace coffer::secrets {

// Every sink writes through one. A found value becomes the reference it came from, `{{vault:name}}`; of
// overlapping ones all are taken out, and each is named. Redact a text before cutting it: half a value is not
// known, but for its beginning before an ellipsis. While it runs it needs about ten bytes for each byte of
// text. Thread-safe.
class Redactor {
 public:
  Redactor();
  ~Redactor();
  Redactor(const Redactor&) = delete;
  Redactor& operator=(const Redactor&) = delete;

  // From now on `value` is taken out, in all forms: raw, percent-encoded (upper and lower hex, space as +
  // too), base64 and base64url at all three alignments (also broken into lines), JSON-escaped (also \uXXXX,
  // \/ and \xXX), HTML-escaped (also numerically), hex in both cases; two escapings upon each other, base64
  // or hex escaped, and escapings inside base64 or hex, twice at most; without its outer white space (header
  // values lose it); and from kCaseless bytes on in all upper or all lower case (host names lose their case).
  // Where others cut a text, the first twelve bytes of a value, or more, before "…" or "..." are taken out as
  // well, in all of these forms.
  // A name again: both values are known. An empty value is none. Values shorter than kShortest bytes are
  // matched only as whole tokens (redacting every "1" would make output unreadable).
  void add(std::string_view name, const Secret& value);
  // AWS credentials and the like: replaced by `label` in square brackets.
  void add_labelled(std::string_view label, const Secret& value);

  // All that `other` knows now.
  void add_all(const Redactor& other);

  std::string redact(std::string_view text) const;
  bool contains_secret(std::string_view text) const;
  bool empty() const;

  static constexpr size_t kShortest = 4;
  static constexpr size_t kCaseless = 8;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace coffer::secrets
