// Standard output for what must not be lost on the way.
#pragma once

#include <string_view>

#include "base/result.h"

namespace coffer::cli {

// Writes all of `bytes` as they are, neither redacted nor followed by a newline, and makes them last where
// standard output is a file: an export, or a key that is shown once. kIo where that fails (a full disk, a
// closed pipe).
Result<void> write_standard_output(std::string_view bytes);

}  // namespace coffer::cli
