// Whether a response sends the client elsewhere, and as what: Postman's rules.
// Source: postman-request 2.88.1-postman.40, lib/redirect.js, as postman-runtime sets it up
// (followAllRedirects).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"
#include "http/url.h"

namespace coffer::runner {

struct RedirectRules {
  bool follow_original_method = false;       // protocolProfileBehavior.followOriginalHttpMethod
  bool follow_authorization_header = false;  // protocolProfileBehavior.followAuthorizationHeader
};

struct Redirect {
  std::string method;
  Secret url;  // a Location may echo a secret
  http::Origin origin;
  bool drop_body = false;            // with content-* headers
  bool origin_changed = false;       // the Host header is made anew
  bool host_changed = false;         // a Cookie header set by hand stays behind, as curl has it
  bool strip_authorization = false;  // the host changed, and nobody asked to keep it
  bool downgrade = false;            // https → http: whatever carries a secret stays behind
};

// Pure. nullopt: no redirect (another status, no Location). kInvalidArgument for a Location that cannot be
// followed.
Result<std::optional<Redirect>> redirect_of(std::string_view method, std::string_view url, int status,
                                            std::optional<std::string_view> location,
                                            const RedirectRules& rules);

// What Postman changes in the request itself: method, URL (both moved out of `redirect`), body, headers.
// Secrets that may not go on are hop_policy's.
void apply(Redirect& redirect, http::Request& request);

}  // namespace coffer::runner
