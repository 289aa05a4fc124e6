// A command line as credential_process has it, in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace coffer::aws {

// As Python's shlex.split() does it, which botocore uses: white space parts words; '…' keeps all, "…" all but
// \" and \\; a backslash outside keeps the next character. No variables, no globs, no comments: no shell.
// kMalformed where a quotation or a backslash does not end; the text is not quoted.
Result<std::vector<std::string>> command_words(std::string_view line);

}  // namespace coffer::aws
