// What a server's refusal means (spec 5.2). Statuses: https://developer.hashicorp.com/vault/api-docs, "HTTP
// status codes"; bodies: {"errors": ["…"]}.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "hashicorp/client.h"

namespace coffer::hashicorp {

struct Failure {
  int status = 0;
  std::vector<std::string> errors = {};  // one line each, bounded; not fit to be shown unseen
  std::string kind = {};                 // of a body that is not the API's: "HTML", "text", "nothing"

  bool says(std::string_view words) const;  // in any of the errors, in any case
  bool sealed() const { return status == 503 && says("sealed"); }
};

// Never fails, whatever the bytes.
Failure read_failure(const Answer& answer);

// Every refusal that means the same whatever was asked: sealed, standby, throttled, broken, something else in
// between. `asked` is what the call was for, for people: "read secret/data/app". The server's own words are
// shown unless they hold the token.
Error explain(const Failure& failure, const Server& server, std::string_view asked, const Secret* token);
// A success that is not what it should be.
Error malformed_answer(const Server& server, std::string_view asked, std::string_view what);

}  // namespace coffer::hashicorp
