#include "secrets/links_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/encoding.h"
#include "base/files.h"
#include "crypto/hash.h"
#include "json/json.h"
#include "secrets/link_input.h"
#include "vault/entry.h"

namespace coffer::secrets {
namespace {

constexpr std::string_view kSchemaMend = "docs/coffer.links.schema.json is the format.";

Error wrong(const std::string& field, std::string what, std::string mend = std::string(kSchemaMend)) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), field};
}

std::string_view target_member(std::string_view provider) {
  if (provider == vault::kSsm) return "parameter";
  return provider == vault::kHashicorp ? "secret_path" : "secret_arn";
}

std::string_view key_member(std::string_view provider) {
  return provider == vault::kHashicorp ? "field" : "json_key";
}

// One entry's members, each checked for its kind.
class EntryReader {
 public:
  EntryReader(std::string name, const json::Object& members) : name_(std::move(name)), members_(members) {}

  Result<LinksEntry> read() {
    if (auto valid = vault::check_name(name_); !valid)
      return wrong(name_, valid.error().what, valid.error().mend);
    COFFER_TRY(refuse_unknown());
    LinkFields fields;
    if (members_.contains("provider")) {
      COFFER_ASSIGN(fields.provider, text("provider"));
    }
    COFFER_TRY(refuse_others(fields.provider));
    const std::string_view target = target_member(fields.provider);
    COFFER_ASSIGN(fields.secret, text(target));
    if (fields.secret.empty()) return wrong(field(target), "it is missing");
    COFFER_ASSIGN(fields.role, text("role_arn"));
    COFFER_ASSIGN(fields.external_id, text("external_id"));
    COFFER_ASSIGN(fields.version, text("version"));
    COFFER_ASSIGN(fields.json_key, text(key_member(fields.provider)));
    COFFER_ASSIGN(fields.connection, text("connection"));
    COFFER_ASSIGN(fields.narrow_role, flag("narrow_role"));
    COFFER_ASSIGN(fields.cache_seconds, number("cache_seconds", 0, kMostCacheSeconds, -1));
    COFFER_ASSIGN(fields.region, text("region"));
    COFFER_ASSIGN(fields.address, text("address"));
    COFFER_ASSIGN(fields.ns, text("namespace"));
    COFFER_ASSIGN(fields.mount, text("mount"));
    COFFER_ASSIGN(fields.kv_version, number("kv_version", 1, 2, 0));
    LinksEntry entry;
    entry.name = name_;
    auto link = make_link(fields);
    if (!link) return wrong(field(member_of(link.error().field)), link.error().what, link.error().mend);
    entry.link = std::move(*link);
    COFFER_ASSIGN(entry.domains, domains());
    return entry;
  }

 private:
  static constexpr std::array<std::string_view, 18> kMembers = {
      "provider",  "secret_arn", "parameter",  "secret_path", "role_arn",      "external_id",
      "version",   "json_key",   "field",      "connection",  "region",        "address",
      "namespace", "mount",      "kv_version", "narrow_role", "cache_seconds", "domains"};

  // make_link names fields as people see them.
  static std::string_view member_of(std::string_view shown) {
    constexpr std::pair<std::string_view, std::string_view> kNames[] = {{"Provider", "provider"},
                                                                        {"Secret ARN", "secret_arn"},
                                                                        {"Parameter", "parameter"},
                                                                        {"Secret path", "secret_path"},
                                                                        {"Field", "field"},
                                                                        {"Region", "region"},
                                                                        {"Address", "address"},
                                                                        {"Namespace", "namespace"},
                                                                        {"Mount", "mount"},
                                                                        {"KV version", "kv_version"},
                                                                        {"Role ARN", "role_arn"},
                                                                        {"External ID", "external_id"},
                                                                        {"Version", "version"},
                                                                        {"JSON key", "json_key"},
                                                                        {"Connection", "connection"},
                                                                        {"Session policy", "narrow_role"},
                                                                        {"Cache duration", "cache_seconds"}};
    for (const auto& [name, member] : kNames) {
      if (name == shown) return member;
    }
    return shown;
  }

  std::string field(std::string_view member) const { return fmt::format("{}.{}", name_, member); }
  const json::Value* member(std::string_view key) const {
    return members_.if_contains({key.data(), key.size()});
  }

  Result<void> refuse_unknown() const {
    for (const auto& each : members_) {
      const std::string_view key(each.key().data(), each.key().size());
      if (std::ranges::find(kMembers, key) == kMembers.end()) {
        return wrong(field(key), "there is no such member",
                     fmt::format("Known are {}.", fmt::join(kMembers, ", ")));
      }
    }
    return {};
  }

  // What names the secret, and what names a part of it, has another name with each provider.
  Result<void> refuse_others(const std::string& provider) const {
    for (const std::string_view key : {"secret_arn", "parameter", "secret_path", "json_key", "field"}) {
      if (member(key) == nullptr || key == target_member(provider) || key == key_member(provider)) continue;
      return wrong(field(key), fmt::format("a link of the provider “{}” has none", provider));
    }
    return {};
  }

  Result<std::string> text(std::string_view key) const {
    const json::Value* found = member(key);
    if (found == nullptr) return std::string();
    if (!found->is_string()) return wrong(field(key), "it must be a string");
    return std::string(json::view(found->get_string()));
  }

  Result<bool> flag(std::string_view key) const {
    const json::Value* found = member(key);
    if (found == nullptr) return false;
    if (!found->is_bool()) return wrong(field(key), "it must be true or false");
    return found->get_bool();
  }

  Result<int> number(std::string_view key, int low, int high, int absent) const {
    const json::Value* found = member(key);
    if (found == nullptr) return absent;
    const auto* number = found->if_int64();
    if (number == nullptr || *number < low || *number > high)
      return wrong(field(key), fmt::format("it must be a whole number from {} to {}", low, high));
    return static_cast<int>(*number);
  }

  Result<vault::AllowedDomains> domains() const {
    const json::Value* found = member("domains");
    if (found == nullptr) return vault::AllowedDomains();
    std::string list;
    if (const auto* array = found->if_array()) {
      for (const json::Value& each : *array) {
        if (!each.is_string()) return wrong(field("domains"), "it must be a string or a list of strings");
        if (!list.empty()) list += ',';
        list += json::view(each.get_string());
      }
    } else if (found->is_string()) {
      list = json::view(found->get_string());
    } else {
      return wrong(field("domains"), "it must be a string or a list of strings");
    }
    auto parsed = vault::AllowedDomains::parse(list);
    if (!parsed) return wrong(field("domains"), parsed.error().what, parsed.error().mend);
    return parsed;
  }

  std::string name_;
  const json::Object& members_;
};

Result<void> check_top(const json::Value& root) {
  if (!root.is_object()) return wrong("", "it must hold a JSON object");
  for (const auto& each : root.get_object()) {
    const std::string_view key(each.key().data(), each.key().size());
    if (key != "$schema" && key != "version" && key != "links") {
      return wrong(std::string(key), "there is no such member", "Known are $schema, version and links.");
    }
  }
  const json::Value* version = json::find(root, "version");
  if (version == nullptr || !version->is_int64()) return wrong("version", "it must be the number 1");
  if (version->get_int64() != 1) {
    return Error{ErrorCode::kUnsupported,
                 fmt::format("the format's version is {}, known is 1", version->get_int64()),
                 "Use a newer coffer.", "version"};
  }
  if (json::find_object(root, "links") == nullptr) return wrong("links", "it must be an object: name → link");
  return {};
}

json::Object members_of(const vault::Link& link, bool name_provider) {
  json::Object members;
  if (name_provider) members["provider"] = link.provider;
  const auto put = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) members[{key.data(), key.size()}] = value;
  };
  put("address", link.address);
  put("namespace", link.ns);
  put("mount", link.mount);
  put(target_member(link.provider), link.secret);
  put("region", link.region);
  put("role_arn", link.role);
  put("external_id", link.external_id);
  if (link.narrow_role) members["narrow_role"] = true;
  put("version", link.version);
  put(key_member(link.provider), link.json_key);
  if (link.kv_version != 0) members["kv_version"] = link.kv_version;
  put("connection", link.connection);
  if (link.cache_seconds >= 0) members["cache_seconds"] = link.cache_seconds;
  return members;
}

}  // namespace

Result<std::vector<LinksEntry>> parse_links(std::string_view text) {
  COFFER_ASSIGN(const json::Value root, json::parse(text, {.depth = 16, .bytes = kMostLinksBytes}));
  COFFER_TRY(check_top(root));
  std::vector<LinksEntry> entries;
  for (const auto& each : *json::find_object(root, "links")) {
    const std::string name(each.key().data(), each.key().size());
    if (!each.value().is_object()) return wrong(name, "it must be an object");
    COFFER_ASSIGN(LinksEntry entry, EntryReader(name, each.value().get_object()).read());
    entries.push_back(std::move(entry));
  }
  return entries;
}

Result<LinksFile> load_links_file(const std::filesystem::path& path) {
  COFFER_ASSIGN(const std::string text, read_file(path, kMostLinksBytes));
  auto entries = parse_links(text);
  if (!entries) {
    Error error = std::move(entries).error();
    error.what = fmt::format("{}{}{}", error.field, error.field.empty() ? "" : ": ", error.what);
    error.field = path.string();
    return error;
  }
  std::error_code failure;
  const auto absolute = std::filesystem::weakly_canonical(std::filesystem::absolute(path), failure);
  return LinksFile{failure ? std::filesystem::absolute(path) : absolute, crypto::sha256_hex(text),
                   std::move(*entries)};
}

json::Object link_members(const vault::Link& link) { return members_of(link, true); }

std::string links_file_text(const std::vector<LinksEntry>& entries) {
  json::Object links;
  for (const LinksEntry& entry : entries) {
    json::Object members = members_of(entry.link, entry.link.provider != vault::kAws);
    if (!entry.domains.any()) members["domains"] = entry.domains.text();
    links[entry.name] = std::move(members);
  }
  json::Object root;
  root["version"] = 1;
  root["links"] = std::move(links);
  return json::dump_pretty(root) + "\n";
}

}  // namespace coffer::secrets
