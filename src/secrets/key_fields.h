// The fields of credentials that a person types, or fills from a profile (spec 3.1, 3.2, 3.5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/credentials.h"
#include "aws/profile_file.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

namespace coffer::secrets {

// Their names in errors.
inline constexpr const char* kAccessKeyId = "access key ID";
inline constexpr const char* kSecretAccessKey = "secret access key";
inline constexpr const char* kSessionToken = "session token";

enum class KeyType { kLongLived, kTemporary };

// As IAM makes them: 16 to 128 letters, digits and underscores (API reference, AccessKey). kInvalidArgument.
Result<void> check_access_key_id(std::string_view id);
// What its prefix says (IAM User Guide, "Unique identifiers": AKIA, ASIA); nullopt where it says nothing, as
// with a stand-in for AWS.
std::optional<KeyType> type_of_access_key(std::string_view id);
// A secret access key or session token without white space around it. kInvalidArgument where nothing is left,
// or white space or control characters stand inside; `field` names it. The text is in no error.
Result<Secret> take_key_secret(const Secret& typed, const char* field);
// When temporary keys end: a time (2026-01-31T12:00:00Z), or how long they still hold (45m, 12h).
// kInvalidArgument, also for a time that is over.
Result<WallTime> parse_expiry(std::string_view text, WallTime now);

// What was typed, or given by flags. Move-only: it holds secrets.
struct KeyAnswers {
  std::string type;  // "long-lived", "temporary", "profile"; empty: not known
  std::optional<std::string> access_key_id;
  std::optional<Secret> secret_access_key, session_token;
  std::optional<WallTime> expires;

  bool any() const { return !type.empty() || access_key_id || secret_access_key || session_token || expires; }
};
// The first field that there must be, and is not; nullptr where all are there. A key that says so itself, or
// one that has an end, is a temporary one whatever the type, and needs its session token.
const char* missing_key_field(const KeyAnswers& answers);
// Of answers that nothing is missing in. `source`: for people.
aws::Credentials credentials_of(KeyAnswers answers, std::string source);

enum class ProfileKind { kKeys, kTemporary, kRole, kSso, kProcess, kWebIdentity, kLogin, kNone };
// What a profile gets its credentials from …
ProfileKind kind_of(const aws::Profile& profile);
// … and for people: "access key", "role arn:…", "credential_process".
std::string kind_of_profile(const aws::Profile& profile);

}  // namespace coffer::secrets
