// Which parts of a request may go on to where a redirect leads (spec 5.3).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "http/message.h"
#include "postman/request_builder.h"
#include "runner/redirects.h"
#include "secrets/redactor.h"
#include "secrets/secret_source.h"

namespace coffer::runner {

struct HopDecision {
  std::vector<std::string> notes;    // what stays behind, and why
  std::vector<std::string> secrets;  // names of those that go on
};

// After apply(). Takes out of `request` and `carried` what may not go to `redirect.origin`: headers and a
// body that carry a secret whose allowed domains end there, or any secret where the redirect leaves TLS.
// kDomainNotAllowed where the Location itself carries such a secret: then nothing may be sent there at all.
Result<HopDecision> restrict_to_target(const Redirect& redirect, http::Request& request,
                                       postman::Carried& carried, secrets::SecretSource& source,
                                       const secrets::Redactor& redactor);

}  // namespace coffer::runner
