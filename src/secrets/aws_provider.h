// AWS Secrets Manager and Systems Manager Parameter Store as external vaults (spec 4.*, 5.4).
#pragma once

#include <mutex>
#include <set>

#include "secrets/aws_store.h"
#include "secrets/connector.h"
#include "secrets/provider.h"
#include "secrets/role_credentials.h"

namespace coffer::secrets {

// Links are grouped by connection, role and region; a group of several current values is read by
// BatchGetSecretValue (GetParameters), and singly where that is not permitted or does not give the value.
// Groups and calls run side by side. Where AWS says that the connection's credentials have expired, it is
// made again if it can be, and the link read once more.
class AwsProvider final : public Provider {
 public:
  // None is owned; all must outlive the provider.
  AwsProvider(const AwsStore& store, Connector& connector, Connections& connections, RoleCredentials& roles)
      : store_(&store), connector_(&connector), connections_(&connections), roles_(&roles) {}

  Result<void> check(const vault::Link& link) const override;
  Result<std::string> cache_key(const vault::Link& link) override;
  // By DescribeSecret, one by one: so not for those that a batch would read together with others.
  std::vector<bool> confirm(const std::vector<vault::Link>& links,
                            const std::vector<std::shared_ptr<const ExternalValue>>& expired) override;
  std::vector<Result<ExternalValue>> fetch(const std::vector<vault::Link>& links) override;

 private:
  friend class AwsFetch;

  Result<bool> still_holds(const vault::Link& link, const ExternalValue& value);

  // Groups that may not batch, and identities that may not describe: so that each is tried once only.
  bool may_batch(const std::string& group);
  void forbid_batch(const std::string& group);

  const AwsStore* store_;
  Connector* connector_;
  Connections* connections_;
  RoleCredentials* roles_;
  std::mutex mutex_;
  std::set<std::string> no_batch_, no_describe_;
};

}  // namespace coffer::secrets
