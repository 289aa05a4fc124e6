// Where a vault secret's value really lives.
#pragma once

#include <string>

#include "base/result.h"

namespace coffer::vault {

// The providers (docs/vault-format.md). A link of another one is kept, and does not resolve.
inline constexpr const char* kAws = "aws";              // AWS Secrets Manager
inline constexpr const char* kSsm = "ssm";              // AWS Systems Manager Parameter Store
inline constexpr const char* kHashicorp = "hashicorp";  // HashiCorp Vault, OpenBao: a KV secrets engine

// All fields but provider and secret are optional; empty means none (spec 4.1).
struct Link {
  std::string provider = kAws;
  std::string secret = {};  // aws: the Secret ARN; ssm: a parameter's name or ARN; hashicorp: a path below
                            // the mount
  std::string role = {};    // aws, ssm: a Role ARN to assume first
  std::string external_id = {};  // sent with AssumeRole
  std::string version = {};   // aws: a version ID or a staging label; ssm: a version or a label; hashicorp: a
                              // version's number (KV v2); empty: the current one
  std::string json_key = {};  // hashicorp: a key of the secret's data
  std::string connection = {};  // a connection's name; empty: the one of the ARN's account, else the default
  bool narrow_role = false;     // AssumeRole with a session policy cut down to this one secret (spec 4.3)
  int cache_seconds = -1;       // overrides the value cache's duration; -1: no override
  std::string region = {};      // ssm: of a parameter given by name; empty: the connection's
  std::string address = {};     // hashicorp: the server's URL; empty: BAO_ADDR or VAULT_ADDR
  std::string ns = {};          // hashicorp: the namespace; empty: BAO_NAMESPACE or VAULT_NAMESPACE
  std::string mount = {};       // hashicorp: where the KV engine is mounted; empty: "secret"
  int kv_version = 0;           // hashicorp: the engine's, 1 or 2; 0: the server is asked
  std::string unknown =
      {};  // members that a newer version wrote, as JSON without the braces; the vault keeps them

  bool operator==(const Link&) const = default;
};

}  // namespace coffer::vault
