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

constexpr std::string_view kRegions[] = {
    "af-south-1",     "ap-east-1",      "ap-east-2",      "ap-northeast-1", "ap-northeast-2",
    "ap-northeast-3", "ap-south-1",     "ap-south-2",     "ap-southeast-1", "ap-southeast-2",
    "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
    "aws-global",     "ca-central-1",   "ca-west-1",      "cn-north-1",     "cn-northwest-1",
    "eu-central-1",   "eu-central-2",   "eu-north-1",     "eu-south-1",     "eu-south-2",
    "eu-west-1",      "eu-west-2",      "eu-west-3",      "eusc-de-east-1", "il-central-1",
    "me-central-1",   "me-south-1",     "mx-central-1",   "sa-east-1",      "us-east-1",
    "us-east-2",      "us-gov-east-1",  "us-gov-west-1",  "us-west-1",      "us-west-2",
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

bool is_known_region(std::string_view region) { return std::ranges::binary_search(kRegions, region); }

}  // namespace coffer::aws
