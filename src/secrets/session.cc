#include "secrets/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/arn.h"
#include "base/encoding.h"
#include "secrets/audit_log.h"
#include "secrets/catalog.h"
#include "secrets/link_text.h"
#include "secrets/own_holder.h"
#include "secrets/resolve_error.h"
#include "secrets/resolver.h"
#include "secrets/snapshots.h"
#include "secrets/split_holder.h"

namespace coffer::secrets {

namespace {

// As Connections::choose() does (spec 3.7), of what is known of them here.
bool serves(const std::vector<ConnectionInfo>& connections, const vault::Link& link) {
  const auto pasted = aws::parse_secret_arn(link.secret);
  return std::ranges::any_of(connections, [&](const ConnectionInfo& each) {
    if (!link.connection.empty()) return each.name == link.connection;
    return connections.size() == 1 || each.name == "default" ||
           (pasted && each.account == pasted->arn.account);
  });
}

}  // namespace

struct Session::State {
  explicit State(Parts given)
      : parts(std::move(given)),
        own_core(parts.core == nullptr ? std::make_unique<Core>(*parts.clock, parts.redactor) : nullptr),
        core(parts.core != nullptr ? *parts.core : *own_core),
        own({parts.transport, parts.clock, parts.random, parts.environment, parts.prompter, parts.redactor,
             parts.ca_file},
            core),
        split(parts.holder != nullptr ? std::optional<SplitHolder>(std::in_place, *parts.holder, own)
                                      : std::nullopt),
        holder(split ? static_cast<Holder*>(&*split) : &own),
        audit(parts.audit_log, *parts.clock),
        snapshots({parts.clock, &catalog, parts.environment, &audit, parts.warn}),
        resolver(*parts.clock, catalog, *holder, snapshots, parts.redactor, parts.seen) {}

  // Names of hosts, collections and requests may carry a secret.
  std::string shown(const std::string& text) const {
    return parts.redactor != nullptr ? parts.redactor->redact(text) : text;
  }

  AuditEvent event(const ResolvedSecret& secret, const UseContext& context) const {
    AuditEvent event;
    event.secret = secret.name;
    event.source = secret.source;
    event.version = secret.version_id;
    event.identity = secret.identity;
    event.collection = shown(context.collection);
    event.request = shown(context.request);
    event.cached = secret.cached;
    return event;
  }

  // A script is about to change a local secret. Its name is the script's own, and may be anything.
  Result<void> record_change(const std::string& action, const std::string& name, const UseContext& context) {
    ResolvedSecret secret;
    secret.name = name;
    secret.source = "local vault";
    AuditEvent made = event(secret, context);
    made.action = action;
    made.secret = shown(name);
    return audit.append({made});
  }

  Parts parts;
  Catalog catalog;
  std::unique_ptr<Core> own_core;
  Core& core;     // where another holds: tokens of HashiCorp Vault, and what is read with them, only
  OwnHolder own;  // likewise
  std::optional<SplitHolder> split;
  Holder* holder;
  AuditLog audit;
  Snapshots snapshots;
  Resolver resolver;
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
Result<void> Session::reset_cache() { return state_->holder->reset_cache(); }
void Session::connect_on_demand(ConnectInput input) { state_->holder->connect_on_demand(std::move(input)); }
Result<HashicorpInfo> Session::connect_to_hashicorp(HashicorpLogin login) {
  return state_->own.connect_to_hashicorp(std::move(login));
}
std::vector<HashicorpInfo> Session::hashicorp_connections() const { return state_->core.hashicorp.list(); }
bool Session::disconnect_hashicorp(const std::string& address, const std::string& ns) {
  return state_->core.disconnect_hashicorp(address, ns);
}
Result<ConnectionInfo> Session::connect(const ConnectInput& input) { return state_->holder->connect(input); }
Result<std::vector<ConnectionInfo>> Session::connections() const { return state_->holder->connections(); }
Result<void> Session::disconnect(const std::string& name) { return state_->holder->disconnect(name); }

std::vector<Result<ResolvedSecret>> Session::resolve(const std::vector<std::string>& names,
                                                     const std::optional<http::Origin>& origin) {
  return state_->resolver.resolve(names, origin);
}

Result<Session::Look> Session::look(const std::string& name, const std::optional<http::Origin>& origin) {
  COFFER_ASSIGN(const CatalogEntry entry, state_->resolver.look(name, origin));
  const vault::Link* link = entry.link();
  if (link == nullptr)
    return Look{"local vault", std::get<std::shared_ptr<const Secret>>(entry.value)->empty(), true};
  if (auto sound = state_->own.check(*link); !sound)
    return about_reference(name, link, std::move(sound).error());
  Look seen{fmt::format("{} {}", link->provider, link_target(*link))};
  seen.connected = link->provider == vault::kHashicorp;  // logs in with what the environment has
  if (seen.connected) return seen;
  COFFER_ASSIGN(const auto connections, connections());
  seen.connected = serves(connections, *link);
  return seen;
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
    events.push_back(state_->event(secret, context));
    events.back().destination = state_->shown(to_string(origin));
  }
  return state_->audit.append(events);
}

Result<std::shared_ptr<const Secret>> Session::get_for_script(const std::string& name,
                                                              const UseContext& context) {
  using Value = std::shared_ptr<const Secret>;
  const auto entry = state_->catalog.find(name);
  if (!entry && entry.error().code == ErrorCode::kSecretNotFound) return Value();
  if (!entry) return entry.error();
  if (entry->scripts == vault::ScriptPolicy::kNever) return never_for_scripts(name);
  COFFER_ASSIGN(const ResolvedSecret secret, std::move(resolve({name}, std::nullopt).front()));
  if (!secret.value->expose(is_utf8)) return not_text(name);
  AuditEvent event = state_->event(secret, context);
  event.action = "script-get";
  COFFER_TRY(state_->audit.append({event}));
  return Value(secret.value);
}

Result<void> Session::set_for_script(const std::string& name, const Secret& value,
                                     const UseContext& context) {
  COFFER_TRY(state_->catalog.check_script_change(name));
  if (state_->parts.redactor != nullptr) state_->parts.redactor->add(name, value);
  COFFER_TRY(state_->record_change("script-set", name, context));
  return state_->catalog.set_by_script(name, value, state_->parts.clock->now());
}

Result<void> Session::unset_for_script(const std::string& name, const UseContext& context) {
  COFFER_TRY(state_->catalog.check_script_change(name));
  COFFER_TRY(state_->record_change("script-unset", name, context));
  return state_->catalog.unset_by_script(name);
}

namespace {

SecretDetails details_of(Resolver::Probe probe) {
  SecretDetails details;
  details.name = probe.secret.name;
  details.source = probe.secret.source;
  details.version_id = probe.secret.version_id;
  details.identity = probe.secret.identity;
  details.stages = probe.stages;
  details.created = probe.created;
  details.size = probe.secret.value->size();
  details.binary = probe.secret.binary;
  details.json_keys = std::move(probe.json_keys);
  return details;
}

}  // namespace

Result<SecretDetails> Session::test(const std::string& name) {
  COFFER_ASSIGN(Resolver::Probe probe, state_->resolver.probe(name));
  return details_of(std::move(probe));
}

Result<SecretDetails> Session::test(const vault::Link& link) {
  COFFER_ASSIGN(Resolver::Probe probe, state_->resolver.probe(link));
  return details_of(std::move(probe));
}

Result<std::vector<aws::SecretDescription>> Session::list_secrets(const ConnectInput& input,
                                                                  const std::string& region) {
  return state_->holder->list_secrets(input, region);
}

Result<aws::SecretVersions> Session::list_versions(const ConnectInput& input, const std::string& secret_arn) {
  return state_->holder->list_versions(input, secret_arn);
}

}  // namespace coffer::secrets
