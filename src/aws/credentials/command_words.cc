#include "aws/credentials/command_words.h"

namespace coffer::aws {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

Error unfinished(std::string_view what) {
  return {ErrorCode::kMalformed, std::string(what), "Close it, or write a backslash before it"};
}

// Takes the inside of a quotation, `at` behind its first quote, and leaves `at` behind its last.
Result<void> take_quoted(std::string_view line, size_t& at, char quote, std::string& word) {
  for (; at < line.size(); ++at) {
    if (line[at] == quote) {
      ++at;
      return {};
    }
    if (quote == '"' && line[at] == '\\') {
      if (at + 1 == line.size()) break;
      const char next = line[at + 1];
      if (next != '"' && next != '\\') word += '\\';
      word += next;
      ++at;
    } else {
      word += line[at];
    }
  }
  return unfinished("the command has a quotation that does not end");
}

}  // namespace

Result<std::vector<std::string>> command_words(std::string_view line) {
  std::vector<std::string> words;
  size_t at = 0;
  for (;;) {
    while (at < line.size() && kSpace.contains(line[at])) ++at;
    if (at == line.size()) return words;
    std::string word;
    while (at < line.size() && !kSpace.contains(line[at])) {
      const char c = line[at++];
      if (c == '\'' || c == '"') {
        COFFER_TRY(take_quoted(line, at, c, word));
      } else if (c == '\\') {
        if (at == line.size()) return unfinished("the command ends in a backslash");
        word += line[at++];
      } else {
        word += c;
      }
    }
    words.push_back(std::move(word));
  }
}

}  // namespace coffer::aws
