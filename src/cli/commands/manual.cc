// coffer man, coffer completion, and what the shell asks to complete a word.
#include "cli/manual.h"

#include <fmt/format.h>

#include "base/files.h"
#include "cli/agent_access.h"
#include "cli/commands/commands.h"
#include "cli/completion.h"
#include "cli/vault_access.h"

namespace coffer::cli {
namespace {

const auto kAnyApp = [](const CLI::App*) { return true; };

Result<void> write_pages(const CLI::App& root, const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  COFFER_TRY(replace_file(folder / "coffer.1", man_page(root, COFFER_VERSION)));
  for (const CLI::App* command : root.get_subcommands(kAnyApp)) {
    if (command->get_group().empty()) continue;
    COFFER_TRY(replace_file(folder / (page_name(*command) + ".1"), man_page(*command, COFFER_VERSION)));
  }
  return {};
}

Result<void> print_page(Context& context, const CLI::App& root, const std::string& name) {
  if (name.empty()) return context.terminal.out(man_page(root, COFFER_VERSION)), Result<void>();
  std::string names;
  for (const CLI::App* command : root.get_subcommands(kAnyApp)) {
    if (command->get_name() == name)
      return context.terminal.out(man_page(*command, COFFER_VERSION)), Result<void>();
    if (!command->get_group().empty()) names += (names.empty() ? "" : ", ") + command->get_name();
  }
  return Error{ErrorCode::kUsage, "there is no such command", fmt::format("There are: {}.", names),
               "command"};
}

// Only where the key is at hand: completion must neither ask nor wait for a passphrase to be tried.
void add_secrets(Context& context, const std::string& typed, std::vector<Candidate>& candidates) {
  context.agent_warned = true;  // nor say anything
  const bool key = context.environment.get("COFFER_VAULT_KEY") ||
                   context.environment.get("COFFER_VAULT_KEY_FILE") ||
                   agent_key(context, keyring_name(context));
  if (!key) return;
  auto store = open_vault_if_any(context);
  if (!store || *store == nullptr) return;
  for (const vault::Entry& entry : (*store)->content().entries)
    if (entry.name.starts_with(typed))
      candidates.push_back({entry.name, entry.linked() ? "linked" : "local"});
}

}  // namespace

void add_manual_commands(CLI::App& root, Context& context) {
  auto page = std::make_shared<std::string>(), folder = std::make_shared<std::string>();
  CLI::App* man = root.add_subcommand("man", "Print a man page: coffer man send | man -l -");
  man->add_option("command", *page, "command (default: coffer itself)");
  man->add_option("--all", *folder, "write all pages into this folder")->group("");
  man->callback([=, &context, &root] {
    run_command(context, [&] {
      return folder->empty() ? print_page(context, root, *page) : write_pages(root, *folder);
    });
  });

  auto shell = std::make_shared<std::string>();
  CLI::App* completion = root.add_subcommand("completion", "Print the completion script of a shell");
  completion->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion->callback([=, &context] {
    run_command(context, [&]() -> Result<void> {
      COFFER_ASSIGN(const std::string script, completion_script(*shell));
      context.terminal.out(script);
      return {};
    });
  });
}

void print_completions(const CLI::App& root, Context& context, const std::vector<std::string>& words) {
  Completion completion = complete(root, words);
  if (completion.secrets) add_secrets(context, completion.typed, completion.candidates);
  for (const Candidate& candidate : completion.candidates) {
    if (candidate.word.find_first_of("\t\n") != std::string::npos) continue;
    context.terminal.line(candidate.word + "\t" + candidate.what);
  }
  if (completion.files == Completion::Files::kFiles) context.terminal.line(":files");
  if (completion.files == Completion::Files::kFolders) context.terminal.line(":folders");
}

}  // namespace coffer::cli
