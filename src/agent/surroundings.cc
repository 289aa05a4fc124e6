#include "agent/surroundings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "base/encoding.h"
#include "base/file_stamp.h"
#include "crypto/hash.h"

namespace coffer::agent {
namespace fs = std::filesystem;
namespace {

// The AWS SDKs' and the AWS CLI's (AWS SDKs and Tools Reference Guide, "Environment variables list"), curl's,
// HashiCorp Vault's and OpenBao's.
constexpr auto kTold = std::to_array<std::string_view>({
    "ALL_PROXY",
    "AWS_ACCESS_KEY_ID",
    "AWS_CA_BUNDLE",
    "AWS_CONFIG_FILE",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_DEFAULT_PROFILE",
    "AWS_DEFAULT_REGION",
    "AWS_EC2_METADATA_DISABLED",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
    "AWS_EC2_METADATA_V1_DISABLED",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_IAM",
    "AWS_ENDPOINT_URL_SECRETS_MANAGER",
    "AWS_ENDPOINT_URL_SIGNIN",
    "AWS_ENDPOINT_URL_SSM",
    "AWS_ENDPOINT_URL_SSO",
    "AWS_ENDPOINT_URL_SSO_OIDC",
    "AWS_ENDPOINT_URL_STS",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_IMDSV1_FALLBACK",
    "AWS_LOGIN_CACHE_DIRECTORY",
    "AWS_MAX_ATTEMPTS",
    "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
    "AWS_METADATA_SERVICE_TIMEOUT",
    "AWS_PROFILE",
    "AWS_REGION",
    "AWS_RETRY_MODE",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_TOKEN",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_STS_REGIONAL_ENDPOINTS",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "BAO_ADDR",
    "BAO_CACERT",
    "BAO_NAMESPACE",
    "BAO_TOKEN",
    "HOME",
    "HTTPS_PROXY",
    "NO_PROXY",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "VAULT_ADDR",
    "VAULT_CACERT",
    "VAULT_NAMESPACE",
    "VAULT_PASSWORD",
    "VAULT_ROLE_ID",
    "VAULT_SECRET_ID",
    "VAULT_TOKEN",
    "VAULT_USERNAME",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "COFFER_HOME",
    "all_proxy",
    "http_proxy",
    "https_proxy",
    "no_proxy",
});

bool names_a_path(std::string_view variable) {
  constexpr std::array<std::string_view, 6> kEnds = {"_FILE",   "_BUNDLE",          "_DIR",
                                                     "_CACERT", "_CACHE_DIRECTORY", "_HOME"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return variable.ends_with(end); });
}

fs::path shared_file(const Environment& environment, std::string_view variable, std::string_view name) {
  const auto given = environment.get(variable);
  if (!given) return environment.home() / ".aws" / name;
  return given->starts_with("~/") ? environment.home() / given->substr(2) : fs::path(*given);
}

std::string flags_of(const secrets::ConnectInput& input) {
  return fmt::format("{}\n{}\n{}", input.profile.value_or(""), input.region.value_or(""),
                     input.mfa_serial.value_or(""));
}

}  // namespace

std::span<const std::string_view> told_variables() { return kTold; }

Environment told_environment(const Environment& environment) {
  Environment told;
  for (const std::string_view name : kTold) {
    const auto value = environment.get_secret(name);
    if (!value) continue;
    value->expose([&](std::string_view text) {
      const bool relative = names_a_path(name) && !text.starts_with('/') && !text.starts_with('~');
      told.set(std::string(name), relative ? fs::absolute(text).string() : std::string_view(text));
    });
  }
  return told;
}

std::string fingerprint(const Environment& environment, const std::optional<std::string>& ca_file) {
  SecretBuilder all;
  const auto add = [&](std::string_view name, std::string_view value) {
    all.append(fmt::format("{} {}\n", name, value.size())).append(value);
  };
  for (const std::string_view name : kTold) {
    if (const auto value = environment.get_secret(name))
      value->expose([&](std::string_view text) { add(name, text); });
  }
  add("--cacert", ca_file.value_or(""));
  return all.take().expose([](std::string_view bytes) { return crypto::sha256_hex(bytes); });
}

std::string Surroundings::stamp() const {
  return file_stamp(shared_file(parts_.environment, "AWS_CONFIG_FILE", "config")) + "\n" +
         file_stamp(shared_file(parts_.environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials"));
}

Surroundings::Kept& Surroundings::kept(const std::string& flags) {
  Kept& kept = cores_[flags];
  std::string now = stamp();
  if (kept.core && kept.stamp == now) return kept;
  auto fresh = std::make_shared<secrets::Core>(*parts_.clock, nullptr);
  if (kept.core) fresh->connections.take_over(kept.core->connections, kept.on_purpose);
  kept.core = std::move(fresh);
  kept.stamp = std::move(now);
  return kept;
}

std::shared_ptr<secrets::Core> Surroundings::core(const secrets::ConnectInput& input) {
  const std::lock_guard lock(mutex_);
  return kept(flags_of(input)).core;
}

void Surroundings::connected_on_purpose(const secrets::ConnectInput& input,
                                        const secrets::ConnectionPtr& connection) {
  const std::lock_guard lock(mutex_);
  for (const std::string& flags : std::set<std::string>{flags_of(input), flags_of({})}) {
    Kept& each = kept(flags);
    each.on_purpose.insert(connection->info.name);
    each.core->connections.put(connection);
  }
}

std::vector<secrets::ConnectionInfo> Surroundings::connections() {
  const std::lock_guard lock(mutex_);
  std::vector<secrets::ConnectionInfo> all;
  const auto known = [&](const secrets::ConnectionInfo& info) {
    return std::ranges::any_of(all, [&](const auto& other) {
      return other.name == info.name && other.arn == info.arn && other.expires == info.expires;
    });
  };
  for (auto& [flags, kept] : cores_) {
    for (secrets::ConnectionInfo& info : kept.core->connections.list())
      if (!known(info)) all.push_back(std::move(info));
  }
  return all;
}

size_t Surroundings::disconnect(const std::string& name) {
  const std::lock_guard lock(mutex_);
  std::set<std::string> gone;
  for (auto& [flags, kept] : cores_) {
    for (const std::string& each : kept.core->connections.names()) {
      if (!name.empty() && each != name) continue;
      kept.on_purpose.erase(each);
      if (kept.core->disconnect(each)) gone.insert(each);
    }
  }
  return gone.size();
}

void Surroundings::reset_caches() {
  const std::lock_guard lock(mutex_);
  for (auto& [flags, kept] : cores_) kept.core->cache.clear();
}

size_t Surroundings::values() {
  const std::lock_guard lock(mutex_);
  size_t values = 0;
  for (auto& [flags, kept] : cores_) values += kept.core->cache.size();
  return values;
}

void Surroundings::sweep() {
  const std::lock_guard lock(mutex_);
  for (auto& [flags, kept] : cores_) kept.core->sweep();
}

secrets::AuthenticateParts Surroundings::authenticate_parts(secrets::Prompter* prompter) {
  return {parts_.transport.get(),
          parts_.clock,
          parts_.random,
          &parts_.environment,
          prompter,
          nullptr,
          parts_.ca_file,
          {}};
}

}  // namespace coffer::agent
