// A text as one of its decoders would read it, each byte with the place in the text that it stands for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "secrets/wiped_vector.h"

namespace coffer::secrets {

// A byte of a view stands for the span [begin, end) of the original text; spans of neighbours may overlap (a
// base64 digit carries bits of two bytes).
class DecodedView {
 public:
  static DecodedView of(std::string_view text);

  std::string_view bytes() const { return {bytes_.data(), bytes_.size()}; }
  size_t size() const { return bytes_.size(); }
  uint32_t begin(size_t i) const { return begins_[i]; }
  uint32_t end(size_t i) const { return ends_[i]; }

  void clear();
  void reserve(size_t size);
  void append(char byte, uint32_t begin, uint32_t end);
  void widen_last(uint32_t end) { ends_.back() = end; }

 private:
  WipedVector<char> bytes_;
  WipedVector<uint32_t> begins_, ends_;
};

// Escapes: what is not escaped stays as it is, so that partly escaped text is read too. nullopt where nothing
// is escaped.
std::optional<DecodedView> unescape_percent(const DecodedView& text, bool plus_is_space);
std::optional<DecodedView> unescape_json(const DecodedView& text);  // and \xXX and \'
std::optional<DecodedView> unescape_html(
    const DecodedView& text);  // the five that html_escape makes, &apos;, and &#N; &#xN;

// A stretch of a view that may be base64 (either alphabet, line breaks within it) or hex: indices into the
// view.
struct Run {
  size_t begin = 0, end = 0;
};
// The first such run at or after `from` with at least `shortest` digits; nullopt if there is none.
std::optional<Run> next_base64_run(const DecodedView& text, size_t from, size_t shortest);
std::optional<Run> next_hex_run(const DecodedView& text, size_t from, size_t shortest);

// Reads the run from its digit number `skip` on. The digits of a run may begin with something else
// ("/api/dXNlcg"), so callers try 0 to 3 (base64) or 0 and 1 (hex). `out` is emptied first.
void decode_base64(const DecodedView& text, Run run, size_t skip, DecodedView& out);
void decode_hex(const DecodedView& text, Run run, size_t skip, DecodedView& out);

}  // namespace coffer::secrets
