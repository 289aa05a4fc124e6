// A command line as people paste it, taken apart into words: bash's quoting and, from browsers on Windows,
// cmd's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace coffer::postman {

struct ShellWords {
  std::vector<std::string> words;
  std::vector<std::string> variables;  // shell variables in it, each once: $NAME and ${NAME} became {{NAME}}
  std::string rest;  // what follows the command and does not change it: "| jq .", "> out.json"
};

// bash: '…' "…" $'…' \x and lines that go on after a backslash. Nothing is expanded but variables, into
// Postman's; kUnsupported for $(…), `…`, here-documents and more than one command; kMalformed for a quote
// that is not closed. cmd is told by "^" before a line's end or a quote: then as cmd.exe (^x is x) and the C
// runtime (backslash-quote is a quote) read it. Source: bash(1) QUOTING; Chromium's DevTools, "Copy as cURL
// (cmd)". Errors never quote the text, which may hold a secret.
Result<ShellWords> split_shell_words(std::string_view text);

// One word as sh reads it back: quoted where it has to be.
std::string shell_quoted(std::string_view word);

}  // namespace coffer::postman
