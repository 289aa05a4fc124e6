// Takes every known secret value out of text, in every encoding it may have (spec 5.8), in one pass.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace coffer::secrets {

// Every sink writes through one. A found value becomes the reference it came from, `{{vault:name}}`. Thread-safe.
class Redactor {
 public:
  Redactor();
  ~Redactor();
  Redactor(const Redactor&) = delete;
  Redactor& operator=(const Redactor&) = delete;

  // From now on `value` is taken out, in all forms: raw, percent-encoded (upper and lower hex, space as + too), base64 and base64url at
  // all three alignments, JSON-escaped (also \uXXXX and \/), HTML-escaped, hex in both cases. A name again: both values are known.
  // Values shorter than kShortest bytes are matched only as whole tokens (redacting every "1" would make output unreadable).
  void add(std::string_view name, const Secret& value);
  // AWS credentials and the like: replaced by `label` in square brackets.
  void add_labelled(std::string_view label, const Secret& value);

  std::string redact(std::string_view text) const;
  bool contains_secret(std::string_view text) const;
  bool empty() const;

  static constexpr size_t kShortest = 4;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace coffer::secrets
