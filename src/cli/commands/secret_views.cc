#include "cli/commands/secret_views.h"

#include <fmt/format.h>

#include "cli/commands/secret_edit.h"
#include "cli/commands/secret_keeping.h"
#include "cli/listing.h"
#include "cli/vault_access.h"
#include "secrets/audit_log.h"
#include "secrets/link_text.h"
#include "secrets/links_file.h"

namespace coffer::cli {
namespace {

using vault::Entry;
using vault::Link;

json::Object as_json(const vault::Content& content, const Entry& entry) {
  json::Object object{{"name", entry.name},
                      {"kind", entry.linked() ? "link" : "local"},
                      {"allowed_domains", entry.domains.text()},
                      {"enabled", entry.enabled},
                      {"scripts", entry.scripts == vault::ScriptPolicy::kNever ? "never" : "ask"},
                      {"created", format_time(entry.created)},
                      {"changed", format_time(entry.changed)}};
  if (const auto* link = std::get_if<Link>(&entry.value)) {
    object["link"] = secrets::link_members(*link);
    if (entry.offline.count() > 0) object["offline"] = offline_json(content, entry);
  }
  return object;
}

// What stands where a value would: never the value.
std::string masked(const Entry& entry) {
  const auto* link = std::get_if<Link>(&entry.value);
  if (link == nullptr) return "••••••••";
  const std::string target = secrets::link_target(*link);
  return link->json_key.empty() ? fmt::format("→ {}", target)
                                : fmt::format("→ {} [{}]", target, link->json_key);
}

Result<void> reveal(Context& context, const Entry& entry) {
  if (entry.linked()) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("\"{}\" is linked; its value is not kept here", entry.name),
                 "`coffer secret test` tells what is there.", "--reveal"};
  }
  const secrets::AuditLog audit(audit_log(context), *context.clock);
  secrets::AuditEvent event;
  event.action = "reveal";
  event.secret = entry.name;
  event.source = "local vault";
  COFFER_TRY(audit.append({event}));
  context.terminal.reveal(std::get<Secret>(entry.value));
  return {};
}

const char* target_label(const Link& link) {
  if (link.provider == vault::kSsm) return "parameter";
  return link.provider == vault::kHashicorp ? "secret path" : "secret ARN";
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

Result<void> list_secrets(Context& context) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  if (context.flags.json) {
    json::Array array;
    for (const Entry& entry : store->content().entries) array.emplace_back(as_json(store->content(), entry));
    context.terminal.line(json::dump_pretty(array));
    return {};
  }
  std::vector<std::vector<std::string>> rows;
  for (const Entry& entry : store->content().entries) {
    rows.push_back({entry.name, entry.enabled ? "on" : "off",
                    entry.domains.any() ? "any" : entry.domains.text(), masked(entry)});
  }
  if (rows.empty()) {
    context.terminal.message(
        "The vault is empty. `coffer secret set NAME` or `coffer secret link NAME --secret-arn ARN` adds a "
        "secret.");
    return {};
  }
  context.terminal.out(format_table({"NAME", "ON", "ALLOWED DOMAINS", "VALUE"}, rows));
  return {};
}

Result<void> show_secret(Context& context, const std::string& name, bool revealed) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  COFFER_ASSIGN(const Entry* entry, find_entry(*store, name));
  if (revealed) return reveal(context, *entry);
  if (context.flags.json) {
    context.terminal.line(json::dump_pretty(as_json(store->content(), *entry)));
    return {};
  }
  std::vector<std::pair<std::string, std::string>> fields = {
      {"name", entry->name},
      {"state", entry->enabled ? "on" : "off"},
      {"allowed domains", entry->domains.any() ? "any" : entry->domains.text()},
      {"scripts", entry->scripts == vault::ScriptPolicy::kNever ? "never" : "ask"}};
  if (const auto* to = std::get_if<Link>(&entry->value)) {
    const bool kv = to->provider == vault::kHashicorp;
    fields.insert(fields.end(),
                  {{"provider", to->provider},
                   {"address", to->address},
                   {"namespace", to->ns},
                   {"mount", kv ? secrets::kv_mount(*to) : ""},
                   {target_label(*to), to->secret},
                   {"region", to->region},
                   {"role ARN", to->role},
                   {"external ID", to->external_id},
                   {"version", to->version},
                   {kv ? "field" : "JSON key", to->json_key},
                   {"KV version", to->kv_version > 0 ? std::to_string(to->kv_version) : ""},
                   {"connection", to->connection},
                   {"cache", to->cache_seconds >= 0 ? fmt::format("{} s", to->cache_seconds) : ""},
                   {"offline", offline_text(store->content(), *entry, context.clock->now())}});
  } else {
    fields.emplace_back("value", masked(*entry));
  }
  fields.insert(fields.end(),
                {{"created", format_time(entry->created)}, {"changed", format_time(entry->changed)}});
  context.terminal.out(format_fields(fields));
  return {};
}

Result<void> test_secret(Context& context, const std::string& name, const SessionFlags& flags) {
  COFFER_ASSIGN(const OpenSession open, open_session(context, flags, ".", true));
  COFFER_ASSIGN(const secrets::SecretDetails details, open.session->test(name));
  if (context.flags.json) {
    json::Object object{{"name", details.name},
                        {"source", details.source},
                        {"size", details.size},
                        {"binary", details.binary}};
    if (!details.version_id.empty())
      object["version_id"] = details.version_id,
      object["stages"] = json::Array(details.stages.begin(), details.stages.end());
    if (!details.identity.empty()) object["identity"] = details.identity;
    if (details.created) object["created"] = format_time(*details.created);
    context.terminal.line(json::dump_pretty(object));
    return {};
  }
  context.terminal.out(
      format_fields({{"name", details.name},
                     {"source", details.source},
                     {"version", details.version_id},
                     {"stages", joined(details.stages)},
                     {"read as", details.identity},
                     {"created", details.created ? format_time(*details.created) : ""},
                     {"size", fmt::format("{} bytes{}", details.size, details.binary ? ", binary" : "")}}));
  return {};
}

}  // namespace coffer::cli
