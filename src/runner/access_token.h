// The access token of an OAuth 2.0 grant: fetched before the request that needs it, by the rules that hold
// for every request with secrets.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/secret.h"
#include "postman/request_builder.h"
#include "runner/events.h"
#include "runner/runner.h"
#include "secrets/secret_source.h"

namespace coffer::runner {

struct AccessToken {
  std::shared_ptr<const Secret> value;
  bool cached = false;  // from an earlier request of the run
  std::string note;     // for the exchange that carries it: where it came from
};

// From the run's memory, or from the token endpoint: its host must be allowed for each secret that goes
// there, the use is in the audit log, no redirect is followed, and the token is known to the redactor before
// this returns. A client secret from the cache that is refused is read again once, as spec 5.6 has it.
// nullopt: `result` has the error.
std::optional<AccessToken> obtain_access_token(const Parts& parts, const SendSettings& settings,
                                               const postman::PreparedRequest& token_request,
                                               const secrets::UseContext& context, ItemResult& result);

// The key of AuthMemory.
std::string token_key(const postman::PreparedRequest& token_request);

}  // namespace coffer::runner
