// coffer secret: the rows of the vault (spec 2.4-2.7, 4.*).
#include <fmt/format.h>

#include "base/encoding.h"
#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "cli/secret_input.h"
#include "cli/session_flags.h"
#include "cli/vault_access.h"
#include "secrets/audit_log.h"
#include "secrets/link_input.h"

namespace coffer::cli {
namespace {

using vault::Content;
using vault::Entry;
using vault::Link;

Error no_such(const std::string& name) {
  return {ErrorCode::kNotFound, fmt::format("the vault has no secret named \"{}\"", name),
          "`coffer secret list` shows the names.", "name"};
}

// Opens the vault and lets `edit` change the entry of that name.
Result<void> edit_entry(Context& context, const std::string& name,
                        const std::function<Result<void>(Entry&)>& edit) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  return store->update([&](Content& content) -> Result<void> {
    Entry* entry = content.find(name);
    if (entry == nullptr) return no_such(name);
    COFFER_TRY(edit(*entry));
    entry->changed = context.clock->now();
    return {};
  });
}

// Changes the entry of that name, or adds one.
Result<void> put_entry(Context& context, vault::Store& store, const std::string& name,
                       const std::function<Result<void>(Entry&)>& edit) {
  return store.update([&](Content& content) -> Result<void> {
    Entry* entry = content.find(name);
    if (entry == nullptr) {
      entry = &content.entries.emplace_back();
      entry->name = name;
      entry->created = context.clock->now();
    }
    COFFER_TRY(edit(*entry));
    entry->changed = context.clock->now();
    return {};
  });
}

struct SetFlags {
  std::string name;
  std::optional<std::string> domains;
  SecretInput input;
};

// Where a linked secret's value is to be changed (spec 4.8).
Error is_linked(const Entry& entry) {
  const auto& link = std::get<Link>(entry.value);
  return {ErrorCode::kInvalidArgument,
          fmt::format("\"{}\" is linked to {}; Coffer never writes there", entry.name, link.secret),
          fmt::format(
              "Change the value in AWS Secrets Manager, or make it local with `coffer secret unlink '{}'`.",
              entry.name),
          "name"};
}

Result<void> set(Context& context, const SetFlags& flags) {
  COFFER_TRY(vault::check_name(flags.name));
  std::optional<vault::AllowedDomains> domains;
  if (flags.domains) {
    COFFER_ASSIGN(domains, vault::AllowedDomains::parse(*flags.domains));
  }
  COFFER_ASSIGN(const auto store, open_vault(context));
  if (const Entry* entry = store->content().find(flags.name); entry != nullptr && entry->linked())
    return is_linked(*entry);
  COFFER_ASSIGN(const Secret value,
                read_value(context, flags.input, fmt::format("Value of {}: ", flags.name)));
  COFFER_TRY(put_entry(context, *store, flags.name, [&](Entry& entry) -> Result<void> {
    if (entry.linked()) return is_linked(entry);
    entry.value = value.clone();
    if (domains) entry.domains = *domains;
    return {};
  }));
  context.terminal.message(fmt::format("\"{}\" is set ({} bytes).", flags.name, value.size()));
  return {};
}

struct LinkFlags {
  std::string name;
  secrets::LinkFields link;
  std::optional<std::string> domains;
};

Result<void> link(Context& context, const LinkFlags& flags) {
  COFFER_TRY(vault::check_name(flags.name));
  COFFER_ASSIGN(const Link checked, secrets::make_link(flags.link));
  std::optional<vault::AllowedDomains> domains;
  if (flags.domains) {
    COFFER_ASSIGN(domains, vault::AllowedDomains::parse(*flags.domains));
  }
  COFFER_ASSIGN(const auto store, open_vault(context));
  bool replaced = false;
  COFFER_TRY(put_entry(context, *store, flags.name, [&](Entry& entry) -> Result<void> {
    replaced = !entry.linked() && !std::get<Secret>(entry.value).empty();
    entry.value = checked;
    if (domains) entry.domains = *domains;
    return {};
  }));
  context.terminal.message(
      fmt::format("\"{}\" is linked to {}.{}", flags.name, checked.secret,
                  replaced ? " The local value that it had is gone from the vault." : ""));
  return {};
}

Result<void> unlink(Context& context, const std::string& name, const SecretInput& input) {
  COFFER_ASSIGN(const Secret value, read_value(context, input, fmt::format("Local value of {}: ", name)));
  COFFER_TRY(edit_entry(context, name, [&](Entry& entry) -> Result<void> {
    if (!entry.linked())
      return Error{ErrorCode::kInvalidArgument, fmt::format("\"{}\" is not linked", name), "", "name"};
    entry.value = value.clone();
    return {};
  }));
  context.terminal.message(fmt::format("\"{}\" has a local value now.", name));
  return {};
}

json::Object as_json(const Entry& entry) {
  json::Object object{{"name", entry.name},
                      {"kind", entry.linked() ? "link" : "local"},
                      {"allowed_domains", entry.domains.text()},
                      {"enabled", entry.enabled},
                      {"scripts", entry.scripts == vault::ScriptPolicy::kNever ? "never" : "ask"},
                      {"created", format_time(entry.created)},
                      {"changed", format_time(entry.changed)}};
  if (const auto* link = std::get_if<Link>(&entry.value)) {
    json::Object to{{"provider", link->provider}, {"secret_arn", link->secret}};
    const std::pair<const char*, const std::string*> optional[] = {{"role_arn", &link->role},
                                                                   {"external_id", &link->external_id},
                                                                   {"version", &link->version},
                                                                   {"json_key", &link->json_key},
                                                                   {"connection", &link->connection}};
    for (const auto& [key, value] : optional) {
      if (!value->empty()) to[key] = *value;
    }
    if (link->narrow_role) to["narrow_role"] = true;
    if (link->cache_seconds >= 0) to["cache_seconds"] = link->cache_seconds;
    object["link"] = std::move(to);
  }
  return object;
}

// What stands where a value would: never the value.
std::string masked(const Entry& entry) {
  const auto* link = std::get_if<Link>(&entry.value);
  if (link == nullptr) return "••••••••";
  return link->json_key.empty() ? fmt::format("→ {}", link->secret)
                                : fmt::format("→ {} [{}]", link->secret, link->json_key);
}

Result<void> list(Context& context) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  if (context.flags.json) {
    json::Array array;
    for (const Entry& entry : store->content().entries) array.emplace_back(as_json(entry));
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

Result<void> show(Context& context, const std::string& name, bool revealed) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  const Entry* entry = store->content().find(name);
  if (entry == nullptr) return no_such(name);
  if (revealed) return reveal(context, *entry);
  if (context.flags.json) {
    context.terminal.line(json::dump_pretty(as_json(*entry)));
    return {};
  }
  std::vector<std::pair<std::string, std::string>> fields = {
      {"name", entry->name},
      {"state", entry->enabled ? "on" : "off"},
      {"allowed domains", entry->domains.any() ? "any" : entry->domains.text()},
      {"scripts", entry->scripts == vault::ScriptPolicy::kNever ? "never" : "ask"}};
  if (const auto* to = std::get_if<Link>(&entry->value)) {
    fields.insert(fields.end(), {{"provider", to->provider},
                                 {"secret ARN", to->secret},
                                 {"role ARN", to->role},
                                 {"external ID", to->external_id},
                                 {"version", to->version},
                                 {"JSON key", to->json_key},
                                 {"connection", to->connection}});
  } else {
    fields.emplace_back("value", masked(*entry));
  }
  fields.insert(fields.end(),
                {{"created", format_time(entry->created)}, {"changed", format_time(entry->changed)}});
  context.terminal.out(format_fields(fields));
  return {};
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

Result<void> test(Context& context, const std::string& name, const SessionFlags& flags) {
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

Result<void> rename(Context& context, const std::string& from, const std::string& to) {
  COFFER_TRY(vault::check_name(to));
  COFFER_ASSIGN(const auto store, open_vault(context));
  return store->update([&](Content& content) -> Result<void> {
    Entry* entry = content.find(from);
    if (entry == nullptr) return no_such(from);
    if (content.find(to) != nullptr)
      return Error{ErrorCode::kAlreadyExists, fmt::format("there is a secret named \"{}\" already", to), "",
                   "new name"};
    entry->name = to;
    entry->changed = context.clock->now();
    return {};
  });
}

Result<void> remove(Context& context, const std::string& name) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  return store->update([&](Content& content) -> Result<void> {
    if (std::erase_if(content.entries, [&](const Entry& entry) { return entry.name == name; }) == 0)
      return no_such(name);
    return {};
  });
}

Result<void> domains(Context& context, const std::string& name, const std::optional<std::string>& text) {
  if (!text) {
    COFFER_ASSIGN(const auto store, open_vault(context));
    const Entry* entry = store->content().find(name);
    if (entry == nullptr) return no_such(name);
    context.terminal.line(entry->domains.any() ? "any" : entry->domains.text());
    return {};
  }
  COFFER_ASSIGN(const auto parsed, vault::AllowedDomains::parse(*text));
  return edit_entry(context, name, [&](Entry& entry) -> Result<void> {
    entry.domains = parsed;
    return {};
  });
}

class SecretCommands {
 public:
  SecretCommands(CLI::App& root, Context& context)
      : parent_(root.add_subcommand("secret", "The secrets of the vault")), context_(&context) {
    parent_->require_subcommand(1);
  }

  // A command about one secret; `run` gets its name.
  CLI::App* named(const char* name, const char* what,
                  std::function<Result<void>(Context&, const std::string&)> run) {
    auto secret = std::make_shared<std::string>();
    CLI::App* command = parent_->add_subcommand(name, what);
    command->add_option("name", *secret, "the secret's name")->required();
    command->callback([secret, run = std::move(run), context = context_] {
      run_command(*context, [&] { return run(*context, *secret); });
    });
    return command;
  }

  CLI::App* parent() { return parent_; }

 private:
  CLI::App* parent_;
  Context* context_;
};

void add_value_flags(CLI::App& command, SecretInput& input) {
  command.add_option("--file", input.file, "read the value from a file, byte for byte");
  command.add_option("--from-env", input.environment, "read the value from an environment variable");
  command.add_flag("--stdin", input.standard_input,
                   "read the value from standard input (also where it is a pipe)");
}

void add_set_and_link(SecretCommands& commands) {
  auto set_flags = std::make_shared<SetFlags>();
  CLI::App* command =
      commands.named("set", "Give a secret a local value (asked for, or from a pipe, file or variable)",
                     [=](Context& context, const std::string& name) {
                       set_flags->name = name;
                       return set(context, *set_flags);
                     });
  command->add_option("--domains", set_flags->domains,
                      "hosts it may be sent to, comma-separated (default: any)");
  add_value_flags(*command, set_flags->input);

  auto link_flags = std::make_shared<LinkFlags>();
  command = commands.named("link", "Link a secret to AWS Secrets Manager",
                           [=](Context& context, const std::string& name) {
                             link_flags->name = name;
                             return link(context, *link_flags);
                           });
  secrets::LinkFields& link = link_flags->link;
  command
      ->add_option("--secret-arn", link.secret, "Secret ARN; the form of ECS task definitions is understood")
      ->required();
  command->add_option("--role-arn", link.role, "role to assume before the secret is read");
  command->add_option("--external-id", link.external_id, "external ID that the role's trust policy asks for");
  command->add_option("--version", link.version, "version ID or staging label (default: AWSCURRENT)");
  command->add_option("--json-key", link.json_key, "the member of a JSON secret to use");
  command->add_option("--connection", link.connection,
                      "connection to use (default: the one of the ARN's account)");
  command->add_flag("--narrow-role", link.narrow_role,
                    "assume the role with a session policy for this secret only");
  command
      ->add_option("--cache-seconds", link.cache_seconds, "how long its value may be cached (0: not at all)")
      ->check(CLI::Range(0, 86400));
  command->add_option("--domains", link_flags->domains,
                      "hosts it may be sent to, comma-separated (default: any)");

  auto input = std::make_shared<SecretInput>();
  add_value_flags(*commands.named("unlink", "Make a linked secret local",
                                  [=](Context& context, const std::string& name) {
                                    return unlink(context, name, *input);
                                  }),
                  *input);
}

void add_looking(SecretCommands& commands, Context& context) {
  commands.parent()->add_subcommand("list", "List the secrets")->callback([&context] {
    run_command(context, [&] { return list(context); });
  });
  auto revealed = std::make_shared<bool>(false);
  commands
      .named("show", "Show a secret's details",
             [=](Context& at, const std::string& name) { return show(at, name, *revealed); })
      ->add_flag("--reveal", *revealed, "print the local value, and note that in the audit log");
  auto flags = std::make_shared<SessionFlags>();
  add_session_flags(
      *commands.named("test", "Fetch a secret once and report what was found, not the value",
                      [=](Context& at, const std::string& name) { return test(at, name, *flags); }),
      *flags);
}

void add_changing(SecretCommands& commands) {
  auto to = std::make_shared<std::string>();
  commands
      .named("rename", "Rename a secret",
             [=](Context& context, const std::string& name) { return rename(context, name, *to); })
      ->add_option("new-name", *to, "its new name")
      ->required();
  commands.named("rm", "Remove a secret", remove);
  for (const bool on : {true, false}) {
    commands.named(on ? "on" : "off", on ? "Let a secret resolve again" : "Keep a secret from resolving",
                   [on](Context& context, const std::string& name) {
                     return edit_entry(context, name, [on](Entry& entry) -> Result<void> {
                       entry.enabled = on;
                       return {};
                     });
                   });
  }
  auto text = std::make_shared<std::optional<std::string>>();
  commands
      .named("domains", "Show or set the hosts that a secret may be sent to",
             [=](Context& context, const std::string& name) { return domains(context, name, *text); })
      ->add_option("list", *text, "comma-separated; '' for any");
}

}  // namespace

void add_secret_command(CLI::App& root, Context& context) {
  SecretCommands commands(root, context);
  add_set_and_link(commands);
  add_looking(commands, context);
  add_changing(commands);
}

}  // namespace coffer::cli
