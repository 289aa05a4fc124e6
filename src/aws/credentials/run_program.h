// Runs a program for what it prints.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"

namespace coffer::aws {

struct ProgramOutput {
  Secret out;      // its standard output
  int status = 0;  // its exit status; 128 + N where signal N ended it
};

// Without a shell; the program is looked for in PATH. It has this process's environment, terminal and
// standard error; its standard input is ours if that is a terminal, else empty. Its output is read into wiped
// memory. kNotFound and kPermissions where it cannot be started, kTooLarge where it prints more than `limit`
// bytes, kTimeout; it is killed then. Messages say nothing of its arguments.
Result<ProgramOutput> run_program(const std::vector<std::string>& words, std::chrono::milliseconds patience,
                                  size_t limit);

}  // namespace coffer::aws
