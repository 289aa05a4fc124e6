#include "secrets/aws_provider.h"

#include <fmt/format.h>

#include <algorithm>

#include "secrets/link_input.h"
#include "secrets/parallel.h"

namespace coffer::secrets {
namespace {

// Errors of a batch that every single read would meet again.
bool concerns_all(ErrorCode code) {
  return needs_authentication(code) || code == ErrorCode::kNetwork || code == ErrorCode::kTimeout ||
         code == ErrorCode::kTls || code == ErrorCode::kThrottled || code == ErrorCode::kRegionWrong;
}

// A parameter named without its region is the connection's.
std::string region_of(const aws::Arn& place, const Connection& connection) {
  return place.region.empty() ? connection.info.region : place.region;
}

std::string identity_of(const Connection& connection, const vault::Link& link) {
  if (link.role.empty()) return connection.info.arn;
  return fmt::format("{} (assumed by {})", link.role, connection.info.arn);
}

}  // namespace

// One call of fetch().
class AwsFetch {
 public:
  AwsFetch(AwsProvider& provider, const std::vector<vault::Link>& links)
      : provider_(provider), store_(*provider.store_), links_(links) {
    results_.assign(links.size(), Error{ErrorCode::kInternal, "not fetched"});
    expired_.resize(links.size());
  }

  std::vector<Result<ExternalValue>> run() {
    for (size_t i = 0; i < links_.size(); ++i) group(i);
    each_group([this](Group& group) { open(group); });
    std::vector<std::function<void()>> calls;
    for (Group& group : groups_) plan(group, calls);
    run_parallel(calls);
    read_singles();
    return std::move(results_);
  }

  // After run(): by index, the connection of which AWS said there that it has expired; null elsewhere.
  const std::vector<ConnectionPtr>& expired() const { return expired_; }

 private:
  struct Group {
    std::string key, region;
    ConnectionPtr connection;
    CredentialsPtr credentials;   // null: why stands in the results
    std::vector<size_t> members;  // indices of links
  };

  void group(size_t index) {
    const vault::Link& link = links_[index];
    const auto place = store_.place(link);
    if (!place) {
      results_[index] = place.error();
      return;
    }
    auto connection = provider_.connector_->for_link(link, *place);
    if (!connection) {
      results_[index] = std::move(connection).error();
      return;
    }
    const std::string region = region_of(*place, **connection);
    const std::string key =
        fmt::format("{}\n{}\n{}", (*connection)->info.arn, RoleCredentials::key_of(link), region);
    auto found = std::ranges::find(groups_, key, &Group::key);
    if (found == groups_.end()) {
      groups_.push_back({key, region, std::move(*connection), nullptr, {}});
      found = std::prev(groups_.end());
    }
    found->members.push_back(index);
  }

  template <class Act>
  void each_group(Act&& act) {
    std::vector<std::function<void()>> tasks;
    for (Group& group : groups_) tasks.emplace_back([&group, &act] { act(group); });
    run_parallel(tasks);
  }

  // The credentials to read with: the connection's, or the role's.
  void open(Group& group) {
    const vault::Link& link = links_[group.members.front()];
    if (link.role.empty()) {
      group.credentials = CredentialsPtr(group.connection, &group.connection->credentials);
      return;
    }
    auto assumed = provider_.roles_->get(*group.connection, link);
    if (assumed) {
      group.credentials = std::move(*assumed);
      return;
    }
    const bool expired = assumed.error().code == ErrorCode::kCredentialsExpired;
    for (const size_t index : group.members) {
      results_[index] = assumed.error();
      if (expired) expire(group, index);
    }
  }

  void plan(Group& group, std::vector<std::function<void()>>& calls) {
    if (!group.credentials) return;
    std::vector<size_t> current;
    for (const size_t index : group.members) {
      if (store_.batches(links_[index])) {
        current.push_back(index);
      } else {
        singles_.emplace_back(&group, index);
      }
    }
    if (current.size() < 2 || !provider_.may_batch(group.key)) {
      for (const size_t index : current) singles_.emplace_back(&group, index);
      return;
    }
    const size_t most = store_.most_in_batch();
    for (size_t from = 0; from < current.size(); from += most) {
      const size_t to = std::min(current.size(), from + most);
      std::vector<size_t> chunk(current.begin() + static_cast<ptrdiff_t>(from),
                                current.begin() + static_cast<ptrdiff_t>(to));
      calls.emplace_back([this, &group, chunk = std::move(chunk)] { read_batch(group, chunk); });
    }
  }

  void read_batch(Group& group, const std::vector<size_t>& indices) {
    std::vector<const vault::Link*> links;
    for (const size_t index : indices) links.push_back(&links_[index]);
    auto batch = store_.read_batch({*group.connection->client, *group.credentials, group.region}, links);
    if (!batch && batch.error().code == ErrorCode::kCredentialsExpired && has_role(group))
      return queue_singles(group, indices);  // which make the role's session anew
    if (!batch && concerns_all(batch.error().code)) {
      const bool expired = batch.error().code == ErrorCode::kCredentialsExpired;
      for (const size_t index : indices) {
        results_[index] = batch.error();
        if (expired) expire(group, index);
      }
      return;
    }
    if (!batch) {
      const bool never =
          batch.error().code == ErrorCode::kAccessDenied || batch.error().code == ErrorCode::kUnsupported;
      if (never) provider_.forbid_batch(group.key);
      return queue_singles(group, indices);
    }
    std::vector<size_t> failed;
    for (size_t k = 0; k < indices.size(); ++k) {
      if ((*batch)[k]) {
        results_[indices[k]] = known(group, indices[k], *std::move((*batch)[k]));
      } else {
        failed.push_back(indices[k]);
      }
    }
    queue_singles(group, failed);
  }

  void queue_singles(Group& group, const std::vector<size_t>& indices) {
    const std::lock_guard lock(mutex_);
    for (const size_t index : indices) singles_.emplace_back(&group, index);
  }

  void read_singles() {
    std::vector<std::function<void()>> calls;
    for (const auto& [group, index] : singles_) {
      calls.emplace_back([this, from = group, at = index] { results_[at] = read(*from, at); });
    }
    run_parallel(calls);
  }

  Result<ExternalValue> read(const Group& group, size_t index) {
    auto value = read_with(group, *group.credentials, index);
    if (value || value.error().code != ErrorCode::kCredentialsExpired) return value;
    const vault::Link& link = links_[index];
    if (!link.role.empty()) {  // the role's session ended early: once more with a new one
      provider_.roles_->drop(*group.connection, link);
      auto assumed = provider_.roles_->get(*group.connection, link);
      if (assumed) return read_with(group, **assumed, index);
      if (assumed.error().code != ErrorCode::kCredentialsExpired) return std::move(assumed).error();
    }
    expire(group, index);
    return value;
  }

  bool has_role(const Group& group) const { return !links_[group.members.front()].role.empty(); }

  void expire(const Group& group, size_t index) {
    provider_.connections_->expire(*group.connection);
    expired_[index] = group.connection;
  }

  Result<ExternalValue> read_with(const Group& group, const aws::Credentials& credentials, size_t index) {
    COFFER_ASSIGN(ExternalValue value,
                  store_.read({*group.connection->client, credentials, group.region}, links_[index]));
    return known(group, index, std::move(value));
  }

  ExternalValue known(const Group& group, size_t index, ExternalValue value) {
    value.identity = identity_of(*group.connection, links_[index]);
    return value;
  }

  AwsProvider& provider_;
  const AwsStore& store_;
  const std::vector<vault::Link>& links_;
  // By index of links; each place is written by one task only.
  std::vector<Result<ExternalValue>> results_;
  std::vector<ConnectionPtr> expired_;
  std::vector<Group> groups_;
  std::mutex mutex_;
  std::vector<std::pair<Group*, size_t>> singles_;
};

Result<void> AwsProvider::check(const vault::Link& link) const {
  COFFER_TRY(make_link(fields_of(link)));
  return {};
}

Result<std::string> AwsProvider::cache_key(const vault::Link& link) {
  COFFER_ASSIGN(const aws::Arn place, store_->place(link));
  COFFER_ASSIGN(const ConnectionPtr connection, connector_->for_link(link, place));
  return fmt::format("{}\n{}\n{} {}\n{}\n{}", connection->info.arn, RoleCredentials::key_of(link),
                     link.provider, region_of(place, *connection), link.secret, store_->version_key(link));
}

std::vector<bool> AwsProvider::confirm(const std::vector<vault::Link>& links,
                                       const std::vector<std::shared_ptr<const ExternalValue>>& expired) {
  std::vector<char> holds(links.size(), 0);  // vector<bool> is not for several threads
  std::vector<std::function<void()>> calls;
  for (size_t i = 0; i < links.size(); ++i) {
    if (!expired[i] || (links.size() > 1 && store_->batches(links[i]))) continue;
    calls.emplace_back([&, i] {
      const auto answer = still_holds(links[i], *expired[i]);
      holds[i] = answer && *answer ? 1 : 0;
    });
  }
  run_parallel(calls);
  return {holds.begin(), holds.end()};
}

Result<bool> AwsProvider::still_holds(const vault::Link& link, const ExternalValue& value) {
  COFFER_ASSIGN(const aws::Arn place, store_->place(link));
  COFFER_ASSIGN(const ConnectionPtr connection, connector_->for_link(link, place));
  const std::string who = connection->info.arn + '\n' + RoleCredentials::key_of(link);
  {
    const std::lock_guard lock(mutex_);
    if (no_describe_.contains(who)) return false;
  }
  CredentialsPtr credentials(connection, &connection->credentials);
  if (!link.role.empty()) {
    COFFER_ASSIGN(credentials, roles_->get(*connection, link));
  }
  auto answer =
      store_->still_holds({*connection->client, *credentials, region_of(place, *connection)}, link, value);
  const bool never = !answer && (answer.error().code == ErrorCode::kAccessDenied ||
                                 answer.error().code == ErrorCode::kUnsupported);
  if (never) {
    const std::lock_guard lock(mutex_);
    no_describe_.insert(who);
  }
  return answer;
}

std::vector<Result<ExternalValue>> AwsProvider::fetch(const std::vector<vault::Link>& links) {
  AwsFetch first(*this, links);
  auto results = first.run();
  std::vector<size_t> places;
  std::vector<vault::Link> again;
  for (size_t i = 0; i < links.size(); ++i) {
    if (!first.expired()[i]) continue;
    places.push_back(i);
    again.push_back(links[i]);
  }
  if (again.empty()) return results;
  // Once more, by connections that are made again for it.
  AwsFetch second(*this, again);
  auto values = second.run();
  for (size_t k = 0; k < again.size(); ++k) {
    const ConnectionPtr& connection = second.expired()[k];
    if (connection) connector_->give_up(connection->info.name, values[k].error());
    results[places[k]] = std::move(values[k]);
  }
  return results;
}

bool AwsProvider::may_batch(const std::string& group) {
  const std::lock_guard lock(mutex_);
  return !no_batch_.contains(group);
}

void AwsProvider::forbid_batch(const std::string& group) {
  const std::lock_guard lock(mutex_);
  no_batch_.insert(group);
}

}  // namespace coffer::secrets
