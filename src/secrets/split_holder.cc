#include "secrets/split_holder.h"

#include "secrets/parallel.h"

namespace coffer::secrets {

std::vector<Holder::Got> SplitHolder::read(const std::vector<Wanted>& wanted,
                                           ValueCache::Freshness freshness) {
  std::vector<Got> got(wanted.size(), Got{Error{ErrorCode::kInternal, "not read"}, false, nullptr});
  struct Share {
    Holder* holder;
    std::vector<size_t> places = {};
    std::vector<Wanted> wanted = {};
  };
  Share shares[] = {{agent_}, {own_}};
  for (size_t i = 0; i < wanted.size(); ++i) {
    const std::string& provider = wanted[i].link.provider;
    const bool of_aws = provider == vault::kAws || provider == vault::kSsm;
    Share& share = shares[of_aws ? 0 : 1];
    share.places.push_back(i);
    share.wanted.push_back(wanted[i]);
  }
  std::vector<std::function<void()>> calls;
  for (const Share& share : shares) {
    if (share.places.empty()) continue;
    calls.emplace_back([&got, &share, freshness] {
      std::vector<Got> read = share.holder->read(share.wanted, freshness);
      for (size_t k = 0; k < share.places.size(); ++k) got[share.places[k]] = std::move(read[k]);
    });
  }
  run_parallel(calls);
  return got;
}

void SplitHolder::connect_on_demand(ConnectInput input) {
  ConnectInput hashicorp;
  hashicorp.hashicorp = input.hashicorp;
  own_->connect_on_demand(std::move(hashicorp));
  agent_->connect_on_demand(std::move(input));
}

Result<void> SplitHolder::reset_cache() {
  COFFER_TRY(own_->reset_cache());
  return agent_->reset_cache();
}

}  // namespace coffer::secrets
