#include "secrets/provider_set.h"

#include <fmt/format.h>

#include "secrets/parallel.h"

namespace coffer::secrets {

Result<Provider*> ProviderSet::provider_of(const vault::Link& link) const {
  const auto found = providers_.find(link.provider);
  if (found != providers_.end()) return found->second;
  return Error{ErrorCode::kUnsupported,
               fmt::format("the provider “{}” is not known to this Coffer", link.provider),
               "Update Coffer, or link the secret to another provider.", "Provider"};
}

Result<void> ProviderSet::check(const vault::Link& link) const {
  COFFER_ASSIGN(const Provider* provider, provider_of(link));
  return provider->check(link);
}

Result<std::string> ProviderSet::cache_key(const vault::Link& link) {
  COFFER_ASSIGN(Provider * provider, provider_of(link));
  return provider->cache_key(link);
}

std::vector<bool> ProviderSet::confirm(const std::vector<vault::Link>& links,
                                       const std::vector<std::shared_ptr<const ExternalValue>>& expired) {
  std::vector<bool> confirmed(links.size(), false);
  for (const auto& [name, provider] : providers_) {
    std::vector<size_t> places;
    std::vector<vault::Link> own;
    std::vector<std::shared_ptr<const ExternalValue>> values;
    for (size_t i = 0; i < links.size(); ++i) {
      if (links[i].provider != name) continue;
      places.push_back(i);
      own.push_back(links[i]);
      values.push_back(expired[i]);
    }
    if (own.empty()) continue;
    const std::vector<bool> answers = provider->confirm(own, values);
    for (size_t k = 0; k < places.size(); ++k) confirmed[places[k]] = answers[k];
  }
  return confirmed;
}

std::vector<Result<ExternalValue>> ProviderSet::fetch(const std::vector<vault::Link>& links) {
  std::vector<Result<ExternalValue>> results(links.size(), Error{ErrorCode::kInternal, "not fetched"});
  std::map<Provider*, std::vector<size_t>> shares;
  for (size_t i = 0; i < links.size(); ++i) {
    const auto provider = provider_of(links[i]);
    if (provider) {
      shares[*provider].push_back(i);
    } else {
      results[i] = provider.error();
    }
  }
  std::vector<std::function<void()>> calls;
  for (const auto& share : shares) {
    calls.emplace_back([&links, &results, &share] {
      const std::vector<size_t>& places = share.second;
      std::vector<vault::Link> own;
      for (const size_t place : places) own.push_back(links[place]);
      std::vector<Result<ExternalValue>> read = share.first->fetch(own);
      for (size_t k = 0; k < places.size(); ++k) results[places[k]] = std::move(read[k]);
    });
  }
  run_parallel(calls);
  return results;
}

}  // namespace coffer::secrets
