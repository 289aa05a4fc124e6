#include "secrets/aws_provider.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/arn.h"
#include "aws/secrets_manager.h"
#include "secrets/link_input.h"
#include "secrets/parallel.h"

namespace coffer::secrets {
namespace {

constexpr size_t kMostOfBatch = 20;  // BatchGetSecretValue, API reference: SecretIdList
constexpr std::string_view kCurrent = "AWSCURRENT";

bool is_current(const vault::Link& link) { return link.version.empty() || link.version == kCurrent; }

// Version IDs are 32 to 64 letters, digits and hyphens (GetSecretValue, API reference); staging labels may
// look like that too, so a version that is not found as an ID is looked for as a label, unless it is a UUID,
// as those that AWS makes.
bool may_be_version_id(std::string_view version) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return version.size() >= 32 && version.size() <= 64 && std::ranges::all_of(version, fits);
}

bool is_uuid(std::string_view version) {
  if (version.size() != 36) return false;
  for (size_t i = 0; i < version.size(); ++i) {
    const char c = version[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? c != '-' : !hex) return false;
  }
  return true;
}

// Errors of a batch that every single read would meet again.
bool concerns_all(ErrorCode code) {
  return needs_authentication(code) || code == ErrorCode::kNetwork || code == ErrorCode::kTimeout ||
         code == ErrorCode::kTls || code == ErrorCode::kThrottled || code == ErrorCode::kRegionWrong;
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
      : provider_(provider), links_(links) {
    results_.assign(links.size(), Error{ErrorCode::kInternal, "not fetched"});
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

 private:
  struct Group {
    std::string key, region;
    ConnectionPtr connection;
    CredentialsPtr credentials;   // null: why stands in the results
    std::vector<size_t> members;  // indices of links
  };

  void group(size_t index) {
    const vault::Link& link = links_[index];
    const auto arn = aws::parse_secret_arn(link.secret);
    if (!arn) {
      results_[index] = arn.error();
      return;
    }
    auto connection = provider_.connector_->for_link(link, arn->arn);
    if (!connection) {
      results_[index] = std::move(connection).error();
      return;
    }
    const std::string key =
        fmt::format("{}\n{}\n{}", (*connection)->info.arn, RoleCredentials::key_of(link), arn->arn.region);
    auto found = std::ranges::find(groups_, key, &Group::key);
    if (found == groups_.end()) {
      groups_.push_back({key, arn->arn.region, std::move(*connection), nullptr, {}});
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
    if (assumed.error().code == ErrorCode::kCredentialsExpired)
      provider_.connections_->expire(*group.connection);
    for (const size_t index : group.members) results_[index] = assumed.error();
  }

  void plan(Group& group, std::vector<std::function<void()>>& calls) {
    if (!group.credentials) return;
    std::vector<size_t> current;
    for (const size_t index : group.members) {
      if (is_current(links_[index])) {
        current.push_back(index);
      } else {
        singles_.emplace_back(&group, index);
      }
    }
    if (current.size() < 2 || !provider_.may_batch(group.key)) {
      for (const size_t index : current) singles_.emplace_back(&group, index);
      return;
    }
    for (size_t from = 0; from < current.size(); from += kMostOfBatch) {
      const size_t to = std::min(current.size(), from + kMostOfBatch);
      std::vector<size_t> chunk(current.begin() + static_cast<ptrdiff_t>(from),
                                current.begin() + static_cast<ptrdiff_t>(to));
      calls.emplace_back([this, &group, chunk = std::move(chunk)] { read_batch(group, chunk); });
    }
  }

  void read_batch(Group& group, const std::vector<size_t>& indices) {
    std::vector<std::string> ids;
    for (const size_t index : indices) ids.push_back(links_[index].secret);
    auto batch =
        aws::batch_get_secret_value(*group.connection->client, *group.credentials, group.region, ids);
    if (!batch && batch.error().code == ErrorCode::kCredentialsExpired) return queue_singles(group, indices);
    if (!batch && concerns_all(batch.error().code)) {
      for (const size_t index : indices) results_[index] = batch.error();
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
      if (k < batch->size() && (*batch)[k]) {
        results_[indices[k]] = taken(group, indices[k], std::move(*(*batch)[k]));
      } else {
        failed.push_back(
            indices[k]);  // read singly, it says more exactly why, or succeeds where the batch was short
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
    auto value = read_version(group, *group.credentials, links_[index]);
    if (value || value.error().code != ErrorCode::kCredentialsExpired)
      return kept(group, index, std::move(value));
    const vault::Link& link = links_[index];
    if (!link.role.empty()) {  // the role's session ended early: once more with a new one
      provider_.roles_->drop(*group.connection, link);
      auto assumed = provider_.roles_->get(*group.connection, link);
      if (assumed) return kept(group, index, read_version(group, **assumed, link));
      if (assumed.error().code != ErrorCode::kCredentialsExpired) return std::move(assumed).error();
    }
    provider_.connections_->expire(*group.connection);
    return std::move(value).error();
  }

  Result<aws::SecretValue> read_version(const Group& group, const aws::Credentials& credentials,
                                        const vault::Link& link) {
    const auto get = [&](std::string id, std::string stage) {
      return aws::get_secret_value(*group.connection->client, credentials, group.region,
                                   {link.secret, std::move(id), std::move(stage)});
    };
    if (is_current(link)) return get({}, {});
    if (!may_be_version_id(link.version)) return get({}, link.version);
    auto value = get(link.version, {});
    const bool no_such_id = !value && value.error().code == ErrorCode::kVersionNotFound;
    return no_such_id && !is_uuid(link.version) ? get({}, link.version) : std::move(value);
  }

  Result<ExternalValue> kept(const Group& group, size_t index, Result<aws::SecretValue> value) {
    if (!value) return std::move(value).error();
    return taken(group, index, std::move(*value));
  }

  ExternalValue taken(const Group& group, size_t index, aws::SecretValue value) {
    ExternalValue out;
    out.value = std::make_shared<const Secret>(std::move(value.value));
    out.binary = value.binary;
    out.version_id = std::move(value.version_id);
    out.identity = identity_of(*group.connection, links_[index]);
    out.stages = std::move(value.stages);
    out.created = value.created;
    return out;
  }

  AwsProvider& provider_;
  const std::vector<vault::Link>& links_;
  std::vector<Result<ExternalValue>> results_;  // each written by one task only
  std::vector<Group> groups_;
  std::mutex mutex_;
  std::vector<std::pair<Group*, size_t>> singles_;
};

Result<void> AwsProvider::check(const vault::Link& link) const {
  COFFER_TRY(make_link({link.provider, link.secret, link.role, link.external_id, link.version, link.json_key,
                        link.connection, link.narrow_role, link.cache_seconds}));
  return {};
}

Result<std::string> AwsProvider::cache_key(const vault::Link& link) {
  COFFER_ASSIGN(const aws::PastedSecretArn arn, aws::parse_secret_arn(link.secret));
  COFFER_ASSIGN(const ConnectionPtr connection, connector_->for_link(link, arn.arn));
  return fmt::format("{}\n{}\n{}\n{}", connection->info.arn, RoleCredentials::key_of(link), link.secret,
                     is_current(link) ? kCurrent : std::string_view(link.version));
}

std::vector<Result<ExternalValue>> AwsProvider::fetch(const std::vector<vault::Link>& links) {
  return AwsFetch(*this, links).run();
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
