// The dialogue that authenticates with AWS: the type of credentials, then field by field, typed or taken from
// a profile of the shared AWS files (spec 3.1, 3.2, 3.5).
#pragma once

#include "base/result.h"
#include "cli/context.h"
#include "secrets/connect_input.h"
#include "secrets/key_fields.h"

namespace coffer::cli {

using secrets::KeyAnswers;  // what needs no question any more

// Asks on the terminal for what `input` and `known` leave open, and returns `input` with typed credentials or
// a profile, and with a region where neither the environment nor the profile has one. Fields are filled from
// input.profile, else from `main`, else from `default`. What can't be right is refused at once and asked
// again. kCancelled; errors of the shared files.
Result<secrets::ConnectInput> ask_for_credentials(Context& context, secrets::ConnectInput input,
                                                  KeyAnswers known);

}  // namespace coffer::cli
