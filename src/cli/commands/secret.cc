// coffer secret: the rows of the vault (spec 2.4-2.7, 4.*).
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/commands/secret_edit.h"
#include "cli/commands/secret_keeping.h"
#include "cli/commands/secret_link.h"
#include "cli/commands/secret_views.h"
#include "cli/secret_input.h"
#include "cli/session_flags.h"
#include "cli/vault_access.h"
#include "secrets/link_text.h"
#include "secrets/snapshots.h"

namespace coffer::cli {
namespace {

using vault::Content;
using vault::Entry;
using vault::Link;

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
          fmt::format("\"{}\" is linked to {}; Coffer never writes there", entry.name,
                      secrets::link_target(link)),
          fmt::format("Change the value in {}, or make it local with `coffer secret unlink '{}'`.",
                      secrets::provider_title(link), entry.name),
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

Result<void> link(Context& context, const LinkFlags& flags) {
  COFFER_TRY(vault::check_name(flags.name));
  COFFER_ASSIGN(const Link checked, checked_link(flags));
  std::optional<vault::AllowedDomains> domains;
  if (flags.domains) {
    COFFER_ASSIGN(domains, vault::AllowedDomains::parse(*flags.domains));
  }
  COFFER_ASSIGN(const auto store, open_vault(context));
  bool replaced = false, online_only = false;
  COFFER_TRY(put_entry(context, *store, flags.name, [&](Entry& entry) -> Result<void> {
    replaced = !entry.linked() && !std::get<Secret>(entry.value).empty();
    online_only = entry.offline.count() > 0 && !secrets::check_offline(checked);
    if (online_only) entry.offline = {};
    entry.value = checked;
    if (domains) entry.domains = *domains;
    return {};
  }));
  context.terminal.message(
      fmt::format("\"{}\" is linked to {}.{}", flags.name, secrets::link_target(checked),
                  replaced ? " The local value that it had is gone from the vault." : ""));
  if (online_only) context.terminal.message("Snapshots for use offline are off: this link can have none.");
  return {};
}

Result<void> unlink(Context& context, const std::string& name, const SecretInput& input) {
  COFFER_ASSIGN(const Secret value, read_value(context, input, fmt::format("Local value of {}: ", name)));
  COFFER_TRY(edit_entry(context, name, [&](Entry& entry) -> Result<void> {
    if (!entry.linked())
      return Error{ErrorCode::kInvalidArgument, fmt::format("\"{}\" is not linked", name), "", "name"};
    entry.value = value.clone();
    entry.offline = {};
    return {};
  }));
  context.terminal.message(fmt::format("\"{}\" has a local value now.", name));
  return {};
}

Result<void> rename(Context& context, const std::string& from, const std::string& to) {
  COFFER_TRY(vault::check_name(to));
  COFFER_ASSIGN(const auto store, open_vault(context));
  return store->update([&](Content& content) -> Result<void> {
    Entry* entry = content.find(from);
    if (entry == nullptr) return no_such_secret(from);
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
      return no_such_secret(name);
    return {};
  });
}

Result<void> domains(Context& context, const std::string& name, const std::optional<std::string>& text) {
  if (!text) {
    COFFER_ASSIGN(const auto store, open_vault(context));
    COFFER_ASSIGN(const Entry* entry, find_entry(*store, name));
    context.terminal.line(entry->domains.any() ? "any" : entry->domains.text());
    return {};
  }
  COFFER_ASSIGN(const auto parsed, vault::AllowedDomains::parse(*text));
  return edit_entry(context, name, [&](Entry& entry) -> Result<void> {
    entry.domains = parsed;
    return {};
  });
}

// Shows or sets whether scripts may ever have it (spec 6.2).
Result<void> scripts(Context& context, const std::string& name, const std::optional<std::string>& word) {
  using vault::ScriptPolicy;
  if (!word) {
    COFFER_ASSIGN(const auto store, open_vault(context));
    COFFER_ASSIGN(const Entry* entry, find_entry(*store, name));
    context.terminal.line(entry->scripts == ScriptPolicy::kNever ? "never" : "ask");
    return {};
  }
  return edit_entry(context, name, [&](Entry& entry) -> Result<void> {
    entry.scripts = *word == "never" ? ScriptPolicy::kNever : ScriptPolicy::kAsk;
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

void add_link(SecretCommands& commands) {
  auto flags = std::make_shared<LinkFlags>();
  CLI::App* command = commands.named("link", "Link a secret to where its value really lives",
                                     [=](Context& context, const std::string& name) {
                                       flags->name = name;
                                       return link(context, *flags);
                                     });
  add_link_flags(*command, *flags);
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

  add_link(commands);
  auto input = std::make_shared<SecretInput>();
  add_value_flags(*commands.named("unlink", "Make a linked secret local",
                                  [=](Context& context, const std::string& name) {
                                    return unlink(context, name, *input);
                                  }),
                  *input);
}

void add_looking(SecretCommands& commands, Context& context) {
  commands.parent()->add_subcommand("list", "List the secrets")->callback([&context] {
    run_command(context, [&] { return list_secrets(context); });
  });
  auto revealed = std::make_shared<bool>(false);
  commands
      .named("show", "Show a secret's details",
             [=](Context& at, const std::string& name) { return show_secret(at, name, *revealed); })
      ->add_flag("--reveal", *revealed, "print the local value, and note that in the audit log");
  auto flags = std::make_shared<SessionFlags>();
  add_session_flags(
      *commands.named("test", "Fetch a secret once and report what was found, not the value",
                      [=](Context& at, const std::string& name) { return test_secret(at, name, *flags); }),
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
  auto word = std::make_shared<std::optional<std::string>>();
  commands
      .named("scripts", "Show or set whether scripts may have a secret (pm.vault)",
             [=](Context& context, const std::string& name) { return scripts(context, name, *word); })
      ->add_option("policy", *word, "ask: those that the vault is granted to; never: none")
      ->check(CLI::IsMember({"ask", "never"}));
}

void add_keeping(SecretCommands& commands) {
  auto offline = std::make_shared<OfflineFlags>();
  CLI::App* command =
      commands.named("offline",
                     "Show or set whether a snapshot of a linked value is kept in the vault, for "
                     "when its provider cannot be reached",
                     [=](Context& context, const std::string& name) {
                       return show_or_set_offline(context, name, *offline);
                     });
  command->add_option("switch", offline->word, "on or off")->check(CLI::IsMember({"on", "off"}));
  command
      ->add_option("--for", offline->span, "how long one is good: 90m, 24h, 7d (default: 24h; 30d at most)")
      ->type_name("TIME");
  auto seconds = std::make_shared<std::optional<std::string>>();
  commands
      .named("cache", "Show or set how long a linked value may be kept in memory",
             [=](Context& context, const std::string& name) {
               return show_or_set_cache_time(context, name, *seconds);
             })
      ->add_option("seconds", *seconds, "0: not at all; default: as coffer settings cache-minutes says");
}

}  // namespace

void add_secret_command(CLI::App& root, Context& context) {
  SecretCommands commands(root, context);
  add_set_and_link(commands);
  add_looking(commands, context);
  add_changing(commands);
  add_keeping(commands);
}

}  // namespace coffer::cli
