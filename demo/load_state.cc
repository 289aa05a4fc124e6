// Reads the state file; the form is in demo/README.md.
#include <fmt/format.h>

#include "base/encoding.h"
#include "demo/digest.h"
#include "demo/state.h"
#include "demo/totp.h"

namespace coffer::demo {
namespace {

struct Account {
  std::string id;
  std::string partition;
};

Error bad(std::string where, std::string what) {
  return {ErrorCode::kMalformed, std::move(what), "See demo/README.md for the form of the state file.",
          std::move(where)};
}

Error at(std::string where, Error error) {
  error.field = error.field.empty() ? std::move(where) : where + "." + error.field;
  return error;
}

// IDs that a file leaves out are the same on every start, so that ARNs and messages can be compared.
std::string stable_id(std::string_view prefix, std::string_view seed) {
  std::string id(prefix);
  for (const char byte : sha256(seed).substr(0, 17))
    id += static_cast<char>('A' + static_cast<unsigned char>(byte) % 26);
  return id;
}

Result<std::string> required(const json::Value& value, std::string_view member, const std::string& where) {
  const auto text = json::find_string(value, member);
  if (!text || text->empty()) return bad(where + "." + std::string(member), "must be a non-empty string");
  return std::string(*text);
}

std::string text_or(const json::Value& value, std::string_view member, std::string fallback) {
  const auto text = json::find_string(value, member);
  return text ? std::string(*text) : std::move(fallback);
}

// Calls `use(item, "where.member[i]")` for each item of an optional list.
template <class Use>
Result<void> each(const json::Value& value, std::string_view member, const std::string& where, Use use) {
  const auto* list = json::find(value, member);
  if (!list) return {};
  const std::string path = where.empty() ? std::string(member) : where + "." + std::string(member);
  if (!list->is_array()) return bad(path, "must be a list");
  for (size_t i = 0; i < list->get_array().size(); ++i) {
    COFFER_TRY(use(list->get_array()[i], fmt::format("{}[{}]", path, i)));
  }
  return {};
}

Result<Principal> load_principal(const json::Value& value, const Account& account, Principal::Kind kind,
                                 const std::string& where) {
  const bool user = kind == Principal::Kind::kUser;
  Principal principal;
  principal.kind = kind;
  principal.account = account.id;
  principal.partition = account.partition;
  COFFER_ASSIGN(principal.name, required(value, "name", where));
  principal.arn = fmt::format("arn:{}:iam::{}:{}/{}", account.partition, account.id, user ? "user" : "role",
                              principal.name);
  principal.id = text_or(value, "id", stable_id(user ? "AIDA" : "AROA", principal.arn));
  COFFER_TRY(
      each(value, "policies", where, [&](const json::Value& item, const std::string& path) -> Result<void> {
        auto policy = parse_policy(item);
        if (!policy) return at(path, policy.error());
        principal.policies.push_back(std::move(*policy));
        return {};
      }));
  return principal;
}

Result<void> load_user(State& state, const json::Value& value, const Account& account,
                       const std::string& where, WallTime now) {
  COFFER_ASSIGN(auto user, load_principal(value, account, Principal::Kind::kUser, where));
  COFFER_TRY(each(value, "access_keys", where,
                  [&](const json::Value& item, const std::string& path) -> Result<void> {
                    AccessKey key;
                    COFFER_ASSIGN(key.id, required(item, "id", path));
                    COFFER_ASSIGN(key.secret, required(item, "secret", path));
                    key.active = text_or(item, "status", "Active") == "Active";
                    user.keys.push_back(std::move(key));
                    return {};
                  }));
  COFFER_TRY(each(value, "mfa_devices", where,
                  [&](const json::Value& item, const std::string& path) -> Result<void> {
                    MfaDevice device;
                    device.serial = fmt::format("arn:{}:iam::{}:mfa/{}", account.partition, account.id,
                                                text_or(item, "name", user.name));
                    COFFER_ASSIGN(const auto seed, required(item, "seed", path));
                    const auto decoded = base32_decode(seed);
                    if (!decoded || decoded->empty()) return bad(path + ".seed", "must be base32 (A-Z, 2-7)");
                    device.seed = *decoded;
                    device.enabled = now - std::chrono::days(30);
                    user.mfa_devices.push_back(std::move(device));
                    return {};
                  }));
  COFFER_TRY(each(value, "expired_sessions", where,
                  [&](const json::Value& item, const std::string& path) -> Result<void> {
                    Session session;
                    COFFER_ASSIGN(session.access_key_id, required(item, "id", path));
                    COFFER_ASSIGN(session.secret, required(item, "secret", path));
                    COFFER_ASSIGN(session.token, required(item, "token", path));
                    session.principal_arn = user.arn;
                    session.expires = now - std::chrono::hours(12);
                    state.sessions.emplace(session.access_key_id, std::move(session));
                    return {};
                  }));
  state.principals.push_back(std::move(user));
  return {};
}

Result<void> load_role(State& state, const json::Value& value, const Account& account,
                       const std::string& where) {
  COFFER_ASSIGN(auto role, load_principal(value, account, Principal::Kind::kRole, where));
  const auto* trust = json::find(value, "trust");
  if (!trust) return bad(where + ".trust", "a role needs a trust policy");
  auto policy = parse_policy(*trust);
  if (!policy) return at(where + ".trust", policy.error());
  role.trust = std::move(*policy);
  role.max_session_seconds = static_cast<int>(json::find_number(value, "max_session_seconds").value_or(3600));
  state.principals.push_back(std::move(role));
  return {};
}

// The value is one of string, json (any JSON, stored as compact text), binary_base64, or generated_bytes (a
// long text).
Result<void> load_value(SecretVersion& version, const json::Value& value, const std::string& where) {
  if (const auto text = json::find_string(value, "string")) {
    version.text = *text;
  } else if (const auto* document = json::find(value, "json")) {
    version.text = json::dump(*document);
  } else if (const auto base64 = json::find_string(value, "binary_base64")) {
    version.binary = base64_decode(*base64);
    if (!version.binary) return bad(where + ".binary_base64", "is not base64");
  } else if (const auto size = json::find_number(value, "generated_bytes")) {
    version.text.emplace();
    while (version.text->size() < static_cast<size_t>(*size)) {
      version.text->append(fmt::format("line {:06} of a long sample value\n", version.text->size()));
    }
    version.text->resize(static_cast<size_t>(*size));
  } else {
    return bad(where, "needs string, json, binary_base64 or generated_bytes");
  }
  return {};
}

Result<void> load_version(SecretRecord& secret, const json::Value& value, const std::string& where) {
  SecretVersion version;
  COFFER_ASSIGN(version.id, required(value, "id", where));
  COFFER_TRY(load_value(version, value, where));
  version.created = secret.created + std::chrono::minutes(secret.versions.size());
  COFFER_TRY(
      each(value, "stages", where, [&](const json::Value& stage, const std::string& path) -> Result<void> {
        if (!stage.is_string()) return bad(path, "must be a string");
        version.stages.emplace_back(json::view(stage.get_string()));
        return {};
      }));
  secret.versions.push_back(std::move(version));
  return {};
}

Result<void> load_secret(State& state, const json::Value& value, const Account& account,
                         const std::string& where, WallTime now) {
  SecretRecord secret;
  secret.account = account.id;
  COFFER_ASSIGN(secret.name, required(value, "name", where));
  COFFER_ASSIGN(secret.region, required(value, "region", where));
  if (!state.regions.contains(secret.region)) return bad(where + ".region", "is not in `regions`");
  const std::string prefix = fmt::format("arn:{}:secretsmanager:{}:{}:secret:{}-", account.partition,
                                         secret.region, account.id, secret.name);
  secret.arn = prefix + text_or(value, "suffix", stable_id("", prefix).substr(0, 6));
  if (secret.arn.size() != prefix.size() + 6) return bad(where + ".suffix", "must have 6 characters");
  secret.description = text_or(value, "description", "");
  secret.kms_denied = json::find_bool(value, "kms_denied").value_or(false);
  if (json::find_bool(value, "scheduled_for_deletion").value_or(false)) secret.deleted = now;
  secret.created = secret.changed = now - std::chrono::days(10);
  if (const auto* document = json::find(value, "resource_policy")) {
    auto policy = parse_policy(*document);
    if (!policy) return at(where + ".resource_policy", policy.error());
    secret.resource_policy = std::move(*policy);
  }
  COFFER_TRY(each(value, "versions", where, [&](const json::Value& item, const std::string& path) {
    return load_version(secret, item, path);
  }));
  state.secrets.push_back(std::move(secret));
  return {};
}

Result<void> load_account(State& state, const json::Value& value, const std::string& where, WallTime now) {
  Account account;
  COFFER_ASSIGN(account.id, required(value, "id", where));
  if (account.id.size() != 12 || account.id.find_first_not_of("0123456789") != std::string::npos) {
    return bad(where + ".id", "must have 12 digits");
  }
  account.partition = text_or(value, "partition", "aws");
  state.partitions[account.id] = account.partition;
  COFFER_TRY(each(value, "users", where, [&](const json::Value& item, const std::string& path) {
    return load_user(state, item, account, path, now);
  }));
  COFFER_TRY(each(value, "roles", where, [&](const json::Value& item, const std::string& path) {
    return load_role(state, item, account, path);
  }));
  return each(value, "secrets", where, [&](const json::Value& item, const std::string& path) {
    return load_secret(state, item, account, path, now);
  });
}

}  // namespace

Result<State> State::load(const json::Value& document, WallTime now) {
  State state;
  COFFER_TRY(
      each(document, "regions", "", [&](const json::Value& item, const std::string& path) -> Result<void> {
        if (!item.is_string()) return bad(path, "must be a string");
        state.regions.emplace(json::view(item.get_string()));
        return {};
      }));
  if (state.regions.empty()) return bad("regions", "must name at least one region");
  COFFER_TRY(each(document, "accounts", "", [&](const json::Value& item, const std::string& path) {
    return load_account(state, item, path, now);
  }));
  return state;
}

}  // namespace coffer::demo
