#include "demo/signature.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/encoding.h"
#include "demo/digest.h"
#include "demo/query.h"
#include "demo/times.h"

namespace coffer::demo {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr auto kSkew = std::chrono::minutes(5);

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  while (true) {
    const size_t at = text.find(separator);
    pieces.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return pieces;
    text.remove_prefix(at + 1);
  }
}

std::unexpected<AuthError> fail(AuthFailure kind, std::string message) {
  return std::unexpected(AuthError{kind, std::move(message)});
}

std::expected<void, AuthError> read_scope(SignatureClaim& claim, std::string_view credential) {
  const auto scope = split(credential, '/');
  if (scope.size() != 5 || scope[4] != "aws4_request") {
    return fail(AuthFailure::kIncomplete,
                fmt::format("Credential must have exactly 5 slash-delimited elements, e.g. "
                            "keyid/date/region/service/term, got '{}'",
                            credential));
  }
  claim.access_key_id = scope[0];
  claim.date = scope[1];
  claim.region = scope[2];
  claim.service = scope[3];
  return {};
}

std::expected<SignatureClaim, AuthError> read_query_claim(const HttpRequest& request) {
  SignatureClaim claim;
  const auto query = parse_query(request.query(), Plus::kIsPlus);
  claim.presigned = true;
  claim.signature = find_value(query, "X-Amz-Signature");
  claim.timestamp = find_value(query, "X-Amz-Date");
  claim.token = find_value(query, "X-Amz-Security-Token");
  claim.signed_headers = split(find_value(query, "X-Amz-SignedHeaders"), ';');
  const auto expires = find_value(query, "X-Amz-Expires");
  std::from_chars(expires.data(), expires.data() + expires.size(), claim.expires_seconds);
  if (auto scope = read_scope(claim, find_value(query, "X-Amz-Credential")); !scope) {
    return std::unexpected(scope.error());
  }
  return claim;
}

std::expected<SignatureClaim, AuthError> read_header_claim(const HttpRequest& request,
                                                           const std::string& header) {
  SignatureClaim claim;
  const auto content = std::string_view(header).substr(kAlgorithm.size());
  std::string credential, names;
  for (const auto& piece : split(content, ',')) {
    const auto part = trim(piece);
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const auto name = part.substr(0, equals);
    const auto value = part.substr(equals + 1);
    if (name == "Credential") credential = value;
    if (name == "SignedHeaders") names = value;
    if (name == "Signature") claim.signature = value;
  }
  const std::string* date = find_header(request.headers, "X-Amz-Date");
  if (!date) date = find_header(request.headers, "Date");
  std::string missing;
  if (credential.empty()) missing += "Authorization header requires 'Credential' parameter. ";
  if (claim.signature.empty()) missing += "Authorization header requires 'Signature' parameter. ";
  if (names.empty()) missing += "Authorization header requires 'SignedHeaders' parameter. ";
  if (!date)
    missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  if (!missing.empty()) {
    // AWS appends the hash of the header, not the header itself.
    return fail(AuthFailure::kIncomplete, missing +
                                              "(Hashed with SHA-256 and encoded with Base64) Authorization=" +
                                              base64_encode(sha256(header)));
  }
  claim.timestamp = *date;
  claim.signed_headers = split(names, ';');
  if (const auto* token = find_header(request.headers, "X-Amz-Security-Token")) claim.token = *token;
  if (auto scope = read_scope(claim, credential); !scope) return std::unexpected(scope.error());
  return claim;
}

// Empty and dot segments out (as botocore does it: "/a/b/.." is "/a"); then each segment encoded once more,
// as every service but S3 wants it.
std::string canonical_path(std::string_view path) {
  std::vector<std::string> kept;
  for (auto& segment : split(path, '/')) {
    if (segment.empty() || segment == ".") continue;
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
      continue;
    }
    kept.push_back(std::move(segment));
  }
  std::string out;
  for (const auto& segment : kept) out.append(1, '/').append(percent_encode(segment));
  return out.empty() || path.ends_with('/') ? out + "/" : out;
}

std::string canonical_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& pair : parse_query(query, Plus::kIsPlus)) {
    if (pair.name != "X-Amz-Signature")
      pairs.emplace_back(percent_encode(pair.name), percent_encode(pair.value));
  }
  std::sort(pairs.begin(), pairs.end());
  std::string out;
  for (const auto& [name, value] : pairs)
    out.append(out.empty() ? "" : "&").append(name).append("=").append(value);
  return out;
}

std::string canonical_value(std::string_view value) {
  std::string out;
  for (const char c : trim(value)) {
    if (c == ' ' && out.ends_with(' ')) continue;
    out += c;
  }
  return out;
}

// As they should have been sent: a client that sends them otherwise gets another signature.
std::vector<std::string> sorted_names(const SignatureClaim& claim) {
  std::vector<std::string> names;
  for (const auto& name : claim.signed_headers) names.push_back(to_lower(name));
  std::sort(names.begin(), names.end());
  return names;
}

std::string canonical_headers(const HttpRequest& request, const SignatureClaim& claim) {
  std::string out;
  for (const auto& name : sorted_names(claim)) {
    std::string values;
    bool first = true;
    for (const auto& header : request.headers) {
      if (!iequals(header.name, name)) continue;
      values.append(first ? "" : ",").append(canonical_value(header.value));
      first = false;
    }
    out += name + ":" + values + "\n";
  }
  return out;
}

std::string payload_hash(const HttpRequest& request) {
  return request.body_sha256.empty() ? hex_encode(sha256(request.body)) : request.body_sha256;
}

bool is_signed(const SignatureClaim& claim, std::string_view name) {
  return std::any_of(claim.signed_headers.begin(), claim.signed_headers.end(),
                     [&](const std::string& one) { return iequals(one, name); });
}

std::expected<void, AuthError> check_signed_headers(const HttpRequest& request, const SignatureClaim& claim) {
  if (!is_signed(claim, "host")) {
    return fail(AuthFailure::kBadSignature,
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  for (const auto& header : request.headers) {
    if (to_lower(header.name).starts_with("x-amz-") && !is_signed(claim, header.name)) {
      return fail(
          AuthFailure::kBadSignature,
          fmt::format("'{}' must be a 'SignedHeader' in the AWS Authorization.", to_lower(header.name)));
    }
  }
  return {};
}

}  // namespace

std::expected<SignatureClaim, AuthError> read_claim(const HttpRequest& request) {
  const std::string* header = find_header(request.headers, "Authorization");
  if (header && std::string_view(*header).substr(0, header->find(' ')) == kAlgorithm)
    return read_header_claim(request, *header);
  if (header) {
    return fail(AuthFailure::kIncomplete,
                fmt::format("Unsupported AWS 'algorithm': '{}'. (Hashed with SHA-256 and "
                            "encoded with Base64) Authorization={}",
                            header->substr(0, header->find(' ')), base64_encode(sha256(*header))));
  }
  if (find_value(parse_query(request.query(), Plus::kIsPlus), "X-Amz-Algorithm") == kAlgorithm) {
    return read_query_claim(request);
  }
  return fail(AuthFailure::kMissing, "");
}

SignatureParts compute_signature(const HttpRequest& request, const SignatureClaim& claim,
                                 std::string_view secret_key) {
  SignatureParts parts;
  std::string names;
  for (const auto& name : sorted_names(claim)) names.append(names.empty() ? "" : ";").append(name);
  parts.canonical_request = request.method + "\n" + canonical_path(request.path()) + "\n" +
                            canonical_query(request.query()) + "\n" + canonical_headers(request, claim) +
                            "\n" + names + "\n" + payload_hash(request);
  parts.string_to_sign =
      fmt::format("{}\n{}\n{}/{}/{}/aws4_request\n{}", kAlgorithm, claim.timestamp, claim.date, claim.region,
                  claim.service, hex_encode(sha256(parts.canonical_request)));
  std::string key = hmac_sha256(std::string("AWS4").append(secret_key), claim.date);
  for (const std::string_view step :
       {std::string_view(claim.region), std::string_view(claim.service), std::string_view("aws4_request")}) {
    key = hmac_sha256(key, step);
  }
  parts.signature = hex_encode(hmac_sha256(key, parts.string_to_sign));
  return parts;
}

std::expected<void, AuthError> check_claim(const HttpRequest& request, const SignatureClaim& claim,
                                           WallTime now) {
  const auto then = parse_basic_iso_time(claim.timestamp);
  if (!then) {
    return fail(
        AuthFailure::kIncomplete,
        fmt::format(
            "Date must be in ISO-8601 'basic format'. Got '{}'. See http://en.wikipedia.org/wiki/ISO_8601",
            claim.timestamp));
  }
  if (claim.date != claim.timestamp.substr(0, 8)) {
    return fail(
        AuthFailure::kBadSignature,
        fmt::format(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
            "'{}' != '{}', from '{}'.",
            claim.date, claim.timestamp.substr(0, 8), claim.timestamp));
  }
  const auto lifetime =
      claim.presigned ? std::chrono::seconds(claim.expires_seconds) : std::chrono::seconds(kSkew);
  if (*then < now - lifetime) {
    return fail(AuthFailure::kBadSignature,
                fmt::format("Signature expired: {} is now earlier than {} ({} - {}.)", claim.timestamp,
                            basic_iso_time(now - lifetime), basic_iso_time(now),
                            claim.presigned ? fmt::format("{} sec", claim.expires_seconds) : "5 min"));
  }
  if (*then > now + kSkew) {
    return fail(AuthFailure::kBadSignature,
                fmt::format("Signature not yet current: {} is still later than {} ({} + 5 min.)",
                            claim.timestamp, basic_iso_time(now + kSkew), basic_iso_time(now)));
  }
  return check_signed_headers(request, claim);
}

}  // namespace coffer::demo
