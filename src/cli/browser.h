// Signing in, in a browser.
#pragma once

#include <filesystem>
#include <string>

#include "aws/credentials/sign_in.h"
#include "cli/terminal.h"

namespace coffer::cli {

// Opens `url` with xdg-open and does not wait. False where there is no desktop to open it on, or no xdg-open.
bool open_browser(const Environment& environment, const std::string& url);
// The same for a file of ours.
bool open_file_in_browser(const Environment& environment, const std::filesystem::path& file);

// Says what to do, on standard error, and opens the browser if it is wanted and there is one.
void show_sign_in(Terminal& terminal, const Environment& environment, const aws::SignIn& sign_in,
                  bool with_browser);

}  // namespace coffer::cli
