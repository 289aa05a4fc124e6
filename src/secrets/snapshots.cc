#include "secrets/snapshots.h"

#include <fmt/format.h>

#include "secrets/hashicorp_connector.h"
#include "secrets/link_text.h"
#include "secrets/resolve_error.h"

namespace coffer::secrets {
namespace {

constexpr std::chrono::minutes kAskAgain{1};

// Denied, not found, expired, throttled: then it was reached.
bool is_out_of_reach(ErrorCode code) { return code == ErrorCode::kNetwork || code == ErrorCode::kTimeout; }

bool wants_snapshots(const CatalogEntry& entry) {
  return entry.link() != nullptr && entry.enabled && entry.offline.count() > 0 &&
         check_offline(*entry.link());
}

ResolvedSecret resolved(const CatalogEntry& entry, vault::Snapshot snapshot) {
  const vault::Link& link = *entry.link();
  ResolvedSecret secret;
  secret.name = entry.name;
  secret.domains = entry.domains;
  secret.binary = snapshot.binary;
  secret.linked = true;
  secret.snapshot =
      fmt::format("snapshot from {}, expires {}", iso_date(snapshot.taken), iso_date(snapshot.expires));
  secret.source = fmt::format("{}, of {} {}", secret.snapshot, link.provider, link_target(link));
  secret.version_id = std::move(snapshot.version);
  secret.identity = std::move(snapshot.identity);
  secret.value = std::make_shared<const Secret>(std::move(snapshot.value));
  return secret;
}

void add_mend(Error& error, const std::string& text) {
  while (error.mend.ends_with('.')) error.mend.pop_back();
  error.mend = error.mend.empty() ? text : fmt::format("{}. {}", error.mend, text);
}

AuditEvent event_of(const vault::Snapshot& snapshot) {
  AuditEvent event;
  event.action = "snapshot";
  event.secret = snapshot.name;
  event.source = fmt::format("{} {}", snapshot.link.provider, link_target(snapshot.link));
  event.version = snapshot.version;
  event.identity = snapshot.identity;
  return event;
}

}  // namespace

Result<void> check_offline(const vault::Link& link) {
  const bool known = link.provider == vault::kAws || link.provider == vault::kHashicorp;
  if (known || (link.provider == vault::kSsm && link.secret.starts_with("arn:"))) return {};
  if (link.provider != vault::kSsm) {
    return Error{ErrorCode::kUnsupported,
                 fmt::format("the provider “{}” is not known to this Coffer", link.provider),
                 "Update Coffer, or link the secret to another provider."};
  }
  return Error{
      ErrorCode::kInvalidArgument,
      fmt::format("the parameter {} is another one in each account, so a snapshot could be of the wrong one",
                  link.secret),
      "Link it by its ARN: --parameter arn:aws:ssm:REGION:ACCOUNT:parameter/NAME"};
}

std::optional<vault::Snapshot> Snapshots::kept(const CatalogEntry& entry) const {
  auto snapshot = parts_.catalog->snapshot(entry);
  const vault::Link link = with_environment(*entry.link(), *parts_.environment);
  if (snapshot && (snapshot->link.address != link.address || snapshot->link.ns != link.ns))
    return std::nullopt;
  return snapshot;
}

bool Snapshots::is_good(const vault::Snapshot& snapshot) const {
  const WallTime now = parts_.clock->now();
  return snapshot.taken <= now && now < snapshot.expires;  // one of the future is of a clock that was wrong
}

void Snapshots::warn_once(std::set<std::string>& told, const std::string& name, const std::string& text) {
  const std::lock_guard lock(mutex_);
  if (told.insert(name).second && parts_.warn) parts_.warn(text);
}

std::optional<vault::Snapshot> Snapshots::made_of(const Read& read) const {
  const CatalogEntry& entry = *read.entry;
  if (!entry.links_file.empty() || !wants_snapshots(entry)) return std::nullopt;
  const ResolvedSecret& secret = *read.secret;
  vault::Snapshot made;
  made.name = entry.name;
  made.link = with_environment(*entry.link(), *parts_.environment);
  made.value = secret.value->clone();
  made.binary = secret.binary;
  made.version = secret.version_id;
  made.identity = secret.identity;
  made.taken = read.fetched;
  made.expires = read.fetched + entry.offline;
  return made;
}

bool Snapshots::is_due(const vault::Snapshot& made, const CatalogEntry& entry) const {
  if (!is_good(made)) return false;
  const auto before = kept(entry);
  if (!before || !is_good(*before)) return true;
  if (made.taken <= before->taken) return false;  // a cached value, older than the snapshot
  const bool changed = before->version != made.version || !before->value.equals(made.value);
  return changed || parts_.clock->now() >= before->taken + entry.offline / 2;
}

void Snapshots::keep(const std::vector<Read>& reads) {
  std::vector<vault::Snapshot> due;
  std::vector<AuditEvent> events;
  for (const Read& read : reads) {
    auto made = made_of(read);
    if (!made || has_failed(made->name) || !is_due(*made, *read.entry)) continue;
    if (made->value.size() > vault::kMaxSnapshotSize) {
      warn_once(not_kept_, made->name,
                fmt::format("no snapshot of “{}” is kept: its value has {} bytes, the limit is {}",
                            made->name, made->value.size(), vault::kMaxSnapshotSize));
      continue;
    }
    events.push_back(event_of(*made));
    due.push_back(*std::move(made));
  }
  if (due.empty()) return;
  Result<void> written = parts_.audit->append(events);
  if (written) written = parts_.catalog->keep_snapshots(std::move(due));
  if (written) return;
  for (const AuditEvent& event : events) {
    warn_once(not_kept_, event.secret,
              fmt::format("no snapshot of “{}” could be kept for use offline: {}", event.secret,
                          to_string(written.error())));
  }
}

bool Snapshots::has_failed(const std::string& name) {
  const std::lock_guard lock(mutex_);
  return not_kept_.contains(name);
}

std::optional<ResolvedSecret> Snapshots::stand_in(const CatalogEntry& entry, Error& why) {
  if (!is_out_of_reach(why.code) || !wants_snapshots(entry)) return std::nullopt;
  auto snapshot = kept(entry);
  if (!snapshot) {
    add_mend(why, "There is no snapshot of it to use offline: one is kept when it is next read.");
    return std::nullopt;
  }
  if (!is_good(*snapshot)) {
    add_mend(why,
             fmt::format("Its snapshot from {} expired {}; `coffer secret offline {} on --for TIME` says how "
                         "long one is good.",
                         iso_date(snapshot->taken), iso_date(snapshot->expires), shell_quoted(entry.name)));
    return std::nullopt;
  }
  ResolvedSecret secret = resolved(entry, *std::move(snapshot));
  warn_once(warned_, entry.name,
            fmt::format("{}. Used instead is its {}; it may be out of date", why.what, secret.snapshot));
  const std::lock_guard lock(mutex_);
  asked_[entry.name] = parts_.clock->elapsed();
  return secret;
}

std::optional<ResolvedSecret> Snapshots::still_standing(const CatalogEntry& entry) {
  {
    const std::lock_guard lock(mutex_);
    const auto asked = asked_.find(entry.name);
    if (asked == asked_.end() || parts_.clock->elapsed() >= asked->second + kAskAgain) return std::nullopt;
  }
  if (!wants_snapshots(entry)) return std::nullopt;
  auto snapshot = kept(entry);
  if (!snapshot || !is_good(*snapshot)) return std::nullopt;
  return resolved(entry, *std::move(snapshot));
}

}  // namespace coffer::secrets
