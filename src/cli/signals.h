// Signals that end a command which serves.
#pragma once

#include "base/file_descriptor.h"

namespace coffer::cli {

// SIGTERM, SIGINT and SIGHUP, for every thread that is started from here on, come out of the descriptor.
FileDescriptor take_signals();

}  // namespace coffer::cli
