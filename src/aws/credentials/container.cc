#include <arpa/inet.h>
#include <fmt/format.h>

#include "aws/credentials/credential_json.h"
#include "aws/credentials/metadata_call.h"
#include "aws/credentials/sources.h"
#include "base/encoding.h"
#include "base/files.h"
#include "http/url.h"

namespace coffer::aws {
namespace {

constexpr std::string_view kRelative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr std::string_view kFull = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr std::string_view kToken = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
constexpr std::string_view kTokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
constexpr std::string_view kEcs = "http://169.254.170.2";
constexpr size_t kMaxToken = size_t{64} << 10;
constexpr MetadataCall kCall{std::chrono::milliseconds(1000), std::chrono::milliseconds(5000), 3};

bool is_loopback(const std::string& host) {
  if (host == "localhost") return true;
  in_addr v4{};
  if (::inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return ::inet_pton(AF_INET6, host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

// The addresses of ECS and of EKS Pod Identity. A host that merely looks so (a name) is none of them.
bool is_agent(const std::string& host) {
  in6_addr v6{}, eks{};
  ::inet_pton(AF_INET6, "fd00:ec2::23", &eks);
  if (::inet_pton(AF_INET6, host.c_str(), &v6) == 1) return IN6_ARE_ADDR_EQUAL(&v6, &eks);
  return host == "169.254.170.2" || host == "169.254.170.23";
}

Error wrong(std::string_view field, std::string what, std::string mend) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), std::string(field)};
}

Result<std::string> endpoint_of(const Environment& environment) {
  if (const auto relative = environment.get(kRelative)) {
    const std::string path(trim(*relative));
    if (path.starts_with('/')) return std::string(kEcs) + path;
    return wrong(kRelative, "it does not begin with a slash", "Leave it as ECS sets it");
  }
  const std::string url(trim(environment.get(kFull).value_or("")));
  const auto origin = http::origin_of(url);
  if (!origin || url.contains('@'))
    return wrong(kFull, "it is no plain http or https URL", "Leave it as it was set");
  if (origin->scheme == "https" || is_loopback(origin->host) || is_agent(origin->host)) return url;
  return wrong(kFull, fmt::format("credentials are not asked for in clear at the host {}", origin->host),
               "Use https, loopback, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]");
}

// Read anew each time: EKS rotates the file. Empty where none is wanted.
Result<Secret> token_from(const Environment& environment) {
  Secret token;
  const auto file = environment.get(kTokenFile);
  if (file) {
    auto text = read_secret_file(*file, kMaxToken);
    if (!text) {
      return Error{ErrorCode::kNotConnected,
                   fmt::format("the token's file cannot be read: {}", text.error().what),
                   "See whether the container has it mounted", std::string(kTokenFile)};
    }
    token = std::move(*text);
  } else if (auto text = environment.get_secret(kToken)) {
    token = std::move(*text);
  }
  // A line break would make another header of what follows it; one at the end is no part of the token.
  token = token.expose([](std::string_view text) { return Secret(trim(text)); });
  const bool breaks =
      token.expose([](std::string_view text) { return text.find_first_of("\r\n") != text.npos; });
  if (breaks)
    return wrong(file ? kTokenFile : kToken, "the token in it has a line break",
                 "Leave it as it was written");
  return token;
}

Error refused(const std::string& host, const std::string& what) {
  return {ErrorCode::kNotConnected, fmt::format("the container's credentials endpoint at {} {}", host, what),
          "See whether the task or pod has a role, and whether its token is still good"};
}

}  // namespace

Result<std::optional<Credentials>> credentials_from_container(const SourceParts& parts) {
  const Environment& environment = *parts.environment;
  if (!environment.get(kRelative) && !environment.get(kFull)) return std::optional<Credentials>();
  COFFER_ASSIGN(const std::string url, endpoint_of(environment));
  COFFER_ASSIGN(Secret token, token_from(environment));
  http::Request request;
  request.url = Secret(url);
  request.add_header("Accept", "application/json");
  if (!token.empty()) {
    parts.keep_hidden("container authorization token", token);
    request.set_header("Authorization", std::move(token));
  }
  const std::string host = http::origin_of(url)->host;
  const auto answer = ask_metadata(parts, request, kCall);
  if (!answer) {
    Error error = refused(host, "cannot be asked: " + answer.error().what);
    error.code = answer.error().code;
    return error;
  }
  if (answer->status != 200)
    return refused(host, fmt::format("answered with HTTP status {}", answer->status));
  auto credentials = read_credential_json(answer->body, CredentialForm::kMetadata, "container");
  if (!credentials) return refused(host, "answered with no credentials: " + credentials.error().what);
  parts.keep_hidden(*credentials);
  return std::optional(std::move(*credentials));
}

}  // namespace coffer::aws
