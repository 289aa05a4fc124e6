#include "secrets/resolver.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "secrets/json_key.h"
#include "secrets/link_text.h"
#include "secrets/resolve_error.h"

namespace coffer::secrets {
namespace {

constexpr std::chrono::minutes kDefaultKeep{60};

Result<void> check_entry(const CatalogEntry& entry, const std::optional<http::Origin>& origin) {
  if (!entry.enabled) return secret_off(entry.name);
  if (origin && !entry.domains.allows(*origin)) {
    return domain_not_allowed(entry.name, *origin, entry.domains, entry.links_file);
  }
  return {};
}

// The value that a link stands for: the whole secret, or one member of it. Shares the secret where it can.
Result<std::shared_ptr<const Secret>> member_of(const ExternalValue& external, const std::string& json_key) {
  if (json_key.empty()) return external.value;
  if (external.binary && !external.value->expose(is_utf8)) {
    return Error{ErrorCode::kBinaryAsText,
                 fmt::format("the secret is binary and not UTF-8, so it has no JSON key “{}”", json_key),
                 "Leave the JSON key out, and use it as a file body."};
  }
  COFFER_ASSIGN(Secret member, json_member(*external.value, json_key));
  return std::shared_ptr<const Secret>(std::make_shared<const Secret>(std::move(member)));
}

}  // namespace

void Resolver::set_cache_duration(std::chrono::seconds duration) {
  const std::lock_guard lock(mutex_);
  cache_duration_ = duration;
}

std::chrono::seconds Resolver::keep_for(const vault::Link& link) const {
  if (link.cache_seconds >= 0) return std::chrono::seconds(link.cache_seconds);
  const std::lock_guard lock(mutex_);
  if (cache_duration_) return *cache_duration_;
  const std::optional<int> minutes = catalog_->cache_minutes();
  return minutes ? std::chrono::minutes(*minutes) : kDefaultKeep;
}

void Resolver::hide(const ResolvedSecret& secret) const {
  if (redactor_ != nullptr) redactor_->add(secret.name, *secret.value);
}

ResolvedSecret Resolver::local(const CatalogEntry& entry) const {
  ResolvedSecret secret;
  secret.name = entry.name;
  secret.value = std::get<std::shared_ptr<const Secret>>(entry.value);
  secret.domains = entry.domains;
  secret.binary = !secret.value->expose(is_utf8);
  secret.source = "local vault";
  hide(secret);
  return secret;
}

Result<ResolvedSecret> Resolver::finish(const CatalogEntry& entry, const ExternalValue& external) const {
  auto secret = resolved(entry, external);
  if (!secret) return about_reference(entry.name, entry.link(), std::move(secret).error());
  return secret;
}

Result<ResolvedSecret> Resolver::resolved(const CatalogEntry& entry, const ExternalValue& external) const {
  const vault::Link& link = *entry.link();
  COFFER_ASSIGN(auto value, member_of(external, link.json_key));
  ResolvedSecret secret;
  secret.name = entry.name;
  secret.value = std::move(value);
  secret.domains = entry.domains;
  secret.binary = external.binary && link.json_key.empty();
  secret.linked = true;
  secret.source = fmt::format("{} {}", link.provider, link_target(link));
  secret.version_id = external.version_id;
  secret.identity = external.identity;
  hide(secret);
  return secret;
}

Result<ResolvedSecret> Resolver::stand_in(const CatalogEntry& entry, const Error& why) {
  Error error = about_reference(entry.name, entry.link(), why);
  auto secret = snapshots_->stand_in(entry, error);
  if (!secret) return error;
  hide(*secret);
  return *std::move(secret);
}

std::vector<Result<ResolvedSecret>> Resolver::resolve(const std::vector<std::string>& names,
                                                      const std::optional<http::Origin>& origin) {
  std::vector<Result<ResolvedSecret>> results(names.size(), Error{ErrorCode::kInternal, "not resolved"});
  std::vector<CatalogEntry> entries(names.size());
  std::vector<size_t> linked;  // places of those to be read, together
  std::vector<Holder::Wanted> wanted;
  const auto started = clock_->elapsed();
  for (size_t i = 0; i < names.size(); ++i) {
    auto found = catalog_->find(names[i]);
    if (!found) {
      results[i] = std::move(found).error();
      continue;
    }
    entries[i] = std::move(*found);
    if (auto allowed = check_entry(entries[i], origin); !allowed) {
      results[i] = std::move(allowed).error();
    } else if (auto standing = snapshots_->still_standing(entries[i])) {
      hide(*standing);
      results[i] = *std::move(standing);
    } else if (const vault::Link* link = entries[i].link()) {
      linked.push_back(i);
      wanted.push_back({*link, keep_for(*link)});
    } else {
      results[i] = local(entries[i]);
    }
  }
  const std::vector<Holder::Got> got = holder_->read(wanted, ValueCache::Freshness::kCached);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(clock_->elapsed() - started);
  std::vector<Snapshots::Read> reads;
  for (size_t k = 0; k < got.size(); ++k) {
    const CatalogEntry& entry = entries[linked[k]];
    Result<ResolvedSecret>& result = results[linked[k]];
    tell_seen(entry, got[k].value);
    result = got[k].value ? finish(entry, *got[k].value) : stand_in(entry, got[k].value.error());
    if (!result) continue;
    result->cached = got[k].cached;
    if (!got[k].cached) result->took = took;
    if (got[k].value) reads.push_back({&entry, &*result, got[k].value->fetched});
  }
  snapshots_->keep(reads);
  return results;
}

Result<CatalogEntry> Resolver::look(const std::string& name,
                                    const std::optional<http::Origin>& origin) const {
  COFFER_ASSIGN(CatalogEntry entry, catalog_->find(name));
  COFFER_TRY(check_entry(entry, origin));
  return entry;
}

Result<void> Resolver::check_domain(const std::string& name, const http::Origin& origin) const {
  COFFER_TRY(look(name, origin));
  return {};
}

Result<bool> Resolver::refetch(const std::vector<std::string>& names) {
  std::vector<CatalogEntry> entries;
  std::vector<Holder::Wanted> wanted;
  for (const std::string& name : names) {
    COFFER_ASSIGN(CatalogEntry entry, catalog_->find(name));
    if (entry.link() == nullptr) continue;
    wanted.push_back({*entry.link(), keep_for(*entry.link())});
    entries.push_back(std::move(entry));
  }
  const std::vector<Holder::Got> got = holder_->read(wanted, ValueCache::Freshness::kFetched);
  bool changed = false;
  for (size_t k = 0; k < got.size(); ++k) {
    const CatalogEntry& entry = entries[k];
    tell_seen(entry, got[k].value);
    if (!got[k].value) return about_reference(entry.name, entry.link(), got[k].value.error());
    COFFER_ASSIGN(const ResolvedSecret after, finish(entry, *got[k].value));
    snapshots_->keep({{&entry, &after, got[k].value->fetched}});
    // Nothing to compare with: the value that was used may have been another one.
    const auto used = got[k].before ? member_of(*got[k].before, entry.link()->json_key)
                                    : Error{ErrorCode::kNotFound, "not cached"};
    changed = changed || !used || !(*used)->equals(*after.value);
  }
  return changed;
}

void Resolver::tell_seen(const CatalogEntry& entry, const Result<ExternalValue>& value) const {
  if (!seen_) return;
  Seen seen;
  if (value) {
    seen = {value->version_id, value->identity, value->stages, value->fetched, std::nullopt, std::nullopt};
    const auto keep = keep_for(*entry.link());
    if (keep.count() > 0) seen.cached_until = value->fetched + keep;
  } else {
    seen.fetched = clock_->now();
    seen.error = about_reference(entry.name, entry.link(), value.error());
  }
  seen_(entry.name, *entry.link(), seen);
}

Holder::Got Resolver::probe_link(const vault::Link& link) {
  return std::move(holder_->read({{link, keep_for(link)}}, ValueCache::Freshness::kFetched).front());
}

Result<Resolver::Probe> Resolver::probe(const std::string& name) {
  COFFER_ASSIGN(const CatalogEntry entry, catalog_->find(name));
  if (entry.link() == nullptr) return Probe{local(entry), {}, {}, {}};
  const Holder::Got got = probe_link(*entry.link());
  tell_seen(entry, got.value);
  if (!got.value) return about_reference(name, entry.link(), got.value.error());
  COFFER_ASSIGN(ResolvedSecret secret, finish(entry, *got.value));
  snapshots_->keep({{&entry, &secret, got.value->fetched}});
  return Probe{std::move(secret), got.value->stages, got.value->created, json_keys_of(*got.value->value)};
}

Result<Resolver::Probe> Resolver::probe(const vault::Link& link) {
  const Holder::Got got = probe_link(link);
  COFFER_ASSIGN(const ExternalValue value, got.value);
  CatalogEntry entry;
  entry.value = link;
  COFFER_ASSIGN(ResolvedSecret secret, resolved(entry, value));
  return Probe{std::move(secret), value.stages, value.created, json_keys_of(*value.value)};
}

}  // namespace coffer::secrets
