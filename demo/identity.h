// Who calls, and what they may do.
#pragma once

#include <expected>
#include <optional>
#include <string>

#include "demo/signature.h"
#include "demo/state.h"

namespace coffer::demo {

struct Identity {
  const Principal* principal = nullptr;  // valid for this call only
  const Session* session = nullptr;      // nullptr: long-lived keys
  std::string access_key_id;
  std::string region;
  std::string arn;      // as GetCallerIdentity shows it
  std::string user_id;  // the same

  bool is_role() const { return principal->kind == Principal::Kind::kRole; }
  Caller caller() const;
  Context context(WallTime now) const;
};

struct Authenticated {
  std::expected<Identity, AuthError> identity;
  // Filled where the signature did not match, for /_control/mismatch.
  std::optional<SignatureParts> expected = {};
};

// `service` is the one that was called: the scope of the signature must name it.
Authenticated authenticate(State& state, const HttpRequest& request, std::string_view service, WallTime now);

// Empty: allowed. Else the end of AWS's sentence: "because no identity-based policy allows the … action".
// `resource_policy` is that of the resource, `resource_account` its owner; another account needs both
// policies.
struct Access {
  std::string action;
  std::string resource;
  std::string resource_account;
  const Policy* resource_policy = nullptr;
  Context extra = {};
};
std::string refusal(const Identity& identity, const Access& access, WallTime now);

}  // namespace coffer::demo
