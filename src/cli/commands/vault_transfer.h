// coffer vault export and import (spec 2.8).
#pragma once

#include <CLI/CLI.hpp>

#include "cli/context.h"

namespace coffer::cli {

// Adds both commands to `vault`.
void add_transfer_commands(CLI::App& vault, Context& context);

}  // namespace coffer::cli
