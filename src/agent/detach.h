// Starting the agent in the background.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "base/result.h"

namespace coffer::agent {

// Runs this program again with `arguments`, in a session of its own, apart from the terminal, in the root
// folder, with none of the caller's descriptors, and of its environment only what says where files are.
// Returns once it says tell_ready(). kIo with what it printed where it ends before that. Not while other
// threads run.
Result<void> start_detached(const std::vector<std::string>& arguments, const Environment& environment);

// In the program that was started: all is well; from now on its standard output and error lead nowhere.
void tell_ready();

}  // namespace coffer::agent
