#include "postman/shell_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/encoding.h"
#include "postman/windows_words.h"

namespace coffer::postman {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kNameStart = "_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

Error unsupported(std::string what, std::string mend) {
  return {ErrorCode::kUnsupported, std::move(what), std::move(mend), "command"};
}

void append_utf8(std::string& out, uint32_t code) {
  const auto byte = [&out](uint32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xC0 | (code >> 6));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12));
    byte(0x80 | ((code >> 6) & 0x3F));
  } else {
    byte(0xF0 | (code >> 18));
    byte(0x80 | ((code >> 12) & 0x3F));
    byte(0x80 | ((code >> 6) & 0x3F));
  }
  byte(0x80 | (code & 0x3F));
}

class BashWords {
 public:
  explicit BashWords(std::string_view text) : text_(text) {}

  Result<ShellWords> split() {
    skip_prompt();
    while (at_ < text_.size() && !done_) COFFER_TRY(step());
    end_word();
    return std::move(found_);
  }

 private:
  bool starts_with(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void skip_prompt() {
    at_ = std::min(text_.find_first_not_of(kSpace), text_.size());
    if (starts_with("$ ")) at_ += 2;
  }

  void add(std::string_view piece) {
    if (!word_) word_.emplace();
    word_->append(piece);
  }

  void end_word() {
    if (word_) found_.words.push_back(*std::exchange(word_, std::nullopt));
  }

  Result<void> step() {
    const char c = text_[at_];
    if (c == '\n') return end_of_line();
    if (kSpace.find(c) != std::string_view::npos) return end_word(), ++at_, Result<void>();
    if (c == '#' && !word_) return at_ = std::min(text_.find('\n', at_), text_.size()), Result<void>();
    if (c == '\\') return backslash(), Result<void>();
    if (c == '\'') return single_quoted();
    if (c == '"') return double_quoted();
    if (c == '$') return dollar(false);
    if (c == '`') return command_substitution();
    if (c == '|' || c == '>') return follow_up();
    if (c == ';' || c == '&' || c == '<' || c == '(' || c == ')') return separator(c);
    add(text_.substr(at_++, 1));
    return {};
  }

  Result<void> end_of_line() {
    end_word();
    ++at_;
    if (found_.words.empty()) return {};
    done_ = true;
    for (std::string_view rest = text_.substr(at_); !rest.empty();) {
      const std::string_view line = trim(rest.substr(0, rest.find('\n')));
      if (!line.empty() && !line.starts_with('#'))
        return unsupported("there is more than one command",
                           "Give one curl command; a line goes on after a backslash at its end.");
      rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
    }
    return {};
  }

  void backslash() {
    if (starts_with("\\\n")) return void(at_ += 2);
    if (starts_with("\\\r\n")) return void(at_ += 3);
    add(text_.substr(std::min(at_ + 1, text_.size()), 1));
    at_ = std::min(at_ + 2, text_.size());
  }

  static Error not_closed(char quote) {
    return {ErrorCode::kMalformed, fmt::format("a quote ({}) is not closed", quote),
            "Copy the command whole.", "command"};
  }

  Result<void> single_quoted() {
    const size_t end = text_.find('\'', at_ + 1);
    if (end == std::string_view::npos) return not_closed('\'');
    add(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return {};
  }

  Result<void> double_quoted() {
    add("");
    for (++at_; at_ < text_.size();) {
      const char c = text_[at_];
      if (c == '"') return ++at_, Result<void>();
      if (c == '\\') {
        const bool escapes =
            std::string_view("$`\"\\").find(peek(1)) != std::string_view::npos && peek(1) != '\0';
        if (escapes || peek(1) == '\n' || starts_with("\\\r\n")) {
          backslash();
          continue;
        }
      }
      if (c == '`') return command_substitution();
      if (c == '$') {
        COFFER_TRY(dollar(true));
        continue;
      }
      add(text_.substr(at_++, 1));
    }
    return not_closed('"');
  }

  static Error command_substitution() {
    return unsupported("the command runs another one inside of it, in backquotes or $(…)",
                       "Put its output in its place, or a {{variable}}.");
  }

  Result<void> dollar(bool quoted) {
    if (!quoted && starts_with("$'")) return ansi_quoted();
    if (!quoted && starts_with("$\"")) return ++at_, double_quoted();
    if (starts_with("$(")) return command_substitution();
    const bool braced = starts_with("${");
    const size_t begin = at_ + (braced ? 2 : 1);
    if (begin >= text_.size() || kNameStart.find(text_[begin]) == std::string_view::npos) {
      if (braced || std::string_view("0123456789?#@*!$-").find(peek(1)) != std::string_view::npos)
        if (peek(1) != '\0')
          return unsupported("the command uses a special variable of the shell",
                             "Write its value, or quote the $.");
      add("$");
      ++at_;
      return {};
    }
    size_t end = begin;
    while (end < text_.size() && (kNameStart.find(text_[end]) != std::string_view::npos ||
                                  (text_[end] >= '0' && text_[end] <= '9')))
      ++end;
    if (braced && (end >= text_.size() || text_[end] != '}'))
      return unsupported("the command uses ${…} with more in it than a name",
                         "Write its value, or a {{variable}}.");
    const std::string name(text_.substr(begin, end - begin));
    if (std::ranges::find(found_.variables, name) == found_.variables.end()) found_.variables.push_back(name);
    add("{{" + name + "}}");
    at_ = end + (braced ? 1 : 0);
    return {};
  }

  // $'…', bash's ANSI-C quoting.
  Result<void> ansi_quoted() {
    add("");
    for (at_ += 2; at_ < text_.size();) {
      const char c = text_[at_++];
      if (c == '\'') return {};
      if (c == '\\' && at_ < text_.size())
        ansi_escape(text_[at_++]);
      else
        add(std::string_view(&c, 1));
    }
    return not_closed('\'');
  }

  void ansi_escape(char c) {
    constexpr std::string_view kLetters = "abeEfnrtv", kMeaning = "\a\b\x1b\x1b\f\n\r\t\v";
    if (const size_t index = kLetters.find(c); index != std::string_view::npos)
      return add(kMeaning.substr(index, 1));
    if (c == 'x') return number(16, 2, "\\x");
    if (c == 'u') return number(16, 4, "\\u");
    if (c == 'U') return number(16, 8, "\\U");
    if (c >= '0' && c <= '7') return --at_, number(8, 3, "\\");
    if (c == '\\' || c == '\'' || c == '"' || c == '?') return add(std::string_view(&c, 1));
    add(std::string{'\\', c});
  }

  void number(uint32_t base, size_t digits, std::string_view as_written) {
    uint32_t value = 0;
    size_t count = 0;
    for (; count < digits && at_ < text_.size(); ++count, ++at_) {
      const size_t digit = std::string_view("0123456789abcdef").find(to_lower(text_.substr(at_, 1)));
      if (digit >= base) break;
      value = value * base + static_cast<uint32_t>(digit);
    }
    if (count == 0) return add(as_written);
    const bool byte = base == 8 || digits == 2;
    if (byte) {
      const char c = static_cast<char>(static_cast<unsigned char>(value));
      return add(std::string_view(&c, 1));
    }
    std::string encoded;
    append_utf8(encoded, std::min<uint32_t>(value, 0x10FFFF));
    add(encoded);
  }

  // What becomes of the output is not the request's business.
  Result<void> follow_up() {
    if (starts_with("||")) return separator('|');
    const bool numbered = text_[at_] == '>' && word_ && (*word_ == "1" || *word_ == "2");
    if (numbered) word_.reset();
    end_word();
    found_.rest = std::string(trim(text_.substr(at_)));
    done_ = true;
    return {};
  }

  static Error separator(char c) {
    if (c == '&')
      return unsupported("there is an & outside of quotes, which ends the command",
                         "Put quotes around the URL and what else has an & in it.");
    return unsupported(fmt::format("there is a {} outside of quotes", c),
                       "Give one curl command, without redirected input; quote what belongs to it.");
  }

  std::string_view text_;
  size_t at_ = 0;
  bool done_ = false;
  std::optional<std::string> word_;
  ShellWords found_;
};

}  // namespace

Result<ShellWords> split_shell_words(std::string_view text) {
  return is_windows_command(text) ? split_windows_words(text) : BashWords(text).split();
}

std::string shell_quoted(std::string_view word) {
  constexpr std::string_view kSafe =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@%+=:,./_-";
  if (!word.empty() && word.find_first_not_of(kSafe) == std::string_view::npos) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace coffer::postman
