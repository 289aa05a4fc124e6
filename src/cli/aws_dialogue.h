// The dialogue that authenticates with AWS: the type of credentials, then field by field, typed or taken from
// a profile of the shared AWS files (spec 3.1, 3.2, 3.5).
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "cli/context.h"
#include "secrets/connect_input.h"

namespace coffer::cli {

// What needs no question any more.
struct KeyAnswers {
  std::string type;  // "long-lived", "temporary", "profile"; empty: not known
  std::optional<std::string> access_key_id;
  std::optional<Secret> secret_access_key, session_token;
  std::optional<WallTime> expires;

  bool any() const { return !type.empty() || access_key_id || secret_access_key || session_token || expires; }
};

// Asks on the terminal for what `input` and `known` leave open, and returns `input` with typed credentials or
// a profile, and with a region where neither the environment nor the profile has one. Fields are filled from
// input.profile, else from `main`, else from `default`. What can't be right is refused at once and asked
// again. kCancelled; errors of the shared files.
Result<secrets::ConnectInput> ask_for_credentials(Context& context, secrets::ConnectInput input,
                                                  KeyAnswers known);

}  // namespace coffer::cli
