// Which host answers for a service in a region, and for which region a request to it is signed.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "aws/profile_file.h"
#include "base/environment.h"
#include "base/result.h"

namespace coffer::aws {

enum class Service { kSecretsManager, kSts, kIam, kSsm, kSso, kSsoOidc };
inline constexpr size_t kServices = 6;

std::string_view signing_name(Service service);  // "secretsmanager"
std::string_view display_name(Service service);  // "AWS Secrets Manager"

struct OwnEndpoint {
  std::string url;      // empty: AWS's own
  std::string setting;  // what set it, for people: "AWS_ENDPOINT_URL_STS"
};

struct EndpointSettings {
  bool use_fips = false;
  bool use_dualstack = false;
  std::array<OwnEndpoint, kServices> own = {};  // by Service
};

// Reads AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's [services …] section and its
// endpoint_url, in that order; none of them where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or
// ignore_configured_endpoint_urls is true. FIPS and dual-stack from AWS_USE_FIPS_ENDPOINT,
// AWS_USE_DUALSTACK_ENDPOINT or the profile. `profile` may be null.
EndpointSettings endpoint_settings(const Environment& environment, const Profile* profile);

struct Endpoint {
  std::string url;   // with a path, at least "/"
  std::string host;  // for errors
  std::string signing_region;
  bool own = false;  // not AWS's
};

// kRegionWrong without a (sane) region, and where AWS itself is to be asked in one that it would never name
// so; kInvalidArgument for an own endpoint that is no http(s) URL, or that meets FIPS or dual-stack. IAM's
// endpoint is that of the region's partition.
Result<Endpoint> resolve_endpoint(const EndpointSettings& settings, Service service, std::string_view region);

// "true" in any case; nullopt where neither says anything.
std::optional<bool> flag_from(const Environment& environment, std::string_view variable,
                              const Profile* profile, std::string_view key);

}  // namespace coffer::aws
