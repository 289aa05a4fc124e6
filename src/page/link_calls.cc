#include "page/link_calls.h"

#include <fmt/format.h>

#include "page/connect_arguments.h"
#include "page/entry_edits.h"
#include "page/link_json.h"

namespace coffer::page {
namespace {

using vault::Content;
using vault::Entry;
using vault::Link;

Answer check(const Arguments& arguments) {
  COFFER_ASSIGN(const Link link, read_link(arguments));
  json::Object fields = link_json(link);
  fields.erase("target");
  return answer({{"link", std::move(fields)}});
}

json::Array array_of(const std::vector<std::string>& texts) {
  return json::Array(texts.begin(), texts.end());
}

json::Object test_json(const secrets::SecretDetails& found) {
  json::Object object{{"source", found.source},     {"version_id", found.version_id},
                      {"identity", found.identity}, {"stages", array_of(found.stages)},
                      {"size", found.size},         {"binary", found.binary}};
  if (found.created) object["created"] = iso_date(*found.created);
  if (!found.json_keys.empty()) object["json_keys"] = array_of(found.json_keys);
  return object;
}

// Through which connection something is listed.
secrets::ConnectInput input_of(const Arguments& arguments) {
  secrets::ConnectInput input;
  if (const auto name = arguments.optional_text("connection"); name && !name->empty()) input.name = *name;
  return input;
}

json::Object seen_json(const secrets::Seen& seen) {
  json::Object object{{"version_id", seen.version_id},
                      {"stages", array_of(seen.stages)},
                      {"identity", seen.identity},
                      {"fetched_at", iso_date(seen.fetched)}};
  if (seen.cached_until) object["cached_until"] = iso_date(*seen.cached_until);
  if (seen.error)
    object["error"] = json::Object{
        {"code", to_string(seen.error->code)}, {"what", seen.error->what}, {"mend", seen.error->mend}};
  return object;
}

}  // namespace

void LinkCalls::add_to(Calls& calls) {
  calls.add("links/check", check);
  calls.add("links/secrets", [this](const Arguments& arguments) { return list_secrets(arguments); });
  calls.add("links/versions", [this](const Arguments& arguments) { return list_versions(arguments); });
  calls.add("links/test", [this](const Arguments& arguments) { return test_link(arguments); });
  calls.add("secrets/link", [this](const Arguments& arguments) { return link(arguments); });
  calls.add("secrets/unlink", [this](const Arguments& arguments) { return unlink(arguments); });
  calls.add("secrets/test", [this](const Arguments& arguments) { return test_secret(arguments); });
  calls.add("secrets/details", [this](const Arguments& arguments) { return details(arguments); });
}

Answer LinkCalls::list_secrets(const Arguments& arguments) {
  if (arguments.optional_text("provider").value_or(vault::kAws) != vault::kAws)
    return Error{ErrorCode::kUnsupported, "only the secrets of AWS Secrets Manager can be listed", "Type it.",
                 "provider"};
  const auto open = desk_.open_session({});
  const auto listed =
      open->session().list_secrets(input_of(arguments), arguments.optional_text("region").value_or(""));
  if (!listed) return with_connect_field(listed.error());
  json::Array all;
  for (const aws::SecretDescription& each : *listed) {
    if (each.deleted) continue;  // it can't be read any more
    json::Object object{{"name", each.name}, {"secret", each.arn}};
    if (!each.description.empty()) object["description"] = each.description;
    if (each.last_changed) object["changed"] = iso_date(*each.last_changed);
    all.emplace_back(std::move(object));
  }
  return answer({{"secrets", std::move(all)}});
}

Answer LinkCalls::list_versions(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string secret, arguments.text("secret"));
  const auto open = desk_.open_session({});
  const auto versions = open->session().list_versions(input_of(arguments), secret);
  if (!versions) return with_link_field(with_connect_field(versions.error()));
  json::Array all;
  for (const auto& [id, stages] : *versions)
    all.emplace_back(json::Object{{"id", id}, {"stages", array_of(stages)}});
  return answer({{"versions", std::move(all)}});
}

Answer LinkCalls::test_link(const Arguments& arguments) {
  COFFER_ASSIGN(const Link link, read_link(arguments));
  const auto open = desk_.open_session({});
  const auto found = open->session().test(link);
  if (!found) return with_link_field(found.error());
  return answer(test_json(*found));
}

Answer LinkCalls::link(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("name"));
  COFFER_ASSIGN(Link link, read_link(arguments));
  const bool add = arguments.flag("add").value_or(false);
  return change_vault(desk_, events_, [&](Content& content) -> Result<void> {
    if (add) {
      COFFER_TRY(check_new_name(content, name, "name"));
      content.entries.emplace_back().name = name;
    }
    COFFER_ASSIGN(Entry * entry, entry_of(content, name));
    COFFER_TRY(set_rules(*entry, arguments));
    entry->value = std::move(link);
    entry->changed = desk_.vault().clock->now();
    return {};
  });
}

Answer LinkCalls::unlink(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("name"));
  COFFER_ASSIGN(Secret value, arguments.secret("value"));
  return change_vault(desk_, events_, [&](Content& content) -> Result<void> {
    COFFER_ASSIGN(Entry * entry, entry_of(content, name));
    if (!entry->linked())
      return Error{ErrorCode::kInvalidArgument, fmt::format("\"{}\" is not linked", name),
                   "Edit it to change its value.", "name"};
    entry->value = std::move(value);
    entry->offline = std::chrono::seconds(0);
    entry->changed = desk_.vault().clock->now();
    return {};
  });
}

Answer LinkCalls::test_secret(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("name"));
  const auto open = desk_.open_session({});
  COFFER_TRY(open->open_secrets());
  COFFER_ASSIGN(const secrets::SecretDetails found, open->session().test(name));
  return answer(test_json(found));
}

Answer LinkCalls::details(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("name"));
  COFFER_ASSIGN(const auto store, desk_.open_vault());
  const Entry* entry = store->content().find(name);
  if (entry == nullptr) return none_of_that_name(name);
  const Link* link = std::get_if<Link>(&entry->value);
  if (link == nullptr)
    return Error{ErrorCode::kInvalidArgument, fmt::format("\"{}\" is not linked", name), "", "name"};
  json::Object said = link_json(*link);
  if (const auto seen = desk_.last_seen().find(name, *link)) said["last"] = seen_json(*seen);
  return answer(said);
}

}  // namespace coffer::page
