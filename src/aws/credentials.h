// Who we are to AWS.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/secret.h"

namespace coffer::aws {

// Move-only; wiped with it. The access key ID is an identifier, not a secret, but is still never printed
// whole.
struct Credentials {
  std::string access_key_id;
  Secret secret_access_key;
  Secret session_token;             // empty for long-lived keys
  std::optional<WallTime> expires;  // none for long-lived keys and where the source does not say
  std::string source;  // where they came from, for people: "profile main", "environment", "AssumeRole arn:…"

  bool temporary() const { return !session_token.empty(); }
  Credentials clone() const {
    return {access_key_id, secret_access_key.clone(), session_token.clone(), expires, source};
  }
};

}  // namespace coffer::aws
