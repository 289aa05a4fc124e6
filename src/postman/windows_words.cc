#include "postman/windows_words.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/encoding.h"

namespace coffer::postman {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

// What cmd.exe hands to the program: carets gone, lines joined.
std::string without_carets(std::string_view text) {
  std::string line;
  bool quoted = false;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') quoted = !quoted;
    if (c == '^' && !quoted && at + 1 < text.size()) {
      ++at;
      if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') ++at;
      if (text[at] == '\n') {  // the line goes on; the character after it is taken as it is
        if (at + 1 < text.size() && text[at + 1] == '\n') line += text[++at];
        continue;
      }
      line += text[at];
      continue;
    }
    line += c;
  }
  return line;
}

// Where what is quoted from `at` on ends, as bash has it: at the other quote, or at the end of the text.
size_t end_of_quoted(std::string_view text, size_t at) {
  const char quote = text[at];
  const bool escapes = quote == '"' || (at > 0 && text[at - 1] == '$');  // $'…'
  for (++at; at < text.size() && text[at] != quote; ++at)
    if (escapes && text[at] == '\\') ++at;
  return at;
}

}  // namespace

bool is_windows_command(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '\'' || text[at] == '"') {
      at = end_of_quoted(text, at);
    } else if (text[at] == '^') {
      const std::string_view after = text.substr(at + 1);
      if (after.starts_with('\n') || after.starts_with("\r\n") || after.starts_with("\\^\"")) return true;
      if (after.starts_with('"') && at > 0 && text[at - 1] == ' ') return true;
    }
  }
  return false;
}

Result<ShellWords> split_windows_words(std::string_view text) {
  const std::string line(trim(without_carets(text)));
  ShellWords found;
  std::optional<std::string> word;
  bool quoted = false;
  for (size_t at = 0; at < line.size();) {
    const size_t slashes = std::min(line.find_first_not_of('\\', at), line.size()) - at;
    const bool quote = at + slashes < line.size() && line[at + slashes] == '"';
    if (slashes > 0) {
      word = word.value_or("") + std::string(quote ? slashes / 2 : slashes, '\\');
      at += slashes;
      if (quote && slashes % 2 == 1) *word += line[at++];
      continue;
    }
    if (quote) {
      word = word.value_or("");
      if (quoted && at + 1 < line.size() && line[at + 1] == '"') {
        *word += '"';
        at += 2;
        continue;
      }
      quoted = !quoted;
      ++at;
      continue;
    }
    if (!quoted && kSpace.find(line[at]) != std::string_view::npos) {
      if (word) found.words.push_back(*std::exchange(word, std::nullopt));
    } else {
      word = word.value_or("") + line[at];
    }
    ++at;
  }
  if (quoted)
    return Error{ErrorCode::kMalformed, "a quote (\") is not closed", "Copy the command whole.", "command"};
  if (word) found.words.push_back(*word);
  return found;
}

}  // namespace coffer::postman
