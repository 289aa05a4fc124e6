// All references of one request become values, or the request is not sent (spec 5.2).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "http/url.h"
#include "postman/request_builder.h"
#include "runner/events.h"
#include "runner/runner.h"

namespace coffer::runner {

struct Resolved {
  http::Origin origin;  // the one that the secrets were checked against
  std::vector<secrets::ResolvedSecret> secrets;

  const secrets::ResolvedSecret* find(std::string_view name) const;
  postman::ValueOf values() const;  // valid as long as this object
};

// nullopt: `result` then has the error, further failures as warnings, and the name of the reference. What was
// fetched is known to the redactor before this returns, and listed in `result.references`.
std::optional<Resolved> resolve_references(const Parts& parts, const postman::PreparedRequest& prepared,
                                           ItemResult& result);

// Spec 6: see script_shaping.h. On an error `result` names the reference.
Result<void> check_shaping(const ScriptShaping& shaping, const postman::PreparedRequest& prepared,
                           const Resolved& resolved, ItemResult& result);

// The domains were checked against the origin of the template; what was built must go there and nowhere else.
Result<void> check_origin(const http::Request& request, const http::Origin& checked);

}  // namespace coffer::runner
