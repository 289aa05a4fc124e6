// AWS Signature Version 4. Each step apart, so that each can be held against botocore and AWS's published
// vectors. Source: "Create a signed AWS API request", IAM User Guide.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/credentials.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"

namespace coffer::aws {

struct SigningScope {
  std::string region, service;  // as in the credential scope: "eu-west-1", "secretsmanager"
};

// What of a request is signed. `path` and `query` are as sent on the wire (still encoded); headers are those
// to be signed, in any order and case, repeated ones apart. They may carry secrets, so they are Secrets, and
// so is what is made of them.
struct CanonicalInput {
  std::string method;
  Secret path, query;  // path with its leading '/', query without '?'
  std::vector<http::RequestHeader> headers;
  std::string payload_hash;  // lower-case hex SHA-256, or "UNSIGNED-PAYLOAD"
  bool encode_path_twice =
      true;  // every service but s3; false also leaves dot segments and double slashes alone
};

Secret canonical_request(const CanonicalInput& input);
std::string signed_headers(const CanonicalInput& input);  // "host;x-amz-date"
std::string credential_scope(const SigningScope& scope, WallTime now);
std::string string_to_sign(const Secret& canonical_request, const SigningScope& scope, WallTime now);
std::string signature(const Credentials& credentials, std::string_view string_to_sign,
                      const SigningScope& scope, WallTime now);
std::string amz_date(WallTime now);  // 20150830T123600Z

// Both sign every header but those that intermediaries change, and the query as AWS reads it: each name and
// value decoded
// ('+' is a space), then encoded anew. The URL must be absolute, and be sent as it is.

// Signs `request` in place: sets X-Amz-Date, X-Amz-Security-Token (temporary credentials) and Authorization;
// adds X-Amz-Content-Sha256 for s3. File and form bodies are kUnsupported unless s3 (UNSIGNED-PAYLOAD).
Result<void> sign(http::Request& request, const Credentials& credentials, const SigningScope& scope,
                  WallTime now);
// The same as query parameters (presigned, valid for 24 hours), as Postman's "Add auth data to request URL".
Result<void> sign_query(http::Request& request, const Credentials& credentials, const SigningScope& scope,
                        WallTime now);

}  // namespace coffer::aws
