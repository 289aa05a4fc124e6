// AWS Signature Version 4 from the server's side: what was claimed, and what it should have been.
// Written from AWS's "Create a signed AWS API request", apart from src/aws, so that one can judge the other.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "base/clock.h"
#include "demo/http_server.h"

namespace coffer::demo {

// Why a caller was not let in; the services spell it differently (service.h).
enum class AuthFailure { kMissing, kIncomplete, kUnknownKey, kExpiredToken, kBadSignature };
struct AuthError {
  AuthFailure kind;
  std::string message;
};

// What a request says of itself, in its Authorization header or (presigned) in its query.
struct SignatureClaim {
  std::string access_key_id;
  std::string date, region, service;  // the credential scope
  std::vector<std::string> signed_headers;
  std::string signature;
  std::string timestamp;  // basic ISO 8601
  std::string token;      // empty: none
  bool presigned = false;
  long expires_seconds = 0;  // presigned
};

struct SignatureParts {
  std::string canonical_request;
  std::string string_to_sign;
  std::string signature;
};

std::expected<SignatureClaim, AuthError> read_claim(const HttpRequest& request);

SignatureParts compute_signature(const HttpRequest& request, const SignatureClaim& claim,
                                 std::string_view secret_key);

// Time, and that what must be signed is signed. Five minutes either way, as Secrets Manager, STS and IAM have
// it.
std::expected<void, AuthError> check_claim(const HttpRequest& request, const SignatureClaim& claim,
                                           WallTime now);

}  // namespace coffer::demo
