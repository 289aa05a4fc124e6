// Command lines of Windows' cmd.exe, taken apart into words.
#pragma once

#include <string_view>

#include "base/result.h"
#include "postman/shell_words.h"

namespace coffer::postman {

// A caret before a line's end or a quote: bash's command lines have none outside of their own quotes.
bool is_windows_command(std::string_view text);

// First as cmd.exe reads it (^x is x), then as Microsoft's C runtime takes a command line apart. Source:
// Chromium's DevTools, "Copy as cURL (cmd)"; "Parsing C command-line arguments" in Microsoft's C
// documentation.
Result<ShellWords> split_windows_words(std::string_view text);

}  // namespace coffer::postman
