// All providers as one: each link goes to its own.
#pragma once

#include <map>
#include <string>

#include "secrets/provider.h"

namespace coffer::secrets {

class ProviderSet final : public Provider {
 public:
  // By the name that links have; none is owned, and all must outlive the set.
  explicit ProviderSet(std::map<std::string, Provider*> providers) : providers_(std::move(providers)) {}

  // kUnsupported for a link of a provider that is not there.
  Result<void> check(const vault::Link& link) const override;
  Result<std::string> cache_key(const vault::Link& link) override;
  std::vector<bool> confirm(const std::vector<vault::Link>& links,
                            const std::vector<std::shared_ptr<const ExternalValue>>& expired) override;
  // Side by side.
  std::vector<Result<ExternalValue>> fetch(const std::vector<vault::Link>& links) override;

 private:
  Result<Provider*> provider_of(const vault::Link& link) const;

  std::map<std::string, Provider*> providers_;
};

}  // namespace coffer::secrets
