// Where a vault secret's value really lives.
#pragma once

#include <string>

#include "base/result.h"

namespace coffer::vault {

// All fields but provider and secret are optional; empty means none (spec 4.1).
struct Link {
  std::string provider = "aws";
  std::string secret = {};       // aws: the Secret ARN
  std::string role = {};         // aws: a Role ARN to assume first
  std::string external_id = {};  // sent with AssumeRole
  std::string version = {};      // a version ID or a staging label; empty: AWSCURRENT
  std::string json_key = {};
  std::string connection = {};  // a connection's name; empty: the one of the ARN's account, else the default
  bool narrow_role = false;     // AssumeRole with a session policy cut down to this one secret (spec 4.3)
  int cache_seconds = -1;       // overrides the value cache's duration; -1: no override
  std::string unknown =
      {};  // members that a newer version wrote, as JSON without the braces; the vault keeps them

  bool operator==(const Link&) const = default;
};

}  // namespace coffer::vault
