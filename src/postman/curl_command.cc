#include "postman/curl_command.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "postman/curl_flags.h"
#include "postman/shell_words.h"

namespace coffer::postman {
namespace {

Error malformed(std::string what, std::string mend = {}, std::string field = "command") {
  return {ErrorCode::kMalformed, std::move(what), std::move(mend), std::move(field)};
}

// Only what a flag is made of: the word may be a secret that lost its place.
std::string shown_flag(std::string_view word) {
  constexpr std::string_view kFlagCharacters = "-.abcdefghijklmnopqrstuvwxyz0123456789";
  const size_t end = std::min<size_t>(std::min(word.find_first_not_of(kFlagCharacters), word.size()), 40);
  return std::string(word.substr(0, end));
}

class CurlParser {
 public:
  explicit CurlParser(std::vector<std::string> words) : words_(std::move(words)) {}

  Result<CurlCommand> parse() {
    COFFER_TRY(check_program());
    bool flags_end = false;
    while (at_ < words_.size()) {
      const std::string word = words_[at_++];
      if (!flags_end && word == "--") {
        flags_end = true;
      } else if (flags_end || word.size() < 2 || word[0] != '-') {
        COFFER_TRY(find_flag("url").flag->apply(command_, word));
      } else if (word[1] == '-') {
        COFFER_TRY(long_flag(word));
      } else {
        COFFER_TRY(short_flags(word));
      }
    }
    if (command_.url.empty()) return malformed("the command has no URL", "Copy the command whole.", "URL");
    if (!left_out_.empty())
      command_.notes.push_back(
          fmt::format("left out, as the request is the same without: {}", fmt::join(left_out_, " ")));
    return std::move(command_);
  }

 private:
  Result<void> check_program() {
    const std::string_view program = words_.empty() ? std::string_view() : std::string_view(words_.front());
    const std::string_view name = program.substr(program.find_last_of("/\\") + 1);
    if (name != "curl" && name != "curl.exe")
      return malformed("this is no curl command", "It begins with the word curl.");
    at_ = 1;
    return {};
  }

  Result<void> long_flag(const std::string& word) {
    const std::string_view name = std::string_view(word).substr(2);
    FoundFlag found = find_flag(name);
    if (found.flag == nullptr && name.starts_with("no-")) {
      const FoundFlag positive = find_flag(name.substr(3));
      if (positive.flag != nullptr && !positive.flag->takes_value)
        return left_out_.push_back(word), Result<void>();
    }
    if (found.flag == nullptr) return unknown(shown_flag(word));
    return use(found, word, std::nullopt);
  }

  // -sSL, -XPOST, -d@file: the first that takes a value takes the rest of the word.
  Result<void> short_flags(const std::string& word) {
    for (size_t i = 1; i < word.size(); ++i) {
      const char letter = word[i];
      const FoundFlag found = find_flag(letter);
      const bool printable = letter > 0x20 && letter < 0x7F;
      if (found.flag == nullptr) return unknown(printable ? fmt::format("-{}", letter) : std::string("-"));
      const bool takes_rest = found.flag->takes_value && i + 1 < word.size();
      COFFER_TRY(use(found, fmt::format("-{}", letter),
                     takes_rest ? std::optional(word.substr(i + 1)) : std::nullopt));
      if (found.flag->takes_value) return {};
    }
    return {};
  }

  Result<void> use(const FoundFlag& found, const std::string& as_written, std::optional<std::string> value) {
    if (found.kind == CurlFlagClass::kRefuse) {
      return Error{ErrorCode::kUnsupported, fmt::format("curl's --{} is not supported", found.flag->name),
                   "Take it out of the command, if the request does without.", as_written};
    }
    if (found.flag->takes_value && !value) {
      if (at_ >= words_.size())
        return malformed("its value is missing", "Copy the command whole.", as_written);
      value = words_[at_++];
    }
    if (found.kind == CurlFlagClass::kSkip) return left_out_.push_back(as_written), Result<void>();
    return found.flag->apply(command_, value.value_or(""));
  }

  static Error unknown(std::string flag) {
    return {ErrorCode::kUnsupported, "curl has no such flag, or Coffer does not know it",
            "Take it out of the command, if the request does without.", std::move(flag)};
  }

  std::vector<std::string> words_, left_out_;
  size_t at_ = 0;
  CurlCommand command_;
};

}  // namespace

Result<CurlCommand> parse_curl_command(std::string_view text) {
  if (text.size() > kCurlCommandLimit)
    return Error{ErrorCode::kTooLarge, "the command is longer than 16 MiB", "", "command"};
  COFFER_ASSIGN(ShellWords split, split_shell_words(text));
  COFFER_ASSIGN(CurlCommand command, CurlParser(std::move(split.words)).parse());
  if (!split.rest.empty()) command.notes.emplace_back("left out: what the command line does with the output");
  for (const std::string& name : split.variables)
    command.notes.push_back(
        fmt::format("the shell variable ${0} became {{{{{0}}}}}: give it with --env-var {0}=…, or "
                    "write {{{{vault:name}}}}",
                    name));
  return command;
}

}  // namespace coffer::postman
