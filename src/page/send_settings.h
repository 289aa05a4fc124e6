// What the user has set for the page: the member "page" of settings.json (agent/user_settings.h).
#pragma once

#include <chrono>
#include <string>

#include "base/environment.h"
#include "base/result.h"
#include "http/transport.h"
#include "json/json.h"

namespace coffer::page {

struct PageSettings {
  bool scripts = false;  // whether scripts may use the vault at all (spec 6.2); if so, a grant is asked for
  bool mask = true;
  std::string theme = "system";  // or "light", "dark"
  std::string proxy;             // a URL; empty: what the environment says; kNoProxy
  std::string ca_file;  // PEM, in place of the system's, for AWS as for requests; empty: the system's
  std::chrono::milliseconds request_timeout{0};  // 0: none
  std::chrono::milliseconds connect_timeout{30'000};
  bool follow_redirects = true;
  int max_redirects = 10;
  bool verify_tls = true;
};
inline constexpr const char* kNoProxy = "none";

// kMalformed, kPermissions, as load_user_settings() has them. A member that makes no sense (a later
// version's) counts as not set.
Result<PageSettings> load_page_settings(const Environment& environment);

// Those of settings.json's names that `changes` has are set; null takes one back to its default. Nothing is
// changed where one is wrong: kInvalidArgument, with its name as the field.
Result<void> change_page_settings(json::Object& page, const json::Value& changes);
// By the names of settings.json, which are those of `settings/get`.
json::Object page_settings_json(const PageSettings& settings);

// For a request: proxy, certificates, time limits. Redirects are beside it: follow_redirects, max_redirects.
http::SendOptions send_options(const PageSettings& settings);

}  // namespace coffer::page
