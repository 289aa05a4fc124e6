#include "postman/random_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "base/encoding.h"
#include "postman/word_lists.h"

namespace coffer::postman {
namespace {

std::string_view pick(std::string_view alternatives, crypto::Random& random) {
  const auto count = static_cast<uint64_t>(std::ranges::count(alternatives, '|')) + 1;
  for (uint64_t skip = random.below(count); skip > 0; --skip) {
    alternatives.remove_prefix(alternatives.find('|') + 1);
  }
  return alternatives.substr(0, alternatives.find('|'));
}

struct Range {
  uint64_t low = 0, high = 0;
  uint64_t pick(crypto::Random& random) const { return low + random.below(high - low + 1); }
};

// "3" or "2-9".
std::optional<Range> read_range(std::string_view text) {
  Range range;
  const char* end = text.data() + text.size();
  auto read = std::from_chars(text.data(), end, range.low);
  if (read.ec != std::errc()) return std::nullopt;
  range.high = range.low;
  if (read.ptr != end && *read.ptr == '-') read = std::from_chars(read.ptr + 1, end, range.high);
  return read.ptr == end && read.ec == std::errc() ? std::optional(range) : std::nullopt;
}

// What stands between two braces.
std::string expand(std::string_view symbol, crypto::Random& random) {
  if (const auto range = read_range(symbol)) return fmt::format("{}", range->pick(random));
  if (symbol == "sharp") return "#";
  const size_t star = std::min(symbol.find('*'), symbol.size());
  const char change = symbol.front();
  const bool changed = change == '^' || change == '_';
  const auto rule = find_rule(symbol.substr(0, star).substr(changed ? 1 : 0));
  const auto times = star < symbol.size() ? read_range(symbol.substr(star + 1)) : Range{1, 1};
  if (!rule || !times) std::abort();
  std::string text;
  for (uint64_t left = times->pick(random); left > 0; --left) text += random_text(*rule, random);
  if (change == '_') return to_lower(text);
  if (change == '^' && text.front() >= 'a' && text.front() <= 'z') text.front() -= 'a' - 'A';
  return text;
}

}  // namespace

std::string random_text(std::string_view alternatives, crypto::Random& random) {
  std::string_view rest = pick(alternatives, random);
  std::string text;
  while (!rest.empty()) {
    const size_t next = std::min(rest.find_first_of("#{"), rest.size());
    text.append(rest.substr(0, next));
    rest.remove_prefix(next);
    if (rest.empty()) break;
    const size_t size = rest.front() == '#' ? 1 : rest.find('}') + 1;
    if (size == 1) {
      text += static_cast<char>('0' + random.below(10));
    } else {
      text += expand(rest.substr(1, size - 2), random);
    }
    rest.remove_prefix(size);
  }
  return text;
}

}  // namespace coffer::postman
