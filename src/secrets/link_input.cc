#include "secrets/link_input.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/arn.h"
#include "base/encoding.h"
#include "secrets/link_checks.h"

namespace coffer::secrets {
namespace {

// Source: AssumeRole, API reference: 2 to 1224 characters of [\w+=,.@:\/-].
Result<void> check_external_id(std::string_view id) {
  constexpr std::string_view kOthers = "_+=,.@:/-";
  const auto fits = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  };
  if (id.size() < 2 || id.size() > 1224) {
    return wrong_field("External ID", "an external ID has 2 to 1224 characters",
                       "Copy it from the role's trust policy.");
  }
  if (!std::ranges::all_of(id, fits)) {
    return wrong_field("External ID", "an external ID has only letters, digits and _+=,.@:/-",
                       "Copy it from the role's trust policy.");
  }
  return {};
}

Result<void> check_range(int seconds) {
  if (seconds >= -1 && seconds <= kMostCacheSeconds) return {};
  return wrong_field("Cache duration", fmt::format("{} seconds is out of range", seconds),
                     fmt::format("Give 0 (never cached) to {} (a day).", kMostCacheSeconds));
}

// A field that is given, and whose links have a use for it.
struct Use {
  const char* field;
  bool given;
  std::initializer_list<std::string_view> providers;
};

Result<void> check_uses(const LinkFields& fields) {
  const Use uses[] = {{"Role ARN", !fields.role.empty(), {vault::kAws, vault::kSsm}},
                      {"External ID", !fields.external_id.empty(), {vault::kAws, vault::kSsm}},
                      {"Connection", !fields.connection.empty(), {vault::kAws, vault::kSsm}},
                      {"Session policy", fields.narrow_role, {vault::kAws}},
                      {"Region", !fields.region.empty(), {vault::kSsm}},
                      {"Address", !fields.address.empty(), {vault::kHashicorp}},
                      {"Namespace", !fields.ns.empty(), {vault::kHashicorp}},
                      {"Mount", !fields.mount.empty(), {vault::kHashicorp}},
                      {"KV version", fields.kv_version != 0, {vault::kHashicorp}}};
  for (const Use& use : uses) {
    if (!use.given || std::ranges::find(use.providers, fields.provider) != use.providers.end()) continue;
    return wrong_field(use.field, fmt::format("a link of the provider “{}” has none", fields.provider),
                       "Leave it out, or give another provider.");
  }
  return {};
}

Result<vault::Link> make_of_provider(const LinkFields& fields) {
  if (fields.provider == vault::kAws) return make_aws_link(fields);
  if (fields.provider == vault::kSsm) return make_ssm_link(fields);
  return make_hashicorp_link(fields);
}

}  // namespace

Error wrong_field(std::string field, std::string what, std::string mend) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), std::move(field)};
}

Result<void> check_link_text(std::string_view text, const std::string& field, size_t longest) {
  if (text.size() > longest) {
    return wrong_field(field, fmt::format("it has {} bytes, the limit is {}", text.size(), longest),
                       "Use a shorter one.");
  }
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::ranges::any_of(text, is_control))
    return wrong_field(field, "it contains a control character", "Remove it.");
  if (!is_utf8(text)) return wrong_field(field, "it is not UTF-8", "Enter it again.");
  return {};
}

Result<std::string> merge_fields(const std::string& given, const std::string& pasted,
                                 const std::string& field) {
  if (!given.empty() && !pasted.empty() && given != pasted) {
    return wrong_field(field, fmt::format("“{}” is given, but “{}” is pasted", given, pasted),
                       "Remove one of the two.");
  }
  return given.empty() ? pasted : given;
}

Result<std::string> check_role(const LinkFields& fields, const std::string& partition) {
  const std::string role(trim(fields.role));
  if (role.empty()) {
    const std::string mend = "Give the Role ARN too, or leave this out.";
    if (!fields.external_id.empty())
      return wrong_field("External ID", "it is of use only with a Role ARN", mend);
    if (fields.narrow_role) return wrong_field("Session policy", "it is of use only with a Role ARN", mend);
    return role;
  }
  COFFER_ASSIGN(const aws::RoleArn arn, aws::parse_role_arn(role));
  if (!partition.empty() && arn.partition != partition) {
    return wrong_field(
        "Role ARN",
        fmt::format("it is of partition “{}”, the secret of partition “{}”", arn.partition, partition),
        "A role can only be assumed within its own partition.");
  }
  if (!fields.external_id.empty()) COFFER_TRY(check_external_id(fields.external_id));
  return arn.text;
}

LinkFields fields_of(const vault::Link& link) {
  return {link.provider, link.secret,     link.role,        link.external_id,   link.version,
          link.json_key, link.connection, link.narrow_role, link.cache_seconds, link.region,
          link.address,  link.ns,         link.mount,       link.kv_version};
}

Result<vault::Link> make_link(const LinkFields& fields) {
  const bool known = fields.provider == vault::kAws || fields.provider == vault::kSsm ||
                     fields.provider == vault::kHashicorp;
  if (!known) {
    return wrong_field("Provider", fmt::format("“{}” is not known", fields.provider),
                       "The provider is aws, ssm or hashicorp; a newer Coffer may know more.");
  }
  COFFER_TRY(check_uses(fields));
  COFFER_TRY(check_range(fields.cache_seconds));
  COFFER_ASSIGN(vault::Link link, make_of_provider(fields));
  link.provider = fields.provider;
  link.cache_seconds = fields.cache_seconds;
  link.connection = std::string(trim(fields.connection));
  COFFER_TRY(check_link_text(link.connection, "Connection", 254));
  return link;
}

}  // namespace coffer::secrets
