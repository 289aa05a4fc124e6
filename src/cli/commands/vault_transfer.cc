#include "cli/commands/vault_transfer.h"

#include <fmt/format.h>
#include <unistd.h>

#include "base/encoding.h"
#include "base/files.h"
#include "cli/listing.h"
#include "cli/secret_input.h"
#include "cli/session_flags.h"
#include "cli/standard_output.h"
#include "cli/vault_access.h"
#include "json/json.h"
#include "secrets/audit_log.h"
#include "secrets/transfer.h"
#include "vault/export_file.h"
#include "vault/import.h"

namespace coffer::cli {
namespace {

namespace fs = std::filesystem;
using vault::Entry;
using vault::ImportStep;
using vault::OnConflict;
using Entries = std::vector<Entry>;

constexpr int kPasswordTries = 3;

struct ExportFlags {
  std::string output, password_file;
  bool plain = false, links = false, yes = false, force = false;
};

std::string counted(size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

Result<void> note_export(Context& context, const Entries& entries) {
  return secrets::AuditLog(audit_log(context), *context.clock).append(secrets::export_events(entries));
}

Result<void> check_output(Context& context, const ExportFlags& flags) {
  if (flags.output.empty()) {
    if (flags.plain || flags.links || !context.terminal.out_is_terminal()) return {};
    return Error{ErrorCode::kUsage, "an encrypted export is no text for a terminal",
                 "Use -o FILE, or redirect standard output."};
  }
  std::error_code failure;
  for (const char* suffix : {"", ".backup", ".new", ".lock"}) {
    fs::path taken = context.vault_file();
    taken += suffix;
    if (fs::weakly_canonical(fs::absolute(flags.output), failure) ==
        fs::weakly_canonical(fs::absolute(taken), failure)) {
      return Error{ErrorCode::kUsage, "that is the vault's own file", "Choose another name.", "-o"};
    }
  }
  if (flags.force || !fs::exists(fs::symlink_status(flags.output, failure))) return {};
  return Error{ErrorCode::kAlreadyExists, fmt::format("{} exists already", flags.output),
               "Choose another name, or add --force to replace it.", "-o"};
}

Result<void> write_output(const ExportFlags& flags, std::string_view bytes) {
  if (flags.output.empty()) return write_standard_output(bytes);
  return flags.force ? replace_file(flags.output, bytes) : create_file(flags.output, bytes);
}

Result<void> confirm_plain(Context& context, const ExportFlags& flags) {
  context.terminal.warn(
      "--plain writes every value of the vault readably: whoever sees the file has them all. Without --plain "
      "the export is encrypted.");
  if (flags.yes) return {};
  if (!context.terminal.can_ask())
    return Error{ErrorCode::kUsage, "nothing was exported", "Add --yes if that is meant."};
  COFFER_ASSIGN(const bool sure, context.terminal.confirm("Go on?"));
  if (!sure) return Error{ErrorCode::kCancelled, "nothing was exported"};
  return {};
}

Result<void> export_links(Context& context, const ExportFlags& flags, const Entries& entries) {
  COFFER_ASSIGN(const secrets::LinksExport made, secrets::export_links(entries));
  COFFER_TRY(write_output(flags, made.text));
  context.terminal.message(fmt::format("Exported {}, no values.", counted(made.links, "link")));
  if (made.off > 0)
    context.terminal.message(
        fmt::format("Left out {} that are off: a links file could not say so.", made.off));
  return {};
}

Result<void> export_entries(Context& context, const ExportFlags& flags, const Entries& entries) {
  if (flags.plain) {
    COFFER_TRY(confirm_plain(context, flags));
    COFFER_TRY(note_export(context, entries));
    COFFER_ASSIGN(const Secret text, vault::plain_export(entries));
    COFFER_TRY(text.expose([&](std::string_view bytes) { return write_output(flags, bytes); }));
  } else {
    COFFER_ASSIGN(const Secret password, read_export_password(context, flags.password_file));
    COFFER_TRY(note_export(context, entries));
    COFFER_ASSIGN(const std::string bytes, vault::seal_export(entries, password, {}, *context.random));
    COFFER_TRY(write_output(flags, bytes));
  }
  context.terminal.message(fmt::format("Exported {}, {}.", counted(entries.size(), "secret"),
                                       flags.plain ? "readable" : "encrypted"));
  return {};
}

Result<void> run_export(Context& context, const ExportFlags& flags) {
  COFFER_TRY(check_output(context, flags));
  COFFER_ASSIGN(const auto store, open_vault(context));
  const Entries& entries = store->content().entries;
  return flags.links ? export_links(context, flags, entries) : export_entries(context, flags, entries);
}

struct ImportFlags {
  std::string file, password_file, on_conflict, format = "auto";
};

Result<Entries> open_sealed(Context& context, const ImportFlags& flags, const Secret& content) {
  const auto open = [&](const Secret& password) {
    return content.expose([&](std::string_view bytes) { return vault::open_export(bytes, password); });
  };
  if (!flags.password_file.empty()) {
    COFFER_ASSIGN(const Secret password, first_line_of_file_or_input(flags.password_file));
    return open(password);
  }
  if (!context.terminal.can_ask()) {
    return Error{ErrorCode::kUsage, "the export is encrypted, and nobody can be asked for its password",
                 "Use --password-file FILE."};
  }
  for (int tries = 1;; ++tries) {
    COFFER_ASSIGN(const Secret password, context.terminal.ask_secret("Password of the export: "));
    auto entries = open(password);
    if (entries || entries.error().code != ErrorCode::kWrongPassphrase || tries == kPasswordTries)
      return entries;
    context.terminal.message("That is not the password.");
  }
}

Result<Entries> read_import(Context& context, const ImportFlags& flags) {
  COFFER_ASSIGN(const Secret content, flags.file == "-"
                                          ? read_secret(STDIN_FILENO, vault::kMaxExportSize)
                                          : read_secret_file(flags.file, vault::kMaxExportSize));
  if (flags.format == "auto" && content.expose(vault::is_sealed_export))
    return open_sealed(context, flags, content);
  return secrets::read_import(content, flags.format);
}

OnConflict conflict_of(std::string_view word) {
  if (word == "keep") return OnConflict::kKeep;
  if (word == "replace") return OnConflict::kReplace;
  return word == "rename" ? OnConflict::kRename : OnConflict::kFail;
}

Result<OnConflict> ask_about(Context& context, const std::string& name) {
  for (;;) {
    COFFER_ASSIGN(const std::string answer,
                  context.terminal.ask(
                      fmt::format("The vault has another \"{}\". Keep it, replace it, or rename the new one? "
                                  "[keep/replace/rename] ",
                                  name)));
    const std::string word = to_lower(answer);
    if (word.empty() || word == "r" || word == "re") continue;  // which of the two?
    for (const std::string_view choice : {"keep", "replace", "rename"}) {
      if (choice.starts_with(word)) return conflict_of(choice);
    }
  }
}

// Asked before the vault is locked for writing. A conflict that comes up later fails the import whole.
Result<vault::ImportPlan> make_plan(Context& context, const ImportFlags& flags, const vault::Content& content,
                                    const Entries& entries) {
  vault::ImportPlan plan;
  if (!flags.on_conflict.empty() || !context.terminal.can_ask()) {
    plan.otherwise = conflict_of(flags.on_conflict);
    return plan;
  }
  for (const std::string& name : vault::conflicts(content, entries)) {
    COFFER_ASSIGN(plan.chosen[name], ask_about(context, name));
  }
  return plan;
}

std::string_view word_of(ImportStep::Outcome outcome) {
  switch (outcome) {
    case ImportStep::Outcome::kAdded:
      return "added";
    case ImportStep::Outcome::kUnchanged:
      return "unchanged";
    case ImportStep::Outcome::kKept:
      return "kept";
    case ImportStep::Outcome::kReplaced:
      return "replaced";
    case ImportStep::Outcome::kRenamed:
      break;
  }
  return "renamed";
}

void report(Context& context, const std::vector<ImportStep>& steps) {
  if (context.flags.json) {
    json::Array list;
    for (const ImportStep& step : steps) {
      json::Object object{{"name", step.name}, {"outcome", std::string(word_of(step.outcome))}};
      if (!step.new_name.empty()) object["new_name"] = step.new_name;
      list.emplace_back(std::move(object));
    }
    context.terminal.line(json::dump_pretty(list));
    return;
  }
  std::vector<std::vector<std::string>> rows;
  for (const ImportStep& step : steps) {
    std::string what(word_of(step.outcome));
    if (!step.new_name.empty()) what += fmt::format(", to \"{}\"", step.new_name);
    rows.push_back({step.name, std::move(what)});
  }
  context.terminal.out(format_table({"NAME", "WHAT"}, rows));
}

Result<void> run_import(Context& context, const ImportFlags& flags) {
  if (flags.file == "-" && flags.password_file == "-")
    return Error{ErrorCode::kUsage, "standard input cannot be both the export and its password"};
  COFFER_ASSIGN(const auto store, open_vault(context));
  COFFER_ASSIGN(Entries entries, read_import(context, flags));
  COFFER_ASSIGN(const vault::ImportPlan plan, make_plan(context, flags, store->content(), entries));
  std::vector<ImportStep> steps;
  COFFER_TRY(store->update([&](vault::Content& content) -> Result<void> {
    COFFER_ASSIGN(steps, vault::import_entries(content, std::move(entries), plan));
    return {};
  }));
  report(context, steps);
  return {};
}

}  // namespace

void add_transfer_commands(CLI::App& vault, Context& context) {
  auto out = std::make_shared<ExportFlags>();
  CLI::App* command = vault.add_subcommand("export", "Write its secrets to a file, encrypted by a password");
  command->add_option("-o,--output", out->output, "the file, of mode 0600 (default: standard output)");
  command->add_option("--password-file", out->password_file,
                      "file that holds the password, 12 characters or more (-: standard input)");
  auto* plain = command->add_flag("--plain", out->plain, "readable JSON instead, with every value in it");
  command->add_flag("--links", out->links, "a links file instead: the links, no values")->excludes(plain);
  command->add_flag("--yes", out->yes, "do not ask about --plain");
  command->add_flag("--force", out->force, "replace the file if there is one");
  command->callback([=, &context] { run_command(context, [&] { return run_export(context, *out); }); });

  auto in = std::make_shared<ImportFlags>();
  command =
      vault.add_subcommand("import", "Read secrets from an export, or a links file; all of them or none");
  command->add_option("file", in->file, "the file (-: standard input)")->required();
  command->add_option("--password-file", in->password_file,
                      "file that holds the export's password (-: standard input)");
  command->add_option("--on-conflict", in->on_conflict, "for names that exist: keep, replace, rename or fail")
      ->check(CLI::IsMember({"keep", "replace", "rename", "fail"}))
      ->type_name("WHAT");
  command
      ->add_option("--format", in->format,
                   "auto (an export or a links file), dotenv, or json (names and values)")
      ->check(CLI::IsMember({"auto", "dotenv", "json"}))
      ->type_name("FORMAT");
  command->callback([=, &context] { run_command(context, [&] { return run_import(context, *in); }); });
}

}  // namespace coffer::cli
