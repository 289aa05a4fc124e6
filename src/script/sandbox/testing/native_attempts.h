// What somebody would try who can run machine code in the sandbox.
#pragma once

#include <string>
#include <vector>

namespace coffer::script::testing {

// Makes the system calls of that name. "done" where the kernel did it; else strerrorname_np's word for why
// not. `number`: of the process or descriptor that it is about.
std::string native_attempt(const std::string& name, long number);

}  // namespace coffer::script::testing
