#include "aws/partitions.h"

#include <algorithm>

namespace coffer::aws {
namespace {

constexpr Partition kPartitions[] = {
    {"aws",
     "",
     "amazonaws.com",
     "api.aws",
     {"iam.amazonaws.com", "iam.global.api.aws", "iam-fips.amazonaws.com", "iam-fips.global.api.aws"},
     "us-east-1"},
    {"aws-cn",
     "cn-",
     "amazonaws.com.cn",
     "api.amazonwebservices.com.cn",
     {"iam.cn-north-1.amazonaws.com.cn", "iam.global.api.amazonwebservices.com.cn",
      "iam-fips.amazonaws.com.cn", "iam-fips.api.amazonwebservices.com.cn"},
     "cn-north-1"},
    {"aws-us-gov",
     "us-gov-",
     "amazonaws.com",
     "api.aws",
     {"iam.us-gov.amazonaws.com", "iam.us-gov.api.aws", "iam.us-gov.amazonaws.com", "iam.us-gov.api.aws"},
     "us-gov-west-1"},
    {"aws-eusc",
     "eusc-",
     "amazonaws.eu",
     "api.amazonwebservices.eu",
     {"iam.eusc-de-east-1.amazonaws.eu", "iam.api.amazonwebservices.eu", "iam-fips.amazonaws.eu",
      "iam-fips.api.amazonwebservices.eu"},
     "eusc-de-east-1"},
};

// Source: botocore's endpoints.json, "regions" of each partition; by name.
constexpr Region kRegions[] = {
    {"af-south-1", "Africa (Cape Town)"},
    {"ap-east-1", "Asia Pacific (Hong Kong)"},
    {"ap-east-2", "Asia Pacific (Taipei)"},
    {"ap-northeast-1", "Asia Pacific (Tokyo)"},
    {"ap-northeast-2", "Asia Pacific (Seoul)"},
    {"ap-northeast-3", "Asia Pacific (Osaka)"},
    {"ap-south-1", "Asia Pacific (Mumbai)"},
    {"ap-south-2", "Asia Pacific (Hyderabad)"},
    {"ap-southeast-1", "Asia Pacific (Singapore)"},
    {"ap-southeast-2", "Asia Pacific (Sydney)"},
    {"ap-southeast-3", "Asia Pacific (Jakarta)"},
    {"ap-southeast-4", "Asia Pacific (Melbourne)"},
    {"ap-southeast-5", "Asia Pacific (Malaysia)"},
    {"ap-southeast-6", "Asia Pacific (New Zealand)"},
    {"ap-southeast-7", "Asia Pacific (Thailand)"},
    {"ca-central-1", "Canada (Central)"},
    {"ca-west-1", "Canada West (Calgary)"},
    {"cn-north-1", "China (Beijing)"},
    {"cn-northwest-1", "China (Ningxia)"},
    {"eu-central-1", "Europe (Frankfurt)"},
    {"eu-central-2", "Europe (Zurich)"},
    {"eu-north-1", "Europe (Stockholm)"},
    {"eu-south-1", "Europe (Milan)"},
    {"eu-south-2", "Europe (Spain)"},
    {"eu-west-1", "Europe (Ireland)"},
    {"eu-west-2", "Europe (London)"},
    {"eu-west-3", "Europe (Paris)"},
    {"eusc-de-east-1", "AWS European Sovereign Cloud (Germany)"},
    {"il-central-1", "Israel (Tel Aviv)"},
    {"me-central-1", "Middle East (UAE)"},
    {"me-south-1", "Middle East (Bahrain)"},
    {"mx-central-1", "Mexico (Central)"},
    {"sa-east-1", "South America (Sao Paulo)"},
    {"us-east-1", "US East (N. Virginia)"},
    {"us-east-2", "US East (Ohio)"},
    {"us-gov-east-1", "AWS GovCloud (US-East)"},
    {"us-gov-west-1", "AWS GovCloud (US-West)"},
    {"us-west-1", "US West (N. California)"},
    {"us-west-2", "US West (Oregon)"},
};
constexpr size_t kMaxRegionLength = 40;

}  // namespace

const Partition& partition_of_region(std::string_view region) {
  for (const Partition& partition : kPartitions) {
    if (!partition.region_prefix.empty() && region.starts_with(partition.region_prefix)) return partition;
  }
  return kPartitions[0];
}

const Partition* find_partition(std::string_view id) {
  const auto* found = std::ranges::find(kPartitions, id, &Partition::id);
  return found == std::end(kPartitions) ? nullptr : found;
}

Result<void> check_region(std::string_view region) {
  if (region.empty()) {
    return Error{ErrorCode::kRegionWrong, "no AWS region is given",
                 "Name one, such as eu-west-1: --region, AWS_REGION, or `region` in the profile", "region"};
  }
  const bool plain = std::ranges::all_of(
      region, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (!plain || region.front() == '-' || region.back() == '-' || region.size() > kMaxRegionLength) {
    return Error{ErrorCode::kRegionWrong, "this is no AWS region",
                 "A region consists of lower-case letters, digits and hyphens, such as eu-west-1", "region"};
  }
  return {};
}

bool looks_like_region(std::string_view region) {
  const size_t last = region.rfind('-'), first = region.find('-');
  if (is_known_region(region)) return true;
  return first != last && last + 1 < region.size() &&
         region.find_first_not_of("0123456789", last + 1) == std::string_view::npos;
}

bool is_known_region(std::string_view region) {
  // What global endpoints are signed for where a client asks so.
  return region == "aws-global" || std::ranges::binary_search(kRegions, region, {}, &Region::name);
}

std::span<const Region> known_regions() { return kRegions; }

}  // namespace coffer::aws
