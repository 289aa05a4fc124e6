#include <fmt/format.h>

#include <set>

#include "base/encoding.h"
#include "crypto/base64_secret.h"
#include "vault/format.h"
#include "vault/payload.h"
#include "vault/secret_json.h"

namespace coffer::vault {
namespace {

constexpr size_t kPadding = 256;

Error about(std::string_view name, ErrorCode code, std::string what, std::string field,
            std::string mend = {}) {
  return {code, fmt::format("vault secret \"{}\": {}", name, what), std::move(mend), std::move(field)};
}

Result<void> check_link(std::string_view entry, const Link& link) {
  if (link.secret.empty())
    return about(entry, ErrorCode::kInvalidArgument, "the link names no secret", "secret");
  const std::pair<const char*, const std::string*> fields[] = {{"provider", &link.provider},
                                                               {"secret", &link.secret},
                                                               {"role", &link.role},
                                                               {"external id", &link.external_id},
                                                               {"version", &link.version},
                                                               {"json key", &link.json_key},
                                                               {"connection", &link.connection},
                                                               {"region", &link.region},
                                                               {"address", &link.address},
                                                               {"namespace", &link.ns},
                                                               {"mount", &link.mount}};
  for (const auto& [name, text] : fields) {
    if (text->size() > kMaxLinkField) {
      return about(entry, ErrorCode::kTooLarge, fmt::format("longer than {} bytes", kMaxLinkField), name);
    }
    if (!is_utf8(*text)) return about(entry, ErrorCode::kInvalidArgument, "not UTF-8", name);
  }
  if (link.cache_seconds < -1 || link.cache_seconds > kMaxCacheSeconds) {
    return about(entry, ErrorCode::kInvalidArgument,
                 fmt::format("the cache time is 0 to {} seconds", kMaxCacheSeconds), "cache seconds");
  }
  if (link.kv_version < 0 || link.kv_version > kMaxKvVersion)
    return about(entry, ErrorCode::kInvalidArgument, "the KV engine's version is 1 or 2", "KV version");
  return {};
}

Result<void> check_entry(const Entry& entry) {
  COFFER_TRY(check_name(entry.name));
  if (entry.offline.count() < 0 || entry.offline > kLongestOffline) {
    return about(entry.name, ErrorCode::kInvalidArgument,
                 fmt::format("a snapshot is good for at most {} days",
                             std::chrono::floor<std::chrono::days>(kLongestOffline).count()),
                 "offline");
  }
  if (const auto* link = std::get_if<Link>(&entry.value)) return check_link(entry.name, *link);
  const size_t size = std::get<Secret>(entry.value).size();
  if (size > kMaxValueSize) {
    return about(entry.name, ErrorCode::kTooLarge,
                 fmt::format("the value has {} bytes, the limit is {}", size, kMaxValueSize), "value",
                 "Keep it in a file, or in the external vault and link it.");
  }
  return {};
}

Result<void> check_snapshot(const Snapshot& snapshot) {
  COFFER_TRY(check_link(snapshot.name, snapshot.link));
  for (const std::string* text : {&snapshot.version, &snapshot.identity}) {
    if (text->size() > kMaxLinkField || !is_utf8(*text))
      return about(snapshot.name, ErrorCode::kInvalidArgument,
                   fmt::format("not UTF-8, or longer than {} bytes", kMaxLinkField), "snapshot");
  }
  if (snapshot.value.size() <= kMaxSnapshotSize) return {};
  return about(snapshot.name, ErrorCode::kTooLarge,
               fmt::format("the value has {} bytes, the limit of a snapshot is {}", snapshot.value.size(),
                           kMaxSnapshotSize),
               "snapshot");
}

void write_link(SecretJsonWriter& out, const Link& link) {
  const auto optional = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) out.key(name).string(text);
  };
  out.key("link").open('{').key("provider").string(link.provider).key("secret").string(link.secret);
  optional("role", link.role);
  optional("external_id", link.external_id);
  optional("version", link.version);
  optional("json_key", link.json_key);
  optional("connection", link.connection);
  if (link.narrow_role) out.key("narrow_role").boolean(true);
  if (link.cache_seconds >= 0) out.key("cache_seconds").number(link.cache_seconds);
  optional("region", link.region);
  optional("address", link.address);
  optional("namespace", link.ns);
  optional("mount", link.mount);
  if (link.kv_version != 0) out.key("kv_version").number(link.kv_version);
  out.members(link.unknown).close('}');
}

void write_value(SecretJsonWriter& out, const Secret& value) {
  if (value.expose(is_utf8)) {
    value.expose([&](std::string_view text) { out.key("value").string(text); });
  } else {
    crypto::base64_encode_secret(value).expose(
        [&](std::string_view text) { out.key("value_base64").string(text); });
  }
}

void write_snapshot(SecretJsonWriter& out, const Snapshot& snapshot) {
  out.open('{').key("name").string(snapshot.name);
  write_link(out, snapshot.link);
  write_value(out, snapshot.value);
  if (snapshot.binary) out.key("binary").boolean(true);
  out.key("version").string(snapshot.version).key("identity").string(snapshot.identity);
  out.key("taken").number(snapshot.taken.time_since_epoch().count());
  out.key("expires").number(snapshot.expires.time_since_epoch().count()).close('}');
}

// A vault that has none is written as it was before there were any.
void write_snapshots(SecretJsonWriter& out, const std::vector<Snapshot>& snapshots) {
  if (snapshots.empty()) return;
  out.key("snapshots").open('[');
  for (const Snapshot& snapshot : snapshots) write_snapshot(out, snapshot);
  out.close(']');
}

}  // namespace

void encode_entry(SecretJsonWriter& out, const Entry& entry) {
  out.open('{').key("name").string(entry.name);
  if (!entry.domains.any()) out.key("domains").string(entry.domains.text());
  out.key("enabled").boolean(entry.enabled);
  out.key("scripts").string(entry.scripts == ScriptPolicy::kNever ? "never" : "ask");
  if (entry.offline.count() > 0) out.key("offline_seconds").number(entry.offline.count());
  out.key("created").number(entry.created.time_since_epoch().count());
  out.key("changed").number(entry.changed.time_since_epoch().count());
  if (const auto* link = std::get_if<Link>(&entry.value)) {
    write_link(out, *link);
  } else {
    write_value(out, std::get<Secret>(entry.value));
  }
  entry.unknown.expose([&](std::string_view members) { out.members(members); });
  out.close('}');
}

Result<void> check_content(const Content& content) {
  if (content.settings.cache_minutes < 0 || content.settings.cache_minutes > kMaxCacheMinutes) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("the cache time is 0 to {} minutes", kMaxCacheMinutes),
                 "0 switches the cache off.", "cache minutes"};
  }
  if (content.entries.size() > kMaxEntries) {
    return Error{ErrorCode::kTooLarge, fmt::format("a vault holds at most {} vault secrets", kMaxEntries)};
  }
  std::set<std::string_view> names;
  for (const Entry& entry : content.entries) {
    COFFER_TRY(check_entry(entry));
    if (!names.insert(entry.name).second) {
      return about(entry.name, ErrorCode::kAlreadyExists, "there is one of that name already", "name",
                   "Choose another name, or change the one that is there.");
    }
  }
  for (const Snapshot& snapshot : content.snapshots) COFFER_TRY(check_snapshot(snapshot));
  return {};
}

Result<Secret> encode_payload(const Content& content) {
  SecretJsonWriter out;
  out.open('{').key("settings").open('{').key("cache_minutes").number(content.settings.cache_minutes);
  content.unknown_settings.expose([&](std::string_view members) { out.members(members); });
  out.close('}').key("entries").open('[');
  for (const Entry& entry : content.entries) {
    encode_entry(out, entry);
    if (out.size() > kMaxPlaintextSize) break;
  }
  out.close(']');
  write_snapshots(out, content.snapshots);
  content.unknown.expose([&](std::string_view members) { out.members(members); });
  out.close('}').spaces_to_multiple_of(kPadding);
  if (out.size() > kMaxPlaintextSize) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("the vault would be larger than {} MiB", kMaxPlaintextSize >> 20),
                 "Remove vault secrets, or link large ones instead."};
  }
  return out.take();
}

}  // namespace coffer::vault
