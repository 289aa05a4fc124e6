// Links to Secrets Manager and to Parameter Store.
#include <fmt/format.h>

#include "aws/arn.h"
#include "aws/partitions.h"
#include "base/encoding.h"
#include "secrets/link_checks.h"

namespace coffer::secrets {
namespace {

constexpr size_t kLongestVersion = 256;
constexpr size_t kLongestKey = 1024;

Result<void> fill_rest(vault::Link& link, const LinkFields& fields, const std::string& pasted_version,
                       const std::string& pasted_key) {
  link.external_id = fields.external_id;
  COFFER_ASSIGN(link.version, merge_fields(std::string(trim(fields.version)), pasted_version, "Version"));
  COFFER_TRY(check_link_text(link.version, "Version", kLongestVersion));
  COFFER_ASSIGN(link.json_key, merge_fields(fields.json_key, pasted_key, "JSON key"));
  return check_link_text(link.json_key, "JSON key", kLongestKey);
}

// The region of a parameter that is given by its name, or again beside its ARN.
Result<std::string> region_of(const LinkFields& fields, const aws::ParameterId& id) {
  const std::string region(trim(fields.region));
  if (region.empty()) return region;
  if (const auto valid = aws::check_region(region); !valid)
    return wrong_field("Region", valid.error().what, valid.error().mend);
  if (id.by_name()) return region;
  if (region == id.arn.region) return std::string();
  return wrong_field("Region", fmt::format("“{}” is given, but the ARN says “{}”", region, id.arn.region),
                     "Leave it out: the ARN's counts.");
}

}  // namespace

Result<vault::Link> make_aws_link(const LinkFields& fields) {
  COFFER_ASSIGN(const aws::PastedSecretArn pasted, aws::parse_secret_arn(trim(fields.secret)));
  if (!pasted.version_id.empty() && !pasted.version_stage.empty()) {
    return wrong_field("Secret ARN", "the pasted ARN names a staging label and a version ID",
                       "Name one of the two.");
  }
  vault::Link link;
  link.secret = pasted.arn.text;
  COFFER_ASSIGN(link.role, check_role(fields, pasted.arn.partition));
  link.narrow_role = fields.narrow_role;
  COFFER_TRY(fill_rest(link, fields, pasted.version_id.empty() ? pasted.version_stage : pasted.version_id,
                       pasted.json_key));
  return link;
}

Result<vault::Link> make_ssm_link(const LinkFields& fields) {
  COFFER_ASSIGN(const aws::PastedParameter pasted, aws::parse_parameter(fields.secret));
  vault::Link link;
  link.secret = pasted.id.arn.text;
  COFFER_ASSIGN(link.region, region_of(fields, pasted.id));
  const std::string partition = !pasted.id.by_name()  ? pasted.id.arn.partition
                                : link.region.empty() ? std::string()
                                                      : std::string(aws::partition_of_region(link.region).id);
  COFFER_ASSIGN(link.role, check_role(fields, partition));
  COFFER_TRY(fill_rest(link, fields, pasted.version, {}));
  if (link.version.find(':') != std::string::npos)
    return wrong_field("Version", "it has a colon in it", "Give a version's number, or a label.");
  return link;
}

}  // namespace coffer::secrets
