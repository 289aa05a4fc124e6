// sign() and sign_query(): SigV4 on a whole request.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "aws/sigv4.h"
#include "aws/uri_encoding.h"
#include "base/encoding.h"
#include "crypto/hash.h"

namespace coffer::aws {
namespace {

constexpr std::string_view kUnsigned = "UNSIGNED-PAYLOAD";
constexpr int kPresignedSeconds = 24 * 60 * 60;

// What proxies add, change or drop on the way, as botocore lists it; and what is not there when AWS signs.
constexpr std::array<std::string_view, 12> kNeverSigned{"authorization",
                                                        "connection",
                                                        "expect",
                                                        "keep-alive",
                                                        "proxy-authenticate",
                                                        "proxy-authorization",
                                                        "te",
                                                        "trailer",
                                                        "transfer-encoding",
                                                        "upgrade",
                                                        "user-agent",
                                                        "x-amzn-trace-id"};

// The parts of a URL, as views: http::split_url() copies, and a URL may carry a secret.
struct UrlViews {
  std::string_view scheme, before_path, authority, path, query;
};

Result<UrlViews> split(std::string_view url) {
  UrlViews views;
  url = url.substr(0, url.find('#'));
  const size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) {
    return Error{ErrorCode::kInvalidArgument, "only an absolute URL can be signed for AWS",
                 "Start it with https://", "URL"};
  }
  views.scheme = url.substr(0, scheme_end);
  const size_t authority = scheme_end + 3;
  const size_t path = std::min(url.find_first_of("/?", authority), url.size());
  const size_t question = std::min(url.find('?', path), url.size());
  views.before_path = url.substr(0, path);
  views.authority = url.substr(authority, path - authority);
  views.authority.remove_prefix(views.authority.rfind('@') + 1);  // npos + 1 is 0
  views.path = url.substr(path, question - path);
  if (question < url.size()) views.query = url.substr(question + 1);
  return views;
}

// What the Host header will say: lower case, without the scheme's own port.
Secret host_of(const UrlViews& url) {
  std::string host = to_lower(url.authority);
  const std::string_view port = iequals(url.scheme, "http") ? ":80" : ":443";
  if (host.ends_with(port)) host.resize(host.size() - port.size());
  return Secret(host);
}

Secret canonical_query(std::string_view query) {
  SecretBuilder out;
  while (!query.empty()) {
    const std::string_view piece = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(piece.size() + 1, query.size()));
    if (piece.empty()) continue;
    const size_t equals = std::min(piece.find('='), piece.size());
    if (out.size() != 0) out.append('&');
    append_uri_reencoded(out, piece.substr(0, equals));
    out.append('=');
    append_uri_reencoded(out, piece.substr(std::min(equals + 1, piece.size())));
  }
  return out.take();
}

Result<std::string> hash_of_body(const http::Request& request, bool s3) {
  if (std::holds_alternative<std::monostate>(request.body)) return crypto::sha256_hex("");
  if (const auto* bytes = std::get_if<Secret>(&request.body)) return bytes->expose(crypto::sha256_hex);
  if (s3) return std::string(kUnsigned);
  return Error{ErrorCode::kUnsupported,
               "a body from a file, or form-data, cannot be signed for AWS services but S3",
               "Send the body as raw text", "body"};
}

Result<std::string> payload_hash(const http::Request& request, bool s3) {
  // Who set the header by hand knows better, as in botocore.
  if (const auto* given = request.find_header("X-Amz-Content-Sha256"); given != nullptr) {
    return given->value.expose([](std::string_view text) { return std::string(trim(text)); });
  }
  return hash_of_body(request, s3);
}

CanonicalInput input_for(const http::Request& request, const UrlViews& url, std::string payload, bool s3) {
  CanonicalInput input{
      request.method, Secret(url.path), canonical_query(url.query), {}, std::move(payload), !s3};
  for (const http::RequestHeader& header : request.headers) {
    if (std::ranges::find(kNeverSigned, to_lower(header.name)) != kNeverSigned.end()) continue;
    input.headers.push_back({header.name, header.value.clone()});
  }
  if (request.find_header("Host") == nullptr) input.headers.push_back({"host", host_of(url)});
  return input;
}

void drop_old_signature(http::Request& request) {
  for (const std::string_view name : {"Authorization", "X-Amz-Date", "X-Amz-Security-Token"})
    request.remove_header(name);
}

// The URL with the authentication parameters in it, all but the signature.
Result<Secret> presigned_url(const Secret& bare, const Credentials& credentials, const SigningScope& scope,
                             WallTime now, std::string_view names_signed) {
  SecretBuilder out;
  COFFER_TRY(bare.expose([&](std::string_view text) -> Result<void> {
    auto url = split(text);
    if (!url) return std::move(url).error();
    out.append(url->before_path).append(url->path.empty() ? "/" : url->path).append('?').append(url->query);
    if (!url->query.empty()) out.append('&');
    return {};
  }));
  out.append("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=");
  append_uri_encoded(out, fmt::format("{}/{}", credentials.access_key_id, credential_scope(scope, now)));
  out.append(
      fmt::format("&X-Amz-Date={}&X-Amz-Expires={}&X-Amz-SignedHeaders=", amz_date(now), kPresignedSeconds));
  append_uri_encoded(out, names_signed);
  if (credentials.temporary()) {
    out.append("&X-Amz-Security-Token=");
    credentials.session_token.expose([&](std::string_view token) { append_uri_encoded(out, token); });
  }
  return out.take();
}

Result<CanonicalInput> prepare(const http::Request& request, const std::string& payload, bool s3) {
  return request.url.expose([&](std::string_view text) -> Result<CanonicalInput> {
    COFFER_ASSIGN(const UrlViews url, split(text));
    return input_for(request, url, payload, s3);
  });
}

std::string sign_input(const CanonicalInput& input, const Credentials& credentials, const SigningScope& scope,
                       WallTime now) {
  return signature(credentials, string_to_sign(canonical_request(input), scope, now), scope, now);
}

}  // namespace

Result<void> sign(http::Request& request, const Credentials& credentials, const SigningScope& scope,
                  WallTime now) {
  const bool s3 = scope.service == "s3";
  COFFER_ASSIGN(const std::string payload, payload_hash(request, s3));
  drop_old_signature(request);
  request.add_header("X-Amz-Date", amz_date(now));
  if (credentials.temporary()) request.set_header("X-Amz-Security-Token", credentials.session_token.clone());
  if (s3) request.set_header("X-Amz-Content-Sha256", Secret(payload));
  COFFER_ASSIGN(const CanonicalInput input, prepare(request, payload, s3));
  request.add_header("Authorization",
                     fmt::format("AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
                                 credentials.access_key_id, credential_scope(scope, now),
                                 signed_headers(input), sign_input(input, credentials, scope, now)));
  return {};
}

Result<void> sign_query(http::Request& request, const Credentials& credentials, const SigningScope& scope,
                        WallTime now) {
  const bool s3 = scope.service == "s3";
  std::string payload(kUnsigned);
  if (!s3) {
    COFFER_ASSIGN(payload, payload_hash(request, s3));
  }
  drop_old_signature(request);
  COFFER_ASSIGN(const CanonicalInput bare, prepare(request, payload, s3));
  COFFER_ASSIGN(request.url, presigned_url(request.url, credentials, scope, now, signed_headers(bare)));
  COFFER_ASSIGN(const CanonicalInput input, prepare(request, payload, s3));
  SecretBuilder signed_url;
  signed_url.append(request.url)
      .append("&X-Amz-Signature=")
      .append(sign_input(input, credentials, scope, now));
  request.url = signed_url.take();
  return {};
}

}  // namespace coffer::aws
