// AWS partitions and regions, as far as host names and ARNs need them.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"

namespace coffer::aws {

// Source: botocore's partitions.json and the endpoint rule sets of iam, sts and secretsmanager.
struct Partition {
  std::string_view id;             // "aws"
  std::string_view region_prefix;  // "cn-"; empty for "aws", which takes every other region
  std::string_view suffix;         // "amazonaws.com"
  std::string_view dualstack_suffix;
  // IAM has one endpoint for a partition: plain, dual-stack, FIPS, FIPS and dual-stack …
  std::string_view iam_hosts[4];
  std::string_view iam_region;  // … and one region to sign for
};

// Never fails: a region that nothing else claims belongs to "aws".
const Partition& partition_of_region(std::string_view region);
// nullptr where there is none of that id.
const Partition* find_partition(std::string_view id);

// A region becomes part of a host name, so nothing but [a-z0-9-] may pass. kRegionWrong, field "region".
Result<void> check_region(std::string_view region);
// Whether it is made as the names of AWS's regions are (botocore's "regionRegex": eu-west-1, us-isob-east-1),
// or is one that is known. A stand-in for AWS may have others.
bool looks_like_region(std::string_view region);
// Whether AWS had such a region when this was written. Only words of errors depend on it: new regions work.
bool is_known_region(std::string_view region);

struct Region {
  std::string_view name, description;  // "eu-central-1", "Europe (Frankfurt)"
};
std::span<const Region> known_regions();  // those that AWS had, by name: to choose from

}  // namespace coffer::aws
