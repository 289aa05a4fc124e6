// Names in, values out: the catalog, the rules and the holder of values put together (spec 5.1-5.6).
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "secrets/catalog.h"
#include "secrets/holder.h"
#include "secrets/redactor.h"
#include "secrets/secret_source.h"
#include "secrets/seen.h"
#include "secrets/snapshots.h"

namespace coffer::secrets {

// Thread-safe. Every value that leaves it is known to the redactor before.
class Resolver {
 public:
  // None is owned; all must outlive the resolver. `redactor` may be null.
  Resolver(const Clock& clock, const Catalog& catalog, Holder& holder, Snapshots& snapshots,
           Redactor* redactor, SeenFunction seen = nullptr)
      : clock_(&clock),
        catalog_(&catalog),
        holder_(&holder),
        snapshots_(&snapshots),
        redactor_(redactor),
        seen_(std::move(seen)) {}

  void set_cache_duration(std::chrono::seconds duration);

  // As SecretSource has them.
  std::vector<Result<ResolvedSecret>> resolve(const std::vector<std::string>& names,
                                              const std::optional<http::Origin>& origin);
  Result<void> check_domain(const std::string& name, const http::Origin& origin) const;
  // What resolve() knows before it reads: where the name stands, unless it is off or not allowed there.
  Result<CatalogEntry> look(const std::string& name, const std::optional<http::Origin>& origin) const;
  Result<bool> refetch(const std::vector<std::string>& names);

  // The value read once, past the cache, whether the secret is on or off; with what the provider says of it.
  struct Probe {
    ResolvedSecret secret;
    std::vector<std::string> stages;
    std::optional<WallTime> created;
    std::vector<std::string> json_keys;  // names of the members, where the whole secret is a JSON object
  };
  Result<Probe> probe(const std::string& name);
  Result<Probe> probe(const vault::Link& link);  // of one that stands nowhere yet; it has no name

 private:
  std::chrono::seconds keep_for(const vault::Link& link) const;
  Result<ResolvedSecret> finish(const CatalogEntry& entry, const ExternalValue& external) const;
  Result<ResolvedSecret> resolved(const CatalogEntry& entry, const ExternalValue& external) const;
  ResolvedSecret local(const CatalogEntry& entry) const;
  Result<ResolvedSecret> stand_in(const CatalogEntry& entry, const Error& why);
  void hide(const ResolvedSecret& secret) const;
  Holder::Got probe_link(const vault::Link& link);
  void tell_seen(const CatalogEntry& entry, const Result<ExternalValue>& value) const;

  const Clock* clock_;
  const Catalog* catalog_;
  Holder* holder_;
  Snapshots* snapshots_;
  Redactor* redactor_;
  SeenFunction seen_;
  mutable std::mutex mutex_;
  std::optional<std::chrono::seconds> cache_duration_;
};

}  // namespace coffer::secrets
