#include "aws/arn.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "aws/partitions.h"
#include "base/encoding.h"

namespace coffer::aws {
namespace {

constexpr size_t kMaxArnLength = 2048;
constexpr size_t kSuffixLength = 6;     // of "name-AbCdEf"
constexpr size_t kMaxSecretName = 512;  // CreateSecret, API reference
constexpr std::string_view kSecretField = "Secret ARN";
constexpr std::string_view kRoleField = "Role ARN";
constexpr std::string_view kParameterField = "Parameter";
constexpr std::string_view kParameterSample = "arn:aws:ssm:eu-west-1:123456789012:parameter/name";
constexpr std::string_view kParameterMend =
    "It looks like name, /path/name or arn:aws:ssm:eu-west-1:123456789012:parameter/name";

Error bad(std::string_view field, std::string what, std::string mend) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), std::string(field)};
}

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_account(std::string_view text) {
  return text.size() == 12 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}
bool consists_of(std::string_view text, std::string_view extra) {
  return std::ranges::all_of(text, [&](char c) { return is_alnum(c) || extra.contains(c); });
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t colon = text.find(':');
    parts.push_back(text.substr(0, colon));
    if (colon == std::string_view::npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

// What Secret and Role ARNs share: arn:partition:service:region:account:… `sample` shows the right form.
Result<std::vector<std::string_view>> split_arn(std::string_view text, std::string_view field,
                                                std::string_view service, std::string_view sample) {
  const std::string mend = fmt::format("It looks like {}", sample);
  if (text.empty()) return bad(field, "nothing is given", mend);
  if (text.size() > kMaxArnLength) return bad(field, "it is longer than 2048 characters", mend);
  if (!std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; })) {
    return bad(field, "it has a space, a control character or a letter that is not ASCII in it", mend);
  }
  std::vector<std::string_view> parts = split(text);
  if (parts[0] != "arn")
    return bad(field, "it does not start with \"arn:\": a name alone is not enough", mend);
  if (parts.size() < 6) return bad(field, fmt::format("it ends after {} of its parts", parts.size()), mend);
  if (find_partition(parts[1]) == nullptr && !(parts[1].starts_with("aws-") && consists_of(parts[1], "-"))) {
    return bad(field, fmt::format("partition: \"{}\" is none", parts[1]), "It is aws, aws-cn or aws-us-gov");
  }
  if (parts[2] != service) {
    return bad(field, fmt::format("service: this is an ARN of \"{}\", not of {}", parts[2], service), mend);
  }
  if (!is_account(parts[4])) {
    return bad(field, fmt::format("account: \"{}\" is not an account number of 12 digits", parts[4]), mend);
  }
  return parts;
}

Result<void> check_secret_name(std::string_view name) {
  const bool suffixed = name.size() > kSuffixLength + 1 && name[name.size() - kSuffixLength - 1] == '-' &&
                        consists_of(name.substr(name.size() - kSuffixLength), "");
  if (!suffixed) {
    return bad(kSecretField,
               fmt::format("name: \"{}\" does not end in a hyphen and the 6 characters that AWS adds", name),
               "Copy the whole ARN from the secret's page, or from `aws secretsmanager describe-secret`");
  }
  // '!' stands in the names of secrets that other services manage: rds!db-….
  if (name.size() > kMaxSecretName + kSuffixLength + 1 || !consists_of(name, "/_+=.@-!")) {
    return bad(kSecretField, "name: it has characters that no secret's name can have, or over 512 of them",
               "A name consists of letters, digits and /_+=.@-");
  }
  return {};
}

Result<void> check_arn_region(std::string_view field, std::string_view partition, std::string_view region) {
  if (region.empty() || !check_region(region)) {
    return bad(
        field,
        region.empty() ? std::string("region: it is missing") : fmt::format("region: \"{}\" is none", region),
        "A region looks like eu-west-1");
  }
  const std::string_view home = partition_of_region(region).id;
  if (find_partition(partition) != nullptr && home != partition) {
    return bad(field,
               fmt::format("region: {} belongs to the partition {}, not to {}", region, home, partition),
               "Copy the whole ARN from AWS's page");
  }
  return {};
}

Result<void> check_parameter_name(std::string_view name) {
  if (name.empty()) return bad(kParameterField, "name: it is missing", std::string(kParameterMend));
  // A secret of Secrets Manager may be named here, too: /aws/reference/secretsmanager/NAME.
  const std::string_view others = name.starts_with("/aws/reference/") ? "/_+=.@-!" : "/_.-";
  if (name.size() > kMaxArnLength || !consists_of(name, others)) {
    return bad(kParameterField, "name: it has characters that no parameter's name can have, or is too long",
               "A name consists of letters, digits and /_.-");
  }
  if (name.contains('/') && name[0] != '/') {
    return bad(kParameterField, "name: one with levels begins with a slash", std::string(kParameterMend));
  }
  return {};
}

// arn:partition:ssm:region:account:parameter/name. The slash before the name of a hierarchy is there once.
Result<PastedParameter> parse_parameter_arn(std::string_view text) {
  COFFER_ASSIGN(const auto parts, split_arn(text, kParameterField, "ssm", kParameterSample));
  COFFER_TRY(check_arn_region(kParameterField, parts[1], parts[3]));
  constexpr std::string_view kResource = "parameter/";
  if (!parts[5].starts_with(kResource) || parts.size() > 7)
    return bad(kParameterField, "this is not the ARN of a parameter", std::string(kParameterMend));
  const std::string_view name = parts[5].substr(kResource.size());
  COFFER_TRY(check_parameter_name(name.contains('/') ? parts[5].substr(kResource.size() - 1) : name));
  const auto end_of_name = static_cast<size_t>(parts[5].data() + parts[5].size() - text.data());
  PastedParameter pasted;
  pasted.id.arn = {std::string(text.substr(0, end_of_name)), std::string(parts[1]), std::string(parts[3]),
                   std::string(parts[4])};
  if (parts.size() == 7) pasted.version = parts[6];
  return pasted;
}

}  // namespace

Result<PastedSecretArn> parse_secret_arn(std::string_view text) {
  text = trim(text);
  COFFER_ASSIGN(const auto parts,
                split_arn(text, kSecretField, "secretsmanager",
                          "arn:aws:secretsmanager:eu-west-1:123456789012:secret:name-AbCdEf"));
  COFFER_TRY(check_arn_region(kSecretField, parts[1], parts[3]));
  if (parts[5] != "secret") {
    return bad(kSecretField, fmt::format("\"secret:\" should follow the account, not \"{}:\"", parts[5]),
               "Copy the whole ARN from the secret's page");
  }
  if (parts.size() < 7)
    return bad(kSecretField, "name: it is missing", "Copy the whole ARN from the secret's page");
  COFFER_TRY(check_secret_name(parts[6]));
  if (parts.size() > 10) {
    return bad(kSecretField, "more than a JSON key, a stage and a version ID follow the name",
               "At most :json-key:version-stage:version-id may follow");
  }
  PastedSecretArn pasted;
  const auto end_of_name = static_cast<size_t>(parts[6].data() + parts[6].size() - text.data());
  pasted.arn = {{std::string(text.substr(0, end_of_name)), std::string(parts[1]), std::string(parts[3]),
                 std::string(parts[4])},
                std::string(parts[6])};
  if (parts.size() > 7) pasted.json_key = parts[7];
  if (parts.size() > 8) pasted.version_stage = parts[8];
  if (parts.size() > 9) pasted.version_id = parts[9];
  return pasted;
}

Result<PastedParameter> parse_parameter(std::string_view text) {
  text = trim(text);
  if (text.starts_with("arn:")) return parse_parameter_arn(text);
  const size_t colon = std::min(text.find(':'), text.size());
  COFFER_TRY(check_parameter_name(text.substr(0, colon)));
  PastedParameter pasted;
  pasted.id.arn.text = text.substr(0, colon);
  if (colon < text.size()) pasted.version = text.substr(colon + 1);
  if (pasted.version.contains(':'))
    return bad(kParameterField, "more than one version follows the name", std::string(kParameterMend));
  return pasted;
}

Result<RoleArn> parse_role_arn(std::string_view text) {
  text = trim(text);
  constexpr std::string_view kSample = "arn:aws:iam::123456789012:role/name";
  if (text.starts_with("arn:") && text.contains(":assumed-role/")) {
    return bad(kRoleField, "this is the ARN of a session of the role, not of the role itself",
               fmt::format("It looks like {}", kSample));
  }
  COFFER_ASSIGN(const auto parts, split_arn(text, kRoleField, "iam", kSample));
  if (!parts[3].empty()) {
    return bad(kRoleField, fmt::format("region: a role has none, but \"{}\" is given", parts[3]),
               fmt::format("It looks like {}", kSample));
  }
  if (parts.size() != 6 || !parts[5].starts_with("role/")) {
    return bad(kRoleField, "this is not the ARN of a role", fmt::format("It looks like {}", kSample));
  }
  const std::string_view name = parts[5].substr(5);
  if (name.empty() || name.back() == '/' || !consists_of(name, "/_+=,.@-")) {
    return bad(kRoleField, "name: it is missing, or has characters that no role's name can have",
               fmt::format("It looks like {}", kSample));
  }
  return RoleArn{std::string(text), std::string(parts[1]), std::string(parts[4]), std::string(name)};
}

std::string account_of(std::string_view arn) {
  const std::vector<std::string_view> parts = split(arn);
  return parts.size() >= 6 && parts[0] == "arn" && is_account(parts[4]) ? std::string(parts[4])
                                                                        : std::string();
}

}  // namespace coffer::aws
