#include "aws/sigv4.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "aws/uri_encoding.h"
#include "base/encoding.h"
#include "base/locked_memory.h"
#include "crypto/hash.h"

namespace coffer::aws {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// RFC 3986 §5.2.4, and runs of slashes become one: AWS's services but s3 want both.
void append_normalised_path(SecretBuilder& out, std::string_view path) {
  if (path.empty()) path = "/";
  std::vector<std::string_view> kept;
  for (const std::string_view segment : split(path, '/')) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      kept.push_back(segment);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  if (path.front() == '/') out.append('/');
  for (size_t i = 0; i < kept.size(); ++i) {
    if (i != 0) out.append('/');
    append_uri_encoded(out, kept[i]);
  }
  if (path.back() == '/' && !kept.empty()) out.append('/');
}

void append_sorted_query(SecretBuilder& out, std::string_view query) {
  if (query.empty()) return;
  std::vector<std::pair<std::string_view, std::string_view>> pairs;
  for (const std::string_view piece : split(query, '&')) {
    const size_t equals = piece.find('=');
    pairs.emplace_back(piece.substr(0, equals),
                       equals == std::string_view::npos ? std::string_view() : piece.substr(equals + 1));
  }
  std::ranges::sort(pairs);
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (i != 0) out.append('&');
    out.append(pairs[i].first).append('=').append(pairs[i].second);
  }
}

// Outer white space goes, inner runs of it become one space.
void append_folded(SecretBuilder& out, std::string_view value) {
  constexpr std::string_view kWhite = " \t\r\n\v\f";
  bool first = true;
  for (;;) {
    const size_t begin = value.find_first_not_of(kWhite);
    if (begin == std::string_view::npos) return;
    value.remove_prefix(begin);
    const size_t end = std::min(value.find_first_of(kWhite), value.size());
    if (!first) out.append(' ');
    out.append(value.substr(0, end));
    value.remove_prefix(end);
    first = false;
  }
}

// Lower-cased name → its values, in the order given.
std::map<std::string, std::vector<const Secret*>> headers_by_name(const CanonicalInput& input) {
  std::map<std::string, std::vector<const Secret*>> by_name;
  for (const http::RequestHeader& header : input.headers)
    by_name[to_lower(trim(header.name))].push_back(&header.value);
  return by_name;
}

Secret hmac(const Secret& key, std::string_view bytes) {
  crypto::Digest digest = key.expose([&](std::string_view raw) { return crypto::hmac_sha256(raw, bytes); });
  Secret result(crypto::view(digest));
  wipe(digest.data(), digest.size());
  return result;
}

}  // namespace

Secret canonical_request(const CanonicalInput& input) {
  SecretBuilder out;
  std::string method = input.method;
  std::ranges::transform(method, method.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  out.append(method).append('\n');
  input.path.expose([&](std::string_view path) {
    if (input.encode_path_twice) {
      append_normalised_path(out, path);
    } else {
      out.append(path.empty() ? "/" : path);
    }
  });
  out.append('\n');
  input.query.expose([&](std::string_view query) { append_sorted_query(out, query); });
  out.append('\n');
  for (const auto& [name, values] : headers_by_name(input)) {
    out.append(name).append(':');
    for (size_t i = 0; i < values.size(); ++i) {
      if (i != 0) out.append(',');
      values[i]->expose([&](std::string_view value) { append_folded(out, value); });
    }
    out.append('\n');
  }
  out.append('\n').append(signed_headers(input)).append('\n').append(input.payload_hash);
  return out.take();
}

std::string signed_headers(const CanonicalInput& input) {
  std::string names;
  for (const auto& [name, values] : headers_by_name(input)) names += (names.empty() ? "" : ";") + name;
  return names;
}

std::string amz_date(WallTime now) {
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(now - day));
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string credential_scope(const SigningScope& scope, WallTime now) {
  return fmt::format("{}/{}/{}/aws4_request", amz_date(now).substr(0, 8), scope.region, scope.service);
}

std::string string_to_sign(const Secret& canonical_request, const SigningScope& scope, WallTime now) {
  return fmt::format("{}\n{}\n{}\n{}", kAlgorithm, amz_date(now), credential_scope(scope, now),
                     canonical_request.expose(crypto::sha256_hex));
}

std::string signature(const Credentials& credentials, std::string_view string_to_sign,
                      const SigningScope& scope, WallTime now) {
  SecretBuilder start;
  start.append("AWS4").append(credentials.secret_access_key);
  const Secret day_key = hmac(start.take(), amz_date(now).substr(0, 8));
  const Secret region_key = hmac(day_key, scope.region);
  const Secret service_key = hmac(region_key, scope.service);
  const Secret signing_key = hmac(service_key, "aws4_request");
  const crypto::Digest digest =
      signing_key.expose([&](std::string_view key) { return crypto::hmac_sha256(key, string_to_sign); });
  return hex_encode(crypto::view(digest));
}

}  // namespace coffer::aws
