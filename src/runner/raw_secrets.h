// Values of the vault that stand in a request as they are.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "http/url.h"
#include "postman/request_builder.h"
#include "runner/resolve.h"
#include "runner/runner.h"
#include "secrets/secret_source.h"

namespace coffer::runner {

// SAFETY: a script that has the grant may put a value that it got into a request, where no reference tells of
// it. The redactor knows the value: the secret's allowed domains must include `target` all the same
// (kDomainNotAllowed, naming the secret), `built.carried` says what carries it, so that redirects keep it
// back, and the use goes into the audit log.
//
// Gives the secrets that stand in `built` beyond those of `resolved`.
Result<std::vector<secrets::ResolvedSecret>> find_raw_secrets(const Parts& parts,
                                                              postman::BuiltRequest& built,
                                                              const Resolved& resolved);

}  // namespace coffer::runner
