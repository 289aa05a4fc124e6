#include <fmt/format.h>

#include <charconv>

#include "aws/credentials/credential_json.h"
#include "aws/credentials/metadata_call.h"
#include "aws/credentials/sources.h"
#include "aws/endpoints.h"
#include "base/encoding.h"
#include "http/url.h"

namespace coffer::aws {
namespace {

constexpr std::string_view kEndpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
constexpr std::string_view kMode = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
constexpr std::string_view kRolePath = "latest/meta-data/iam/security-credentials/";
constexpr size_t kMaxRoleName = 128;
constexpr size_t kMaxToken = 1024;

std::optional<std::string> setting(const SourceParts& parts, std::string_view variable,
                                   std::string_view key) {
  if (auto value = parts.environment->get(variable)) return std::string(trim(*value));
  return parts.profile != nullptr ? parts.profile->get(key) : std::nullopt;
}

Result<std::string> base_url(const SourceParts& parts) {
  if (auto own = setting(parts, kEndpoint, "ec2_metadata_service_endpoint")) {
    if (!http::origin_of(*own) || own->find_first_of("?#@ ") != std::string::npos) {
      return Error{ErrorCode::kInvalidArgument, "it is no plain http or https URL",
                   "Write it as http://host:port, or leave it out", std::string(kEndpoint)};
    }
    if (!own->ends_with('/')) *own += '/';
    return *own;
  }
  const std::string mode = setting(parts, kMode, "ec2_metadata_service_endpoint_mode").value_or("IPv4");
  if (iequals(mode, "IPv4")) return std::string("http://169.254.169.254/");
  if (iequals(mode, "IPv6")) return std::string("http://[fd00:ec2::254]/");
  return Error{ErrorCode::kInvalidArgument, "it is neither IPv4 nor IPv6", "Write one of the two",
               std::string(kMode)};
}

// Whole seconds or attempts from 1 to 60; `standard` where there is none that makes sense, as botocore.
int count_from(const SourceParts& parts, std::string_view variable, std::string_view key, int standard) {
  const auto text = setting(parts, variable, key);
  if (!text) return standard;
  int value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool whole = error == std::errc() && end == text->data() + text->size();
  return whole && value >= 1 && value <= 60 ? value : standard;
}

Error wrong(std::string what) {
  return {ErrorCode::kNotConnected, "EC2 instance metadata: " + std::move(what),
          "See whether the instance has a role, and whether its hop limit lets containers ask (2 or more)"};
}

class Imds {
 public:
  Imds(const SourceParts& parts, std::string base) : parts_(&parts), base_(std::move(base)) {
    const std::chrono::seconds patience(
        count_from(parts, "AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout", 1));
    call_ = {patience, patience,
             count_from(parts, "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts", 1)};
  }

  // False where no instance metadata is to be had: this is no EC2 instance, or it is switched off there.
  Result<bool> get_token() {
    http::Request request;
    request.method = "PUT";
    request.url = Secret(base_ + "latest/api/token");
    request.add_header("X-aws-ec2-metadata-token-ttl-seconds", "21600");
    const auto answer = ask_metadata(*parts_, request, call_);
    if (!answer || answer->status == 403 || answer->status == 404 || answer->status == 405) return false;
    if (answer->status != 200) return wrong(fmt::format("no session token: HTTP status {}", answer->status));
    token_ = answer->body.expose([](std::string_view text) { return Secret(trim(text)); });
    const bool sane = token_.expose([](std::string_view text) {
      return !text.empty() && text.size() <= kMaxToken &&
             text.find_first_of("\r\n") == std::string_view::npos;
    });
    if (!sane) return wrong("the session token that came is none");
    parts_->keep_hidden("EC2 metadata token", token_);
    return true;
  }

  Result<MetadataAnswer> get(std::string_view path) {
    http::Request request;
    request.url = Secret(base_ + std::string(path));
    request.set_header("X-aws-ec2-metadata-token", token_.clone());
    auto answer = ask_metadata(*parts_, request, call_);
    if (!answer) return wrong(answer.error().what);
    return answer;
  }

 private:
  const SourceParts* parts_;
  std::string base_;
  MetadataCall call_;
  Secret token_;
};

// The role's name becomes part of a path.
std::optional<std::string> role_name(const Secret& body) {
  return body.expose([](std::string_view text) -> std::optional<std::string> {
    text = trim(text);
    const bool sane =
        !text.empty() && text.size() <= kMaxRoleName &&
        text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+=,.@_-") ==
            std::string_view::npos;  // what IAM allows in one
    return sane ? std::optional(std::string(text)) : std::nullopt;
  });
}

}  // namespace

bool instance_metadata_is_off(const Environment& environment) {
  return iequals(trim(environment.get("AWS_EC2_METADATA_DISABLED").value_or("")), "true");
}

Result<std::optional<Credentials>> credentials_from_instance(const SourceParts& parts) {
  if (instance_metadata_is_off(*parts.environment)) return std::optional<Credentials>();
  COFFER_ASSIGN(std::string base, base_url(parts));
  Imds imds(parts, std::move(base));
  COFFER_ASSIGN(const bool there, imds.get_token());
  if (!there) return std::optional<Credentials>();
  COFFER_ASSIGN(const MetadataAnswer roles, imds.get(kRolePath));
  if (roles.status == 404) return std::optional<Credentials>();  // an instance without a role
  if (roles.status != 200) return wrong(fmt::format("no role: HTTP status {}", roles.status));
  const auto role = role_name(roles.body);
  if (!role) return wrong("the role's name that came is none");
  COFFER_ASSIGN(const MetadataAnswer answer, imds.get(std::string(kRolePath) + *role));
  if (answer.status != 200)
    return wrong(fmt::format("no credentials of role {}: HTTP status {}", *role, answer.status));
  auto credentials =
      read_credential_json(answer.body, CredentialForm::kMetadata, "EC2 instance role " + *role);
  if (!credentials)
    return wrong(fmt::format("no credentials of role {}: {}", *role, credentials.error().what));
  parts.keep_hidden(*credentials);
  return std::optional(std::move(*credentials));
}

}  // namespace coffer::aws
