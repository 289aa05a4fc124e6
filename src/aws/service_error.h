// From an answer that is no success to an Error that a person can act on (spec 3.3, 5.2).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aws/credentials.h"
#include "aws/endpoints.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"

namespace coffer::aws {

// What the service (or something in front of it) said.
struct ServiceFailure {
  int status = 0;
  std::string
      code;  // "AccessDenied": without namespace and without "Exception"; empty where it is not AWS's shape
  std::string message;  // cleaned: one line, no control characters, bounded; not yet fit to be shown
  std::string kind;     // of a body that is not AWS's: "HTML", "text", "nothing"
  std::string request_id;
};

// JSON 1.1 and the query protocol's XML, whichever came: emulators mix them. Never fails, whatever the bytes.
ServiceFailure read_failure(int status, const http::Headers& headers, const Secret& body);

// The same for one entry of BatchGetSecretValue's Errors: `code` and `message` as they stand there.
ServiceFailure item_failure(std::string_view code, std::string_view message);

// What the failed call was about.
struct CallContext {
  Service service = Service::kSts;
  std::string_view action;  // "GetSecretValue"
  std::string_view region;
  std::string host;
  std::string_view subject;  // the secret's ARN or name, the role's ARN; may be empty
  const Credentials* credentials = nullptr;
  const Secret* confidential =
      nullptr;  // whatever else of the request must not come back in a message; may be null
};

Error explain(const ServiceFailure& failure, const CallContext& context);
// A transport's error in words of this call. A host that cannot be reached in a region
// that AWS is not known to have is a wrong region rather than no network; not so at an endpoint of one's own.
Error explain_transport(const Error& error, const CallContext& context, bool own_endpoint);
// A success that does not parse, or lacks what it must have.
Error malformed_answer(const CallContext& context, std::string_view what);

// The codes with which AWS refuses a signature that may be wrong only because a clock is.
bool hints_at_clock_skew(std::string_view code);

// "AKIA…WXYZ": enough to tell keys apart.
std::string masked_key_id(std::string_view access_key_id);

}  // namespace coffer::aws
