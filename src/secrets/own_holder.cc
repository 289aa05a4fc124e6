#include "secrets/own_holder.h"

#include "aws/arn.h"

namespace coffer::secrets {
namespace {

constexpr size_t kMostListed = 10'000;  // secrets; an account may hold 500 000

}  // namespace

void Core::sweep() {
  static_cast<void>(connections.list());
  hashicorp.drop_expired();
  roles.drop_expired();
  cache.drop_expired();
}

bool Core::disconnect(const std::string& name) {
  const auto gone = connections.remove(name);
  if (!gone) return false;
  roles.drop_all(gone->arn);
  cache.erase_identity(gone->arn);
  return true;
}

bool Core::disconnect_hashicorp(const std::string& address, const std::string& ns) {
  const HashicorpConnectionPtr gone = hashicorp.remove(address, ns);
  if (!gone) return false;
  cache.erase_identity(gone->identity);
  return true;
}

void Core::clear() {
  for (const std::string& name : connections.names()) disconnect(name);
  hashicorp.clear();
  cache.clear();
}

OwnHolder::OwnHolder(AuthenticateParts parts, Core& core)
    : core_(&core),
      connector_(parts, core.connections),
      hashicorp_connector_(std::move(parts), core.hashicorp),
      aws_(secrets_manager(), connector_, core.connections, core.roles),
      ssm_(parameter_store(), connector_, core.connections, core.roles),
      hashicorp_(hashicorp_connector_),
      providers_({{vault::kAws, &aws_}, {vault::kSsm, &ssm_}, {vault::kHashicorp, &hashicorp_}}) {}

void OwnHolder::connect_on_demand(ConnectInput input) {
  hashicorp_connector_.use_login(input.hashicorp);
  connector_.connect_on_demand(std::move(input));
}

Result<HashicorpInfo> OwnHolder::connect_to_hashicorp(HashicorpLogin login) {
  hashicorp_connector_.use_login(std::move(login));
  COFFER_ASSIGN(const HashicorpConnectionPtr connection, hashicorp_connector_.for_link({}));
  return connection->info;
}

std::vector<Holder::Got> OwnHolder::read(const std::vector<Wanted>& wanted, ValueCache::Freshness freshness) {
  std::vector<Got> got(wanted.size(), Got{Error{ErrorCode::kInternal, "not read"}, false, nullptr});
  std::vector<size_t> places;  // of what is asked of the cache
  std::vector<ValueCache::Wanted> keys;
  for (size_t i = 0; i < wanted.size(); ++i) {
    const auto valid = providers_.check(wanted[i].link);
    auto key = valid ? providers_.cache_key(wanted[i].link) : Result<std::string>(valid.error());
    if (!key) {
      got[i].value = std::move(key).error();
      continue;
    }
    if (freshness == ValueCache::Freshness::kFetched) got[i].before = core_->cache.peek(*key);
    places.push_back(i);
    keys.push_back({*std::move(key), wanted[i].keep});
  }
  auto values = core_->cache.get(
      keys, freshness,
      [&](const std::vector<size_t>& indices) {
        std::vector<vault::Link> links;
        for (const size_t index : indices) links.push_back(wanted[places[index]].link);
        return providers_.fetch(links);
      },
      [&](const std::vector<size_t>& indices, const ValueCache::Expired& expired) {
        std::vector<vault::Link> links;
        for (const size_t index : indices) links.push_back(wanted[places[index]].link);
        return providers_.confirm(links, expired);
      });
  for (size_t k = 0; k < places.size(); ++k) {
    got[places[k]].value = std::move(values[k].value);
    got[places[k]].cached = values[k].cached;
  }
  return got;
}

Result<ConnectionInfo> OwnHolder::connect(const ConnectInput& input) {
  COFFER_ASSIGN(const ConnectionPtr connection, connector_.connect(input, ""));
  return connection->info;
}

Result<void> OwnHolder::disconnect(const std::string& name) {
  if (!name.empty()) {
    core_->disconnect(name);
    return {};
  }
  for (const std::string& each : core_->connections.names()) core_->disconnect(each);
  return {};
}

Result<void> OwnHolder::reset_cache() {
  core_->cache.clear();
  return {};
}

// Where AWS says that the connection has expired, it is made again if it can be, and the call made once more.
template <class Call>
std::invoke_result_t<Call, const Connection&> OwnHolder::with_connection(const ConnectInput& input,
                                                                         const std::string& account,
                                                                         const std::string& region,
                                                                         const Call& call) {
  COFFER_ASSIGN(ConnectionPtr connection, connector_.connect_if_needed(input, account, region));
  auto answer = call(*connection);
  if (answer || answer.error().code != ErrorCode::kCredentialsExpired) return answer;
  core_->connections.expire(*connection);
  COFFER_ASSIGN(connection, connector_.connect_if_needed(input, account, region));
  return call(*connection);
}

Result<std::vector<aws::SecretDescription>> OwnHolder::list_secrets(const ConnectInput& input,
                                                                    const std::string& region) {
  return with_connection(input, "", region, [&](const Connection& connection) {
    return aws::list_secrets(*connection.client, connection.credentials,
                             region.empty() ? connection.info.region : region, kMostListed);
  });
}

Result<aws::SecretVersions> OwnHolder::list_versions(const ConnectInput& input,
                                                     const std::string& secret_arn) {
  COFFER_ASSIGN(const aws::PastedSecretArn pasted, aws::parse_secret_arn(secret_arn));
  return with_connection(input, pasted.arn.account, pasted.arn.region, [&](const Connection& connection) {
    return aws::list_secret_version_ids(*connection.client, connection.credentials, pasted.arn.region,
                                        pasted.arn.text);
  });
}

}  // namespace coffer::secrets
