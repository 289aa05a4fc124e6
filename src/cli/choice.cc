#include "cli/choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "cli/listing.h"

namespace coffer::cli {

using Choices = std::vector<std::pair<std::string, std::string>>;

std::string numbered(const Choices& choices) {
  Choices lines;
  for (const auto& [name, what] : choices)
    lines.emplace_back(fmt::format("  {}  {}", lines.size() + 1, name), what);
  std::string text = format_fields(lines);
  text.pop_back();
  return text;
}

Result<size_t> choose(const std::string& answer, const Choices& choices) {
  const auto named = std::ranges::find(choices, answer, &Choices::value_type::first);
  if (named != choices.end()) return static_cast<size_t>(named - choices.begin());
  size_t number = 0;
  const auto [end, failure] = std::from_chars(answer.data(), answer.data() + answer.size(), number);
  const bool whole = failure == std::errc() && end == answer.data() + answer.size();
  if (whole && number >= 1 && number <= choices.size()) return number - 1;
  return Error{ErrorCode::kInvalidArgument, "this is none of them",
               fmt::format("Type a number from 1 to {}, or a name.", choices.size())};
}

}  // namespace coffer::cli
