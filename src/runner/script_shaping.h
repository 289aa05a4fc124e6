// What a script may make of a request that carries secrets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "postman/request_builder.h"
#include "runner/vault_gate.h"
#include "secrets/secret_source.h"

namespace coffer::runner {

// SAFETY: whoever wrote a script did not need the user's leave to run it. A secret without allowed domains
// may go wherever the collection sends it; were a script to choose the place, it could send any secret to
// any host without ever asking for the vault. So such a secret goes only where, and only if, the collection
// itself has it so: the request is compared with what it would be had no script run. Another origin (or
// Host header), or a reference that is not there, needs the grant to the vault. A secret whose allowed
// domains include the target needs none: the user has said where it may go.
class ScriptShaping {
 public:
  // `untouched`: what the request would be had no script run; null where there would be none. Neither is
  // owned.
  ScriptShaping(const postman::PreparedRequest* untouched, VaultGate& vault)
      : untouched_(untouched), vault_(vault) {}

  // The same for the request that fetches an access token.
  ScriptShaping for_token_request() const {
    return {untouched_ != nullptr ? untouched_->token_request.get() : nullptr, vault_};
  }

  // Before values are put in. May ask the user for the grant. kDomainNotAllowed names the secret (also as
  // the first in `name`) and says what to do.
  Result<void> check(const postman::PreparedRequest& prepared,
                     const std::vector<secrets::ResolvedSecret>& secrets, std::string& name) const;

  VaultGate& vault() const { return vault_; }

 private:
  const postman::PreparedRequest* untouched_;
  VaultGate& vault_;
};

}  // namespace coffer::runner
