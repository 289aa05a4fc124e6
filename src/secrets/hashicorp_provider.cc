#include "secrets/hashicorp_provider.h"

#include <fmt/format.h>

#include "aws/times.h"
#include "hashicorp/kv.h"
#include "secrets/link_input.h"
#include "secrets/link_text.h"
#include "secrets/parallel.h"

namespace coffer::secrets {

Result<void> HashicorpProvider::check(const vault::Link& link) const {
  COFFER_TRY(make_link(fields_of(link)));
  return {};
}

Result<std::string> HashicorpProvider::cache_key(const vault::Link& link) {
  COFFER_ASSIGN(const HashicorpConnectionPtr connection, connector_->for_link(link));
  return fmt::format("{}\n{}\n{}\n{}\n{} {}", connection->identity, connector_->namespace_of(link),
                     kv_mount(link), link.secret, link.kv_version, link.version);
}

std::vector<Result<ExternalValue>> HashicorpProvider::fetch(const std::vector<vault::Link>& links) {
  std::vector<Result<ExternalValue>> results(links.size(), Error{ErrorCode::kInternal, "not fetched"});
  std::vector<std::function<void()>> calls;
  for (size_t i = 0; i < links.size(); ++i) calls.emplace_back([&, i] { results[i] = read(links[i]); });
  run_parallel(calls);
  return results;
}

Result<ExternalValue> HashicorpProvider::read(const vault::Link& link) {
  COFFER_ASSIGN(const HashicorpConnectionPtr connection, connector_->for_link(link));
  auto value = read_with(*connection, link);
  // The server gives a token that has ended and one without the permission the same answer.
  if (value || value.error().code != ErrorCode::kAccessDenied || !connector_->has_ended(*connection))
    return value;
  COFFER_ASSIGN(const HashicorpConnectionPtr anew, connector_->for_link(link));
  return read_with(*anew, link);
}

Result<ExternalValue> HashicorpProvider::read_with(const HashicorpConnection& connection,
                                                   const vault::Link& link) {
  hashicorp::KvSecretId id{connector_->namespace_of(link), kv_mount(link), link.secret, link.kv_version,
                           link.version};
  if (id.engine == 0) {
    COFFER_ASSIGN(id.engine, engine_of(connection, id.ns, id.mount, id.path));
  }
  const std::string who = fmt::format("{} at {}", connection.info.who, connection.info.address);
  COFFER_ASSIGN(hashicorp::KvSecret secret,
                hashicorp::read_kv(*connection.client, connection.token.value, id, connection.info.who));
  ExternalValue value;
  value.value = std::make_shared<const Secret>(std::move(secret.data));
  value.version_id = std::move(secret.version);
  value.identity = who;
  value.created = aws::parse_iso_time(secret.created);
  return value;
}

// Asked once of each mount, also by links that are read side by side.
Result<int> HashicorpProvider::engine_of(const HashicorpConnection& connection, const std::string& ns,
                                         const std::string& mount, const std::string& path) {
  const std::string key = fmt::format("{}\n{}\n{}", connection.identity, ns, mount);
  const std::lock_guard lock(mutex_);
  if (const auto found = engines_.find(key); found != engines_.end()) return found->second;
  COFFER_ASSIGN(const int version,
                hashicorp::engine_version(*connection.client, connection.token.value, {ns, mount, path}));
  engines_.emplace(key, version);
  return version;
}

}  // namespace coffer::secrets
