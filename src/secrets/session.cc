#include "secrets/session.h"

#include "secrets/audit_log.h"
#include "secrets/aws_provider.h"
#include "secrets/catalog.h"
#include "secrets/connections.h"
#include "secrets/connector.h"
#include "secrets/resolver.h"
#include "secrets/role_credentials.h"
#include "secrets/value_cache.h"

namespace coffer::secrets {
namespace {

constexpr size_t kMostListed = 10'000;  // secrets; an account may hold 500 000

}  // namespace

struct Session::State {
  explicit State(Parts given)
      : parts(std::move(given)),
        connections(*parts.clock),
        connector({parts.transport, parts.clock, parts.random, parts.environment, parts.prompter,
                   parts.redactor, parts.ca_file},
                  connections),
        roles(*parts.clock, parts.redactor),
        aws(connector, connections, roles),
        cache(*parts.clock),
        resolver(*parts.clock, catalog, aws, cache, parts.redactor),
        audit(parts.audit_log, *parts.clock) {}

  // Names of hosts, collections and requests may carry a secret.
  std::string shown(const std::string& text) const {
    return parts.redactor != nullptr ? parts.redactor->redact(text) : text;
  }

  Parts parts;
  Catalog catalog;
  Connections connections;
  Connector connector;
  RoleCredentials roles;
  AwsProvider aws;
  ValueCache cache;
  Resolver resolver;
  AuditLog audit;
};

Session::Session(Parts parts) : state_(std::make_unique<State>(std::move(parts))) {}
Session::~Session() = default;

void Session::use_vault(vault::Store* store) { state_->catalog.use_vault(store); }
void Session::use_links(LinksFile links) { state_->catalog.use_links(std::move(links)); }
void Session::note_untrusted_links(const std::filesystem::path& path) {
  state_->catalog.note_untrusted(path);
}
void Session::set_cache_duration(std::chrono::seconds duration) {
  state_->resolver.set_cache_duration(duration);
}
void Session::reset_cache() { state_->cache.clear(); }
void Session::connect_on_demand(ConnectInput input) { state_->connector.connect_on_demand(std::move(input)); }

Result<ConnectionInfo> Session::connect(const ConnectInput& input) {
  COFFER_ASSIGN(const ConnectionPtr connection, state_->connector.connect(input, ""));
  return connection->info;
}

std::vector<ConnectionInfo> Session::connections() const { return state_->connections.list(); }

void Session::disconnect(const std::string& name) {
  const ConnectionPtr gone = state_->connections.remove(name);
  if (!gone) return;
  state_->roles.drop_all(gone->info.arn);
  state_->cache.erase_identity(gone->info.arn);
}

std::vector<Result<ResolvedSecret>> Session::resolve(const std::vector<std::string>& names,
                                                     const std::optional<http::Origin>& origin) {
  return state_->resolver.resolve(names, origin);
}

Result<void> Session::check_domain(const std::string& name, const http::Origin& origin) {
  return state_->resolver.check_domain(name, origin);
}

Result<bool> Session::refetch(const std::vector<std::string>& names) {
  return state_->resolver.refetch(names);
}

Result<void> Session::record_use(const std::vector<ResolvedSecret>& secrets, const http::Origin& origin,
                                 const UseContext& context) {
  std::vector<AuditEvent> events;
  for (const ResolvedSecret& secret : secrets) {
    AuditEvent& event = events.emplace_back();
    event.secret = secret.name;
    event.source = secret.source;
    event.version = secret.version_id;
    event.identity = secret.identity;
    event.destination = state_->shown(to_string(origin));
    event.collection = state_->shown(context.collection);
    event.request = state_->shown(context.request);
    event.cached = secret.cached;
  }
  return state_->audit.append(events);
}

Result<SecretDetails> Session::test(const std::string& name) {
  COFFER_ASSIGN(const Resolver::Probe probe, state_->resolver.probe(name));
  SecretDetails details;
  details.name = name;
  details.source = probe.secret.source;
  details.version_id = probe.secret.version_id;
  details.identity = probe.secret.identity;
  details.stages = probe.stages;
  details.created = probe.created;
  details.size = probe.secret.value->size();
  details.binary = probe.secret.binary;
  return details;
}

Result<std::vector<aws::SecretDescription>> Session::list_secrets(const ConnectInput& input) {
  COFFER_ASSIGN(const ConnectionPtr connection, state_->connector.connect(input, ""));
  return aws::list_secrets(*connection->client, connection->credentials, connection->info.region,
                           kMostListed);
}

Result<aws::SecretVersions> Session::list_versions(const ConnectInput& input, const std::string& secret_arn) {
  COFFER_ASSIGN(const aws::PastedSecretArn pasted, aws::parse_secret_arn(secret_arn));
  COFFER_ASSIGN(const ConnectionPtr connection, state_->connector.connect(input, pasted.arn.region));
  return aws::list_secret_version_ids(*connection->client, connection->credentials, pasted.arn.region,
                                      pasted.arn.text);
}

}  // namespace coffer::secrets
