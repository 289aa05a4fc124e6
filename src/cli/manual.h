// Man pages, made from the same tree as --help.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

namespace coffer::cli {

// coffer(1) for the root, coffer-send(1) and so on for a command, whose own commands are in its page. In
// man(7)'s macros, which man, mandoc and groff read.
std::string man_page(const CLI::App& command, std::string_view version);
// "coffer-send"
std::string page_name(const CLI::App& command);

}  // namespace coffer::cli
