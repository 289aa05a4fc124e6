// IAM policies: parsed strictly, evaluated as AWS documents it (default deny, an explicit deny wins).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/json.h"

namespace coffer::demo {

// Keys in lower case ("aws:multifactorauthpresent"). A key that is absent is absent, not empty.
using Context = std::map<std::string, std::string, std::less<>>;

struct Condition {
  std::string operation;  // "Bool", "StringLike" …; without IfExists
  bool if_exists = false;
  std::string key;  // lower case
  std::vector<std::string> values;
};

struct Statement {
  bool allow = false;
  std::vector<std::string> actions, not_actions;
  std::vector<std::string> resources, not_resources;
  std::vector<std::string> principals;  // ARNs, account IDs or "*"; resource policies only
  std::vector<Condition> conditions;
};

using Policy = std::vector<Statement>;

// kMalformed or kUnsupported, saying which element of the document.
Result<Policy> parse_policy(const json::Value& document);

enum class Decision { kNotMentioned, kAllowed, kDenied };

struct Question {
  std::string action;    // "secretsmanager:GetSecretValue"
  std::string resource;  // an ARN, or "*" for actions without one
  Context context;
};

// Identity and session policies.
Decision evaluate(const std::vector<Policy>& policies, const Question& question);

// How a resource policy (of a secret, or the trust policy of a role) meets its caller.
struct Caller {
  std::string account;
  std::vector<std::string> arns;  // of the caller itself; for a role session also the role's
};
enum class Grant { kNone, kToAccount, kToPrincipal, kDenied };
Grant evaluate(const Policy& policy, const Question& question, const Caller& caller);

// IAM's `*` and `?`. Case counts.
bool matches_wildcard(std::string_view pattern, std::string_view text);

}  // namespace coffer::demo
