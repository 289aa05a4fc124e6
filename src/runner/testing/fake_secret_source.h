// A SecretSource for tests: values from a table, and a record of what was asked.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "secrets/reference.h"
#include "secrets/secret_source.h"

namespace coffer::runner {

// Not thread-safe. Tests hold no real secrets, so the table is of plain strings.
class FakeSecretSource final : public secrets::SecretSource {
 public:
  struct Entry {
    std::string value;
    std::vector<std::string> hosts = {};  // allowed ones; empty: any
    std::string source = "local vault";
    bool binary = false, cached = false;
    std::optional<std::string> fresh = {};  // what refetch() finds
    std::optional<Error> failure = {};
  };
  struct Asked {
    std::vector<std::string> names;
    std::optional<http::Origin> origin;
  };
  struct Used {
    std::vector<std::string> names;
    std::string origin, collection, request;
  };

  std::map<std::string, Entry> entries;
  std::vector<Asked> asked;
  std::vector<Used> used;
  std::vector<std::vector<std::string>> refetched;
  bool caching = false;                // an answered name is "cached" from then on
  std::optional<Error> audit_failure;  // of record_use()

  std::vector<Result<secrets::ResolvedSecret>> resolve(const std::vector<std::string>& names,
                                                       const std::optional<http::Origin>& origin) override {
    asked.push_back({names, origin});
    std::vector<Result<secrets::ResolvedSecret>> results;
    results.reserve(names.size());
    for (const std::string& name : names) results.push_back(answer(name, origin));
    return results;
  }

  Result<void> check_domain(const std::string& name, const http::Origin& origin) override {
    const auto found = entries.find(name);
    if (found == entries.end()) return unknown(name);
    const auto& hosts = found->second.hosts;
    if (hosts.empty() || std::ranges::find(hosts, origin.host) != hosts.end()) return {};
    return Error{ErrorCode::kDomainNotAllowed,
                 secrets::reference_text(name) + " may not go to " + http::to_string(origin),
                 "Add the host to its allowed domains."};
  }

  Result<bool> refetch(const std::vector<std::string>& names) override {
    refetched.push_back(names);
    bool changed = false;
    for (const std::string& name : names) {
      Entry& entry = entries.at(name);
      entry.cached = false;
      if (entry.fresh && *entry.fresh != entry.value) changed = true, entry.value = *entry.fresh;
    }
    return changed;
  }

  Result<void> record_use(const std::vector<secrets::ResolvedSecret>& secrets, const http::Origin& origin,
                          const secrets::UseContext& context) override {
    if (audit_failure) return *audit_failure;
    Used use{{}, http::to_string(origin), context.collection, context.request};
    use.names.reserve(secrets.size());
    for (const auto& secret : secrets) use.names.push_back(secret.name);
    used.push_back(std::move(use));
    return {};
  }

 private:
  static vault::AllowedDomains domains_of(const Entry& entry) {
    std::string text;
    for (const std::string& host : entry.hosts) text += (text.empty() ? "" : ", ") + host;
    return *vault::AllowedDomains::parse(text);
  }

  static Error unknown(const std::string& name) {
    return {ErrorCode::kSecretNotFound, "there is no vault secret \"" + name + "\"",
            "Make it: coffer secret set " + name};
  }

  Result<secrets::ResolvedSecret> answer(const std::string& name, const std::optional<http::Origin>& origin) {
    const auto found = entries.find(name);
    if (found == entries.end()) return unknown(name);
    Entry& entry = found->second;
    if (origin) COFFER_TRY(check_domain(name, *origin));
    if (entry.failure) return *entry.failure;
    secrets::ResolvedSecret secret;
    secret.name = name;
    secret.value = std::make_shared<const Secret>(entry.value);
    secret.domains = domains_of(entry);
    secret.binary = entry.binary;
    secret.linked = entry.source != "local vault";
    secret.cached = entry.cached;
    secret.source = entry.source;
    secret.took = std::chrono::milliseconds(entry.cached ? 0 : 34);
    entry.cached = entry.cached || caching;
    return secret;
  }
};

}  // namespace coffer::runner
