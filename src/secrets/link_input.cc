#include "secrets/link_input.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/arn.h"
#include "base/encoding.h"

namespace coffer::secrets {
namespace {

Error wrong(std::string field, std::string what, std::string mend) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), std::move(field)};
}

// Text that is kept, shown and sent: bounded, nothing invisible in it.
Result<void> check_text(std::string_view text, const std::string& field, size_t longest) {
  if (text.size() > longest) {
    return wrong(field, fmt::format("it has {} bytes, the limit is {}", text.size(), longest),
                 "Use a shorter one.");
  }
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::ranges::any_of(text, is_control))
    return wrong(field, "it contains a control character", "Remove it.");
  if (!is_utf8(text)) return wrong(field, "it is not UTF-8", "Enter it again.");
  return {};
}

// A field given on its own, or inside the pasted ARN; both only if they agree.
Result<std::string> merge(const std::string& given, const std::string& pasted, const std::string& field) {
  if (!given.empty() && !pasted.empty() && given != pasted) {
    return wrong(field, fmt::format("“{}” is given, but the pasted ARN says “{}”", given, pasted),
                 "Remove one of the two.");
  }
  return given.empty() ? pasted : given;
}

// Source: AssumeRole, API reference: 2 to 1224 characters of [\w+=,.@:\/-].
Result<void> check_external_id(std::string_view id) {
  constexpr std::string_view kOthers = "_+=,.@:/-";
  const auto fits = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  };
  if (id.size() < 2 || id.size() > 1224) {
    return wrong("External ID", "an external ID has 2 to 1224 characters",
                 "Copy it from the role's trust policy.");
  }
  if (!std::ranges::all_of(id, fits)) {
    return wrong("External ID", "an external ID has only letters, digits and _+=,.@:/-",
                 "Copy it from the role's trust policy.");
  }
  return {};
}

Result<std::string> check_role(const LinkFields& fields, const std::string& partition) {
  const std::string role(trim(fields.role));
  if (role.empty()) {
    const std::string mend = "Give the Role ARN too, or leave this out.";
    if (!fields.external_id.empty()) return wrong("External ID", "it is of use only with a Role ARN", mend);
    if (fields.narrow_role) return wrong("Session policy", "it is of use only with a Role ARN", mend);
    return role;
  }
  COFFER_ASSIGN(const aws::RoleArn arn, aws::parse_role_arn(role));
  if (arn.partition != partition) {
    return wrong(
        "Role ARN",
        fmt::format("it is of partition “{}”, the secret of partition “{}”", arn.partition, partition),
        "A role can only be assumed within its own partition.");
  }
  if (!fields.external_id.empty()) COFFER_TRY(check_external_id(fields.external_id));
  return arn.text;
}

Result<void> check_range(int seconds) {
  if (seconds >= -1 && seconds <= kMostCacheSeconds) return {};
  return wrong("Cache duration", fmt::format("{} seconds is out of range", seconds),
               fmt::format("Give 0 (never cached) to {} (a day).", kMostCacheSeconds));
}

}  // namespace

Result<vault::Link> make_link(const LinkFields& fields) {
  if (fields.provider != "aws") {
    return wrong("Provider", fmt::format("“{}” is not known", fields.provider), "The provider is “aws”.");
  }
  COFFER_ASSIGN(const aws::PastedSecretArn pasted, aws::parse_secret_arn(trim(fields.secret)));
  if (!pasted.version_id.empty() && !pasted.version_stage.empty()) {
    return wrong("Secret ARN", "the pasted ARN names a staging label and a version ID",
                 "Name one of the two.");
  }
  vault::Link link;
  link.secret = pasted.arn.text;
  COFFER_ASSIGN(link.role, check_role(fields, pasted.arn.partition));
  link.external_id = fields.external_id;
  link.narrow_role = fields.narrow_role;
  const std::string pasted_version = pasted.version_id.empty() ? pasted.version_stage : pasted.version_id;
  COFFER_ASSIGN(link.version, merge(std::string(trim(fields.version)), pasted_version, "Version"));
  COFFER_TRY(check_text(link.version, "Version", 256));
  COFFER_ASSIGN(link.json_key, merge(fields.json_key, pasted.json_key, "JSON key"));
  COFFER_TRY(check_text(link.json_key, "JSON key", 1024));
  link.connection = std::string(trim(fields.connection));
  COFFER_TRY(check_text(link.connection, "Connection", 254));
  COFFER_TRY(check_range(fields.cache_seconds));
  link.cache_seconds = fields.cache_seconds;
  return link;
}

}  // namespace coffer::secrets
