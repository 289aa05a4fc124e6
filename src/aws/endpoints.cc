#include "aws/endpoints.h"

#include <fmt/format.h>

#include "aws/partitions.h"
#include "base/encoding.h"
#include "http/url.h"

namespace coffer::aws {
namespace {

constexpr std::string_view kGlobalRegion = "aws-global";  // STS's old single endpoint

struct Names {
  std::string_view signing, display, variable, services_key;
};
constexpr std::array<Names, kServices> kNames{{
    {"secretsmanager", "AWS Secrets Manager", "AWS_ENDPOINT_URL_SECRETS_MANAGER",
     "secrets_manager.endpoint_url"},
    {"sts", "AWS STS", "AWS_ENDPOINT_URL_STS", "sts.endpoint_url"},
    {"iam", "AWS IAM", "AWS_ENDPOINT_URL_IAM", "iam.endpoint_url"},
    {"ssm", "AWS Systems Manager Parameter Store", "AWS_ENDPOINT_URL_SSM", "ssm.endpoint_url"},
    {"awsssoportal", "AWS IAM Identity Center", "AWS_ENDPOINT_URL_SSO", "sso.endpoint_url"},
    {"sso-oauth", "AWS IAM Identity Center's sign-in", "AWS_ENDPOINT_URL_SSO_OIDC", "sso_oidc.endpoint_url"},
}};
const Names& names_of(Service service) { return kNames.at(static_cast<size_t>(service)); }

OwnEndpoint own_endpoint(const Names& names, const Environment& environment, const Profile* profile) {
  for (const std::string_view variable : {names.variable, std::string_view("AWS_ENDPOINT_URL")}) {
    if (auto url = environment.get(variable)) return {std::string(trim(*url)), std::string(variable)};
  }
  if (profile == nullptr) return {};
  const auto found = profile->services.find(names.services_key);
  if (found != profile->services.end() && !found->second.empty()) {
    return {found->second, fmt::format("[services {}]", profile->get("services").value_or(""))};
  }
  if (auto url = profile->get("endpoint_url"))
    return {*url, fmt::format("endpoint_url of profile {}", profile->name)};
  return {};
}

std::string secrets_manager_host(const Partition& partition, std::string_view region,
                                 const EndpointSettings& settings) {
  // In the classic partitions the plain host speaks IPv6 as well; the rule set makes an exception of China's
  // FIPS host.
  const bool own_suffix = partition.id == "aws-eusc" || (partition.id == "aws-cn" && settings.use_fips);
  return fmt::format("secretsmanager{}.{}.{}", settings.use_fips ? "-fips" : "", region,
                     settings.use_dualstack && own_suffix ? partition.dualstack_suffix : partition.suffix);
}

// STS, Systems Manager, and IAM Identity Center's "portal.sso" and "oidc".
std::string regional_host(std::string_view name, const Partition& partition, std::string_view region,
                          const EndpointSettings& settings) {
  // Every plain endpoint of GovCloud is a FIPS one.
  const bool fips_name = settings.use_fips && (partition.id != "aws-us-gov" || settings.use_dualstack);
  return fmt::format("{}{}.{}.{}", name, fips_name ? "-fips" : "", region,
                     settings.use_dualstack ? partition.dualstack_suffix : partition.suffix);
}

std::string host_for(const EndpointSettings& settings, Service service, std::string_view region) {
  const Partition& partition = partition_of_region(region);
  if (service == Service::kSecretsManager) return secrets_manager_host(partition, region, settings);
  if (service == Service::kSsm) return regional_host("ssm", partition, region, settings);
  if (service == Service::kSso) return regional_host("portal.sso", partition, region, settings);
  if (service == Service::kSsoOidc) return regional_host("oidc", partition, region, settings);
  if (service == Service::kSts) {
    const bool global = region == kGlobalRegion && !settings.use_fips && !settings.use_dualstack;
    return global ? "sts.amazonaws.com" : regional_host("sts", partition, region, settings);
  }
  return std::string(partition.iam_hosts[(settings.use_fips ? 2 : 0) + (settings.use_dualstack ? 1 : 0)]);
}

std::string signing_region(Service service, std::string_view region) {
  if (service == Service::kIam) return std::string(partition_of_region(region).iam_region);
  return region.empty() || region == kGlobalRegion ? "us-east-1" : std::string(region);
}

Result<Endpoint> resolve_own(const EndpointSettings& settings, const OwnEndpoint& own, Service service,
                             std::string_view region) {
  if (settings.use_fips || settings.use_dualstack) {
    return Error{
        ErrorCode::kInvalidArgument,
        fmt::format("FIPS and dual-stack endpoints do not go together with an endpoint of one's own ({})",
                    own.setting),
        "Switch one of the two off", own.setting};
  }
  auto origin = http::origin_of(own.url);
  if (!origin || own.url.find_first_of("?#@ ") != std::string::npos) {
    return Error{ErrorCode::kInvalidArgument, "the endpoint is not a plain http or https URL",
                 "Write it as https://host:port", own.setting};
  }
  const size_t path = own.url.find('/', own.url.find("://") + 3);
  return Endpoint{path == std::string::npos ? own.url + "/" : own.url, origin->host,
                  signing_region(service, region), true};
}

}  // namespace

std::string_view signing_name(Service service) { return names_of(service).signing; }
std::string_view display_name(Service service) { return names_of(service).display; }

std::optional<bool> flag_from(const Environment& environment, std::string_view variable,
                              const Profile* profile, std::string_view key) {
  if (const auto value = environment.get(variable)) return iequals(trim(*value), "true");
  if (profile == nullptr) return std::nullopt;
  const auto value = profile->get(key);
  return value ? std::optional(iequals(trim(*value), "true")) : std::nullopt;
}

EndpointSettings endpoint_settings(const Environment& environment, const Profile* profile) {
  EndpointSettings settings;
  settings.use_fips =
      flag_from(environment, "AWS_USE_FIPS_ENDPOINT", profile, "use_fips_endpoint").value_or(false);
  settings.use_dualstack =
      flag_from(environment, "AWS_USE_DUALSTACK_ENDPOINT", profile, "use_dualstack_endpoint").value_or(false);
  if (flag_from(environment, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", profile,
                "ignore_configured_endpoint_urls")
          .value_or(false)) {
    return settings;
  }
  for (size_t i = 0; i < kNames.size(); ++i)
    settings.own.at(i) = own_endpoint(kNames.at(i), environment, profile);
  return settings;
}

Result<Endpoint> resolve_endpoint(const EndpointSettings& settings, Service service,
                                  std::string_view region) {
  const OwnEndpoint& own = settings.own.at(static_cast<size_t>(service));
  if (!region.empty() || own.url.empty()) COFFER_TRY(check_region(region));
  if (!own.url.empty()) return resolve_own(settings, own, service, region);

  if (!looks_like_region(region)) {
    return Error{ErrorCode::kRegionWrong, fmt::format("\"{}\" is no AWS region", region),
                 "A region looks like eu-west-1", "region"};
  }
  const std::string host = host_for(settings, service, region);
  return Endpoint{fmt::format("https://{}/", host), host, signing_region(service, region)};
}

}  // namespace coffer::aws
