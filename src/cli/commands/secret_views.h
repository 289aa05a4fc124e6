// What `coffer secret list`, `show` and `test` print: everything but values (spec 2.7, 4.7, 7.1).
#pragma once

#include <string>

#include "base/result.h"
#include "cli/context.h"
#include "cli/session_flags.h"

namespace coffer::cli {

Result<void> list_secrets(Context& context);
// With `revealed`: prints a local value, and notes that in the audit log.
Result<void> show_secret(Context& context, const std::string& name, bool revealed);
Result<void> test_secret(Context& context, const std::string& name, const SessionFlags& flags);

}  // namespace coffer::cli
