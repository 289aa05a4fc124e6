// Processes that tests start, kill and wait for.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace coffer::no_loss {

// Runs `work` in a forked child, whose exit status is 0 where it returns an empty text; else the text goes to
// standard error and the status is 1. Locked memory does not survive a fork, so `work` makes its own secrets.
pid_t start(const std::function<std::string()>& work);

// Starts a program with exactly these environment variables ("NAME=value"); its output goes to the file
// `out`, its standard error to `err`, its standard input is empty.
pid_t start_program(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                    const std::string& out, const std::string& err);

// The exit status; nullopt for a child that a signal ended.
std::optional<int> wait_for(pid_t child);

}  // namespace coffer::no_loss
