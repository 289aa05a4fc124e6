// What sends leave for later ones, as Postman has it: cookies, and the current values of variables that
// scripts have set. In memory only.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "http/cookies.h"
#include "json/json.h"
#include "page/place.h"
#include "runner/runner.h"
#include "secrets/redactor.h"

namespace coffer::page {

// Thread-safe.
class SendMemory {
 public:
  // What a send in this place begins with. The redactor gets to know the secrets that are in it.
  struct Start {
    http::CookieJar cookies;
    std::optional<runner::RunOptions::CurrentValues> current;  // none: no script has changed anything
  };
  Start begin(const Place& place, secrets::Redactor& redactor) const;
  // What it left. `redactor`: what it knew.
  void keep(const Place& place, const runner::RunSummary& summary, const http::CookieJar& cookies,
            const secrets::Redactor& redactor);
  // At the vault's lock, and when the user wants it.
  void forget();

 private:
  // Of a file's variables: as they were in it, and as scripts left them.
  struct Values {
    json::Array before, after;
  };
  enum class Kind { kCollection, kEnvironment, kGlobals };
  using Key = std::pair<Kind, std::string>;  // and the file's path; empty: none

  json::Array current(const Key& key, const json::Array& values) const;
  void keep_values(const Key& key, const json::Array& before, const json::Value& left,
                   const secrets::Redactor& redactor);

  mutable std::mutex mutex_;
  http::CookieJar cookies_;
  std::map<Key, Values> values_;
  // The secrets that are in cookies and values.
  std::unique_ptr<secrets::Redactor> known_ = std::make_unique<secrets::Redactor>();
};

}  // namespace coffer::page
