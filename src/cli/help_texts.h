// What --help, the man pages and shell completion say beyond the names of flags: one source for the three.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace coffer::cli {

struct Example {
  std::string_view what, command;
};

// "send" or "secret link"; empty where a command has none.
std::vector<Example> examples_of(std::string_view command);

// "secret link": the path of a command below the program's name.
std::string command_path(const CLI::App& command);

// What an option's or argument's value is called: "FILE", "DIR", "ARN", "on|off|auto"; "" for a switch.
std::string value_name(const CLI::Option& option);
// The values that it may have, where they are listed.
std::vector<std::string> choices_of(const CLI::Option& option);
bool is_switch(const CLI::Option& option);

// Gives the whole tree its value names (by the option's name, which means the same in every command) and its
// examples.
void finish_help(CLI::App& root);

}  // namespace coffer::cli
