#include <fmt/format.h>

#include <set>

#include "crypto/base64_secret.h"
#include "json/json.h"
#include "vault/format.h"
#include "vault/payload.h"
#include "vault/secret_json.h"

namespace coffer::vault {
namespace {

constexpr size_t kMaxDepth = 32;
constexpr int64_t kLatestTime = 253'402'300'799'999;  // the end of the year 9999, in milliseconds

constexpr std::string_view kTopMembers[] = {"settings", "entries", "snapshots"};
constexpr std::string_view kSettingsMembers[] = {"cache_minutes"};
constexpr std::string_view kEntryMembers[] = {"name",    "domains",        "enabled", "scripts",
                                              "created", "changed",        "value",   "value_base64",
                                              "link",    "offline_seconds"};
constexpr std::string_view kSnapshotMembers[] = {"name",    "link",     "value", "value_base64", "binary",
                                                 "version", "identity", "taken", "expires"};
constexpr std::string_view kLinkMembers[] = {
    "provider",    "secret",        "role",   "external_id", "version",   "json_key", "connection",
    "narrow_role", "cache_seconds", "region", "address",     "namespace", "mount",    "kv_version"};

Error damaged(std::string what) { return {ErrorCode::kVaultDamaged, std::move(what)}; }

Error newer(std::string what) {
  return {ErrorCode::kVaultNewerVersion, std::move(what), "Update Coffer to open it."};
}

Result<std::string> text(const json::Value& object, std::string_view member, size_t limit,
                         std::string fallback = {}) {
  const json::Value* found = json::find(object, member);
  if (found == nullptr) return fallback;
  if (!found->is_string()) return damaged(fmt::format("\"{}\" is not a string", member));
  const std::string_view bytes = json::view(found->get_string());
  if (bytes.size() > limit) return damaged(fmt::format("\"{}\" is longer than {} bytes", member, limit));
  return std::string(bytes);
}

Result<bool> boolean(const json::Value& object, std::string_view member, bool fallback) {
  const json::Value* found = json::find(object, member);
  if (found == nullptr) return fallback;
  if (!found->is_bool()) return damaged(fmt::format("\"{}\" is not true or false", member));
  return found->get_bool();
}

Result<int64_t> whole(const json::Value& object, std::string_view member, int64_t low, int64_t high,
                      int64_t fallback) {
  const json::Value* found = json::find(object, member);
  if (found == nullptr) return fallback;
  const int64_t* number = found->if_int64();
  if (number == nullptr || *number < low || *number > high) {
    return damaged(fmt::format("\"{}\" is not a whole number from {} to {}", member, low, high));
  }
  return *number;
}

Result<WallTime> time(const json::Value& object, std::string_view member) {
  COFFER_ASSIGN(const int64_t count, whole(object, member, 0, kLatestTime, 0));
  return WallTime(std::chrono::milliseconds(count));
}

Result<Link> read_link(const json::Value& value) {
  if (!value.is_object()) return damaged("\"link\" is not an object");
  Link link;
  COFFER_ASSIGN(link.provider, text(value, "provider", kMaxLinkField, kAws));
  COFFER_ASSIGN(link.secret, text(value, "secret", kMaxLinkField));
  COFFER_ASSIGN(link.role, text(value, "role", kMaxLinkField));
  COFFER_ASSIGN(link.external_id, text(value, "external_id", kMaxLinkField));
  COFFER_ASSIGN(link.version, text(value, "version", kMaxLinkField));
  COFFER_ASSIGN(link.json_key, text(value, "json_key", kMaxLinkField));
  COFFER_ASSIGN(link.connection, text(value, "connection", kMaxLinkField));
  COFFER_ASSIGN(link.narrow_role, boolean(value, "narrow_role", false));
  COFFER_ASSIGN(const int64_t seconds, whole(value, "cache_seconds", -1, kMaxCacheSeconds, -1));
  link.cache_seconds = static_cast<int>(seconds);
  COFFER_ASSIGN(link.region, text(value, "region", kMaxLinkField));
  COFFER_ASSIGN(link.address, text(value, "address", kMaxLinkField));
  COFFER_ASSIGN(link.ns, text(value, "namespace", kMaxLinkField));
  COFFER_ASSIGN(link.mount, text(value, "mount", kMaxLinkField));
  COFFER_ASSIGN(const int64_t engine, whole(value, "kv_version", 0, kMaxKvVersion, 0));
  link.kv_version = static_cast<int>(engine);
  if (link.secret.empty()) return damaged("a link names no secret");
  link.unknown = unknown_members(value.get_object(), kLinkMembers).expose([](std::string_view m) {
    return std::string(m);
  });
  return link;
}

// `plain` or, where that is null, `base64`.
Result<Secret> read_bytes(const json::Value* plain, const json::Value* base64, size_t limit) {
  const json::Value& given = plain != nullptr ? *plain : *base64;
  if (!given.is_string()) return damaged("its value is not a string");
  std::optional<Secret> value;
  if (plain != nullptr)
    value.emplace(json::view(given.get_string()));
  else
    value = crypto::base64_decode_secret(json::view(given.get_string()));
  if (!value || value->size() > limit) return damaged("its value is misformed or too long");
  return *std::move(value);
}

Result<std::variant<Secret, Link>> read_value(const json::Value& entry) {
  const json::Value* plain = json::find(entry, "value");
  const json::Value* base64 = json::find(entry, "value_base64");
  const json::Value* link = json::find(entry, "link");
  const int kinds = (plain != nullptr) + (base64 != nullptr) + (link != nullptr);
  if (kinds == 0) return newer("it holds a kind of value that this Coffer does not know");
  if (kinds > 1) return damaged("it has more than one value");
  if (link != nullptr) {
    COFFER_ASSIGN(Link read, read_link(*link));
    return std::variant<Secret, Link>(std::move(read));
  }
  COFFER_ASSIGN(Secret value, read_bytes(plain, base64, kMaxValueSize));
  return std::variant<Secret, Link>(std::move(value));
}

Result<Entry> read_entry(const json::Value& value) {
  if (!value.is_object()) return damaged("it is not an object");
  Entry entry;
  COFFER_ASSIGN(entry.name, text(value, "name", size_t{4} * 254));
  if (const auto valid = check_name(entry.name); !valid)
    return damaged(fmt::format("its name: {}", valid.error().what));
  COFFER_ASSIGN(const std::string domains, text(value, "domains", kMaxDomainsText));
  auto parsed = AllowedDomains::parse(domains);
  if (!parsed) return damaged(fmt::format("its allowed domains: {}", parsed.error().what));
  entry.domains = *std::move(parsed);
  COFFER_ASSIGN(entry.enabled, boolean(value, "enabled", true));
  COFFER_ASSIGN(const std::string scripts, text(value, "scripts", 64, "ask"));
  if (scripts != "ask" && scripts != "never")
    return newer("it has a script policy that this Coffer does not know");
  entry.scripts = scripts == "never" ? ScriptPolicy::kNever : ScriptPolicy::kAsk;
  COFFER_ASSIGN(const int64_t offline, whole(value, "offline_seconds", 0, kLongestOffline.count(), 0));
  entry.offline = std::chrono::seconds(offline);
  COFFER_ASSIGN(entry.created, time(value, "created"));
  COFFER_ASSIGN(entry.changed, time(value, "changed"));
  COFFER_ASSIGN(entry.value, read_value(value));
  entry.unknown = unknown_members(value.get_object(), kEntryMembers);
  return entry;
}

Result<Snapshot> read_snapshot(const json::Value& value) {
  Snapshot snapshot;
  COFFER_ASSIGN(snapshot.name, text(value, "name", size_t{4} * 254));
  if (!check_name(snapshot.name)) return damaged("a snapshot's name is none");
  const json::Value* link = json::find(value, "link");
  if (link == nullptr) return damaged("a snapshot has no link");
  COFFER_ASSIGN(snapshot.link, read_link(*link));
  const json::Value* plain = json::find(value, "value");
  const json::Value* base64 = json::find(value, "value_base64");
  if ((plain != nullptr) == (base64 != nullptr)) return damaged("a snapshot has no value, or two");
  COFFER_ASSIGN(snapshot.value, read_bytes(plain, base64, kMaxSnapshotSize));
  COFFER_ASSIGN(snapshot.binary, boolean(value, "binary", false));
  COFFER_ASSIGN(snapshot.version, text(value, "version", kMaxLinkField));
  COFFER_ASSIGN(snapshot.identity, text(value, "identity", kMaxLinkField));
  COFFER_ASSIGN(snapshot.taken, time(value, "taken"));
  COFFER_ASSIGN(snapshot.expires, time(value, "expires"));
  return snapshot;
}

// One with members that are not known here is left out: what they say of its use could not be kept to.
Result<void> read_snapshots(const json::Value& root, Content& content) {
  const json::Value* list = json::find(root, "snapshots");
  if (list == nullptr) return {};
  if (!list->is_array() || list->get_array().size() > kMaxEntries)
    return damaged("\"snapshots\" is not an array, or too long");
  std::set<std::string> names;
  for (const json::Value& value : list->get_array()) {
    if (!value.is_object()) return damaged("a snapshot is not an object");
    if (unknown_members(value.get_object(), kSnapshotMembers).size() > 0) continue;
    COFFER_ASSIGN(Snapshot snapshot, read_snapshot(value));
    if (!names.insert(snapshot.name).second) return damaged("two snapshots have the same name");
    content.snapshots.push_back(std::move(snapshot));
  }
  return {};
}

Result<void> read_settings(const json::Value& root, Content& content) {
  const json::Value* settings = json::find(root, "settings");
  if (settings == nullptr) return {};
  if (!settings->is_object()) return damaged("\"settings\" is not an object");
  COFFER_ASSIGN(const int64_t minutes,
                whole(*settings, "cache_minutes", 0, kMaxCacheMinutes, content.settings.cache_minutes));
  content.settings.cache_minutes = static_cast<int>(minutes);
  content.unknown_settings = unknown_members(settings->get_object(), kSettingsMembers);
  return {};
}

}  // namespace

Result<std::vector<Entry>> decode_entries(const json::Value& document) {
  if (!document.is_array()) return damaged("\"entries\" is not an array");
  if (document.get_array().size() > kMaxEntries) return damaged("it has too many entries");
  std::vector<Entry> entries;
  std::set<std::string> names;
  for (const json::Value& value : document.get_array()) {
    auto entry = read_entry(value);
    if (!entry) {
      Error error = std::move(entry).error();
      error.what = fmt::format("entry {}: {}", entries.size() + 1, error.what);
      return error;
    }
    if (!names.insert(entry->name).second) return damaged("two entries have the same name");
    entries.push_back(*std::move(entry));
  }
  return entries;
}

Result<Content> decode_payload(const Secret& plaintext) {
  auto document = json::SecretDocument::parse(plaintext, {.depth = kMaxDepth, .bytes = kMaxPlaintextSize});
  if (!document) return damaged(document.error().what);
  const json::Value& root = document->root();
  if (!root.is_object()) return damaged("its content is not an object");
  Content content;
  COFFER_TRY(read_settings(root, content));
  if (const json::Value* entries = json::find(root, "entries"); entries != nullptr) {
    COFFER_ASSIGN(content.entries, decode_entries(*entries));
  }
  COFFER_TRY(read_snapshots(root, content));
  content.unknown = unknown_members(root.get_object(), kTopMembers);
  return content;
}

}  // namespace coffer::vault
