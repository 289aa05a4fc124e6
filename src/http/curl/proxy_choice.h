// Which proxy a send goes through.
#pragma once

#include <optional>
#include <string>

#include "base/environment.h"
#include "http/url.h"

namespace coffer::http::curl {

struct ProxyChoice {
  std::string proxy;     // "" for none
  std::string no_proxy;  // the hosts that go direct, as curl reads such a list
};

// As curl(1): `https_proxy` or `HTTPS_PROXY`, only lower-case `http_proxy` (a CGI program's environment has
// HTTP_PROXY set by the client), then `all_proxy` or `ALL_PROXY`. `wanted` replaces those, "" by none;
// NO_PROXY counts in each case.
ProxyChoice choose_proxy(const Environment& environment, const Origin& origin,
                         const std::optional<std::string>& wanted);

}  // namespace coffer::http::curl
