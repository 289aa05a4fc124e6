// What the stand-in cloud knows: accounts, users, roles, secrets, sessions. Sample values only, so plain
// strings.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "demo/policy.h"
#include "json/json.h"

namespace coffer::demo {

struct AccessKey {
  std::string id;
  std::string secret;
  bool active = true;
};

struct MfaDevice {
  std::string serial;  // arn:aws:iam::ACCOUNT:mfa/NAME
  std::string seed;    // decoded
  WallTime enabled = {};
  std::set<int64_t> used_steps = {};  // a code is good once
};

// A user or a role.
struct Principal {
  enum class Kind { kUser, kRole };
  Kind kind = Kind::kUser;
  std::string account;
  std::string partition;
  std::string name;
  std::string id;   // AIDA… or AROA…
  std::string arn;  // of the user or the role
  std::vector<Policy> policies;
  std::vector<AccessKey> keys = {};         // users
  std::vector<MfaDevice> mfa_devices = {};  // users
  Policy trust = {};                        // roles
  int max_session_seconds = 3600;           // roles
};

struct SecretVersion {
  std::string id;
  std::optional<std::string> text = {};
  std::optional<std::string> binary = {};
  std::vector<std::string> stages = {};
  WallTime created = {};
  bool has_stage(std::string_view stage) const;
};

struct SecretRecord {
  std::string account;
  std::string region;
  std::string name;
  std::string arn;
  std::string description = {};
  json::Array tags = {};
  bool kms_denied = false;
  std::optional<WallTime> deleted = {};  // scheduled for deletion since
  int recovery_days = 30;
  WallTime created = {};
  WallTime changed = {};
  std::vector<SecretVersion> versions = {};
  std::optional<Policy> resource_policy = {};

  SecretVersion* find_version(std::string_view id);
  SecretVersion* find_stage(std::string_view stage);
  // Adds the version and moves the stages to it; AWSPREVIOUS follows AWSCURRENT as in Secrets Manager.
  void put_version(SecretVersion version, const std::vector<std::string>& stages);
};

// Temporary credentials that STS gave out.
struct Session {
  std::string access_key_id;
  std::string secret;
  std::string token;
  std::string principal_arn;      // of the user or role
  std::string session_name = {};  // of a role
  WallTime expires = {};
  bool mfa = false;
  WallTime mfa_at = {};
  std::optional<Policy> policy = {};  // session policy
};

struct State {
  std::set<std::string, std::less<>> regions;
  std::map<std::string, std::string, std::less<>> partitions;  // by account
  std::vector<Principal> principals;
  std::vector<SecretRecord> secrets;
  std::map<std::string, Session, std::less<>> sessions;  // by access key ID

  // kMalformed with the member at fault.
  static Result<State> load(const json::Value& document, WallTime now);

  Principal* find_principal(std::string_view arn);
  Principal* find_key_owner(std::string_view access_key_id, const AccessKey** key);
  MfaDevice* find_device(std::string_view serial_or_user, Principal** owner);
  // By ARN, ARN without the random suffix, or name in `account` and `region`; nullptr if there is none.
  SecretRecord* find_secret(std::string_view id, std::string_view account, std::string_view region);
};

inline constexpr std::string_view kCurrentStage = "AWSCURRENT";
inline constexpr std::string_view kPreviousStage = "AWSPREVIOUS";

}  // namespace coffer::demo
