// A request and its redirects.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/cookies.h"
#include "http/message.h"
#include "http/transport.h"
#include "postman/request_builder.h"
#include "runner/events.h"
#include "runner/redirects.h"
#include "runner/resolve.h"
#include "runner/runner.h"
#include "secrets/secret_source.h"

namespace coffer::runner {

// Sends, follows (spec 5.3), and records each hop in `result.exchanges`. The time limit of the settings
// counts from the making of this object, for all that is sent through it. All arguments must outlive it.
class Chain {
 public:
  Chain(const Parts& parts, const SendSettings& settings, const postman::RequestBehavior& behavior,
        http::CookieJar& cookies, const secrets::UseContext& context, ItemResult& result);

  // The last response. `resolved` has the values that `built` was made of.
  Result<http::Response> send(postman::BuiltRequest built, const Resolved& resolved);

 private:
  Result<http::Response> send_once(postman::BuiltRequest& built);
  Result<http::SendOptions> options_for(const postman::BuiltRequest& built) const;
  std::optional<Secret> add_cookies(http::Request& request) const;
  void keep_cookies(const http::Request& request, const http::Response& response);
  Result<std::optional<Redirect>> next(const http::Request& request, const http::Response& response) const;
  Result<void> go_on(Redirect redirect, postman::BuiltRequest& built, const Resolved& resolved);
  void keep_back_login(const Redirect& redirect, postman::BuiltRequest& built);
  void set_referer(http::Request& request, const Secret& from, bool allowed) const;
  Result<void> record(const std::vector<std::string>& names, const http::Origin& target,
                      const Resolved& resolved);

  const Parts& parts_;
  const SendSettings& settings_;
  const postman::RequestBehavior& behavior_;
  http::CookieJar& cookies_;
  const secrets::UseContext& context_;
  ItemResult& outcome_;
  const std::chrono::nanoseconds started_;
};

}  // namespace coffer::runner
