// coffer vault: making, opening, locking, changing and removing the vault (spec 2.1, 2.9).
#include <fmt/format.h>

#include "base/files.h"
#include "cli/agent_access.h"
#include "cli/commands/commands.h"
#include "cli/commands/vault_transfer.h"
#include "cli/listing.h"
#include "cli/secret_input.h"
#include "cli/standard_output.h"
#include "cli/vault_access.h"
#include "vault/keyring.h"

namespace coffer::cli {
namespace {

namespace fs = std::filesystem;
using vault::SlotKind;
using vault::Store;

// A key that was not shown would be gone, so a full disk behind standard output is an error.
Result<void> show_recovery_key(Context& context, const Secret& key) {
  context.terminal.message(
      "Recovery key, shown this once. Write it down and keep it apart from this machine:");
  COFFER_TRY(key.expose([](std::string_view text) { return write_standard_output(text); }));
  return write_standard_output("\n");
}

Result<void> keep_in_keyring(const Context& context, Store& store) {
  COFFER_TRY(vault::make_secret_service_keyring()->store(keyring_name(context), store.key_text()));
  return store.note_slot(SlotKind::kKeyring);
}

struct InitFlags {
  bool keyring = false, no_passphrase = false;
  std::string write_key;
};

// A key file is as good as the vault itself, so it is never overwritten.
Result<void> write_key_file(const fs::path& file, Store& store) {
  auto written = store.key_text().expose([&](std::string_view key) { return create_file(file, key); });
  if (written) return store.note_slot(SlotKind::kKeyFile);
  Error error = std::move(written).error();
  error.field = "--write-key";
  return error;
}

// Puts a new vault's keys where they are to be kept.
Result<void> hand_out_keys(Context& context, const InitFlags& flags, Store::Created& created) {
  if (flags.keyring) COFFER_TRY(keep_in_keyring(context, *created.store));
  if (!flags.write_key.empty()) COFFER_TRY(write_key_file(flags.write_key, *created.store));
  context.terminal.message(fmt::format("Made an empty vault: {}", context.vault_file().string()));
  return show_recovery_key(context, created.recovery_key);
}

Result<void> init(Context& context, const InitFlags& flags) {
  if (flags.no_passphrase && !flags.keyring && flags.write_key.empty()) {
    return Error{ErrorCode::kUsage, "without a passphrase the key must be kept elsewhere",
                 "Add --keyring or --write-key FILE."};
  }
  if (fs::exists(context.vault_file())) {
    return Error{ErrorCode::kAlreadyExists,
                 fmt::format("there is a vault already: {}", context.vault_file().string()),
                 "Use it, or remove it with `coffer vault reset`."};
  }
  std::optional<Secret> passphrase;
  if (!flags.no_passphrase) {
    COFFER_ASSIGN(passphrase, read_new_passphrase(context));
  }
  COFFER_ASSIGN(Store::Created created,
                Store::create(vault_options(context), passphrase ? &*passphrase : nullptr));
  Result<void> handed_out = hand_out_keys(context, flags, created);
  // An empty vault whose keys are nowhere would only be in the way.
  if (!handed_out) static_cast<void>(Store::remove_files(context.vault_file()));
  return handed_out;
}

Result<void> status(Context& context) {
  COFFER_ASSIGN(const auto slots, Store::slots(context.vault_file()));
  auto opened = open_vault(context);
  if (!opened && opened.error().code != ErrorCode::kVaultLocked) return std::move(opened).error();
  json::Array names;
  std::string list;
  for (const SlotKind kind : slots) {
    names.emplace_back(std::string(to_string(kind)));
    list += (list.empty() ? "" : ", ") + std::string(to_string(kind));
  }
  if (context.flags.json) {
    json::Object object{
        {"file", context.vault_file().string()}, {"opens_with", std::move(names)}, {"locked", !opened.ok()}};
    if (opened)
      object["secrets"] = (*opened)->content().entries.size(), object["generation"] = (*opened)->generation();
    context.terminal.line(json::dump_pretty(object));
    return {};
  }
  context.terminal.out(
      format_fields({{"file", context.vault_file().string()},
                     {"opens with", list},
                     {"state", opened ? "opens with the key at hand" : "locked"},
                     {"secrets", opened ? fmt::to_string((*opened)->content().entries.size()) : ""},
                     {"generation", opened ? fmt::to_string((*opened)->generation()) : ""}}));
  return {};
}

// In the agent, for as long as it runs and is used; in the keyring for good.
Result<void> unlock(Context& context, bool keyring) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  COFFER_ASSIGN(auto client,
                keyring ? Result<std::optional<agent::Client>>(std::nullopt) : agent_to_keep(context));
  if (client) {
    COFFER_TRY(keep_in_agent(*client, keyring_name(context), store->key_text()));
    context.terminal.message(
        "The agent holds the vault's key now: the vault opens without a question until `coffer vault lock`, "
        "or until the agent locks itself (coffer agent status).");
    return {};
  }
  COFFER_TRY(keep_in_keyring(context, *store));
  context.terminal.message(
      "The keyring holds the vault's key now: the vault opens without a question until `coffer vault lock`.");
  return {};
}

Result<void> lock(Context& context) {
  COFFER_ASSIGN(const auto slots, Store::slots(context.vault_file()));
  const bool agent_had_it = forget_in_agent(context, keyring_name(context));
  const auto removed = vault::make_secret_service_keyring()->remove(keyring_name(context));
  if (!removed && !(agent_had_it && removed.error().code == ErrorCode::kKeyringUnavailable)) return removed;
  const bool passphrase = std::find(slots.begin(), slots.end(), SlotKind::kPassphrase) != slots.end();
  context.terminal.message(fmt::format("{} no longer holds the vault's key. It opens with the {}.",
                                       agent_had_it ? "The agent" : "The keyring",
                                       passphrase ? "passphrase or the recovery key" : "recovery key"));
  return {};
}

Result<void> change_passphrase(Context& context) {
  GlobalFlags& flags = context.flags;
  const std::string new_file =
      std::exchange(flags.passphrase_file, "");  // here it names the new passphrase, not the old
  COFFER_ASSIGN(const auto store, open_vault(context));
  flags.passphrase_file = new_file;
  COFFER_ASSIGN(const Secret passphrase, read_new_passphrase(context));
  COFFER_TRY(store->set_passphrase(passphrase));
  context.terminal.message("The passphrase is changed.");
  return {};
}

Result<void> recover(Context& context, const SecretInput& input) {
  COFFER_ASSIGN(const Secret recovery, read_value(context, input, "Recovery key: "));
  COFFER_ASSIGN(const auto store, Store::open(vault_options(context), {.recovery = &recovery}));
  COFFER_ASSIGN(const Secret passphrase, read_new_passphrase(context));
  COFFER_TRY(store->set_passphrase(passphrase));
  context.terminal.message(
      "The vault is open again, and has the new passphrase. The recovery key stays valid.");
  return {};
}

// The current passphrase, which must wrap the new key as well; none if the vault has none.
Result<std::optional<Secret>> current_passphrase(Context& context) {
  COFFER_ASSIGN(const auto slots, Store::slots(context.vault_file()));
  if (std::find(slots.begin(), slots.end(), SlotKind::kPassphrase) == slots.end())
    return std::optional<Secret>();
  const auto file = passphrase_file(context);
  if (file.empty() && !context.terminal.can_ask()) {
    return Error{ErrorCode::kUsage, "the passphrase is needed to wrap the new key",
                 "Use --passphrase-file FILE."};
  }
  COFFER_ASSIGN(Secret passphrase,
                file.empty() ? context.terminal.ask_secret("Vault passphrase: ") : first_line_of(file));
  return std::optional<Secret>(std::move(passphrase));
}

Result<void> rotate(Context& context) {
  COFFER_ASSIGN(const auto passphrase, current_passphrase(context));
  COFFER_ASSIGN(const auto store, passphrase
                                      ? Store::open(vault_options(context), {.passphrase = &*passphrase})
                                      : open_vault(context));
  auto keyring = vault::make_secret_service_keyring();
  const auto kept = keyring->load(keyring_name(context));
  const auto rotated = store->rotate_key(passphrase ? &*passphrase : nullptr, [&](const Secret& recovery) {
    return show_recovery_key(context, recovery);
  });
  if (!rotated) {
    context.terminal.message("The key is not changed: a recovery key printed above opens nothing.");
    return rotated;
  }
  if (kept && kept->has_value()) COFFER_TRY(keep_in_keyring(context, *store));
  if (forget_in_agent(context, keyring_name(context))) {
    if (auto client = agent_if_any(context))
      COFFER_TRY(keep_in_agent(*client, keyring_name(context), store->key_text()));
  }
  context.terminal.message(
      "The vault has a new key; the old one, its key files and the old recovery key open nothing any more.");
  return {};
}

Result<void> print_key(Context& context, bool yes) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  if (!yes) {
    if (!context.terminal.can_ask())
      return Error{ErrorCode::kUsage, "this prints the key to everything in the vault",
                   "Add --yes if that is meant."};
    COFFER_ASSIGN(const bool sure,
                  context.terminal.confirm("This prints the key to everything in the vault. Go on?"));
    if (!sure) return Error{ErrorCode::kCancelled, "nothing was printed"};
  }
  context.terminal.reveal(store->key_text());
  return {};
}

// Twice, because nothing brings it back.
Result<void> confirm_reset(Context& context, const std::string& path) {
  COFFER_ASSIGN(const bool sure,
                context.terminal.confirm(fmt::format("Remove {} and every value in it?", path)));
  if (!sure) return Error{ErrorCode::kCancelled, "nothing was removed"};
  COFFER_ASSIGN(const std::string word, context.terminal.ask("Type `remove` to do it: "));
  if (word != "remove") return Error{ErrorCode::kCancelled, "nothing was removed"};
  return {};
}

Result<void> reset(Context& context, bool yes) {
  const fs::path file = context.vault_file();
  if (!fs::exists(file))
    return Error{ErrorCode::kVaultMissing, fmt::format("there is no vault at {}", file.string())};
  if (!yes && !context.terminal.can_ask())
    return Error{ErrorCode::kUsage, "this removes the vault for good",
                 "Add --yes-remove-everything if that is meant."};
  if (!yes) COFFER_TRY(confirm_reset(context, file.string()));
  static_cast<void>(
      vault::make_secret_service_keyring()->remove(keyring_name(context)));  // there may be no keyring at all
  forget_in_agent(context, keyring_name(context));
  COFFER_TRY(Store::remove_files(file));
  context.terminal.message(fmt::format("Removed {} and its backup.", file.string()));
  return {};
}

CLI::App* add(CLI::App& parent, const char* name, const char* what, Context& context,
              std::function<Result<void>()> command) {
  CLI::App* added = parent.add_subcommand(name, what);
  added->callback([&context, command = std::move(command)] { run_command(context, command); });
  return added;
}

}  // namespace

void add_vault_command(CLI::App& root, Context& context) {
  CLI::App* vault = root.add_subcommand("vault", "Make, open, lock, change or remove the vault");
  vault->require_subcommand(1);

  auto init_flags = std::make_shared<InitFlags>();
  CLI::App* init_command = add(*vault, "init", "Make an empty vault", context,
                               [=, &context] { return init(context, *init_flags); });
  init_command->add_flag("--keyring", init_flags->keyring, "keep its key in the desktop's keyring");
  init_command->add_flag("--no-passphrase", init_flags->no_passphrase,
                         "no passphrase: only the keyring, a key file or the recovery key open it");
  init_command->add_option("--write-key", init_flags->write_key,
                           "write its key to a new file of mode 0600, for servers and CI");

  add(*vault, "status", "Where it is, what opens it, what it holds", context,
      [&context] { return status(context); });
  auto keyring = std::make_shared<bool>(false);
  CLI::App* unlock_command =
      add(*vault, "unlock", "Keep its key in the agent, so that nothing asks for a while", context,
          [=, &context] { return unlock(context, *keyring); });
  unlock_command->add_flag("--keyring", *keyring, "in the desktop's keyring instead, for good");
  add(*vault, "lock", "Take its key out of the agent and the keyring", context,
      [&context] { return lock(context); });
  add(*vault, "passphrase", "Change or set the passphrase", context,
      [&context] { return change_passphrase(context); });

  auto recovery_input = std::make_shared<SecretInput>();
  CLI::App* recover_command = add(*vault, "recover", "Open it with the recovery key and set a new passphrase",
                                  context, [=, &context] { return recover(context, *recovery_input); });
  recover_command->add_option("--file", recovery_input->file, "read the recovery key from a file");

  add_transfer_commands(*vault, context);

  add(*vault, "rotate", "Give it a new key and a new recovery key", context,
      [&context] { return rotate(context); });

  auto yes_key = std::make_shared<bool>(false);
  CLI::App* key_command = add(*vault, "key", "Print its key, for COFFER_VAULT_KEY in CI", context,
                              [=, &context] { return print_key(context, *yes_key); });
  key_command->add_flag("--yes", *yes_key, "do not ask");

  auto yes_reset = std::make_shared<bool>(false);
  CLI::App* reset_command = add(*vault, "reset", "Remove the vault and everything in it (asks twice)",
                                context, [=, &context] { return reset(context, *yes_reset); });
  reset_command->add_flag("--yes-remove-everything", *yes_reset, "do not ask");
}

}  // namespace coffer::cli
