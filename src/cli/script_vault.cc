#include "cli/script_vault.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "postman/script_digest.h"
#include "report/text.h"

namespace coffer::cli {
namespace {

using secrets::GrantAnswer;
using secrets::GrantQuestion;

// What a script chose must neither fill the screen nor steer it, and may be a value.
std::string shown(const Context& context, const std::string& text, size_t most_bytes) {
  std::string line = report::printable_line(context.redactor.redact(text));
  if (line.size() <= most_bytes) return line;
  while (most_bytes > 0 && (static_cast<unsigned char>(line[most_bytes]) & 0xC0) == 0x80) --most_bytes;
  return line.substr(0, most_bytes) + "…";
}

class TerminalGrantPrompter final : public secrets::GrantPrompter {
 public:
  explicit TerminalGrantPrompter(Context& context) : context_(&context) {}

  Result<GrantAnswer> ask(const GrantQuestion& question) override {
    constexpr size_t kMostName = 200, kMostUse = 100;
    context_->terminal.message(fmt::format(
        "Scripts of {} want to use the vault{}.{}", shown(*context_, question.collection, kMostName),
        question.use.empty() ? std::string()
                             : fmt::format(" (first: {})", shown(*context_, question.use, kMostUse)),
        question.changed ? " They have changed since it was granted to them." : ""));
    for (;;) {
      COFFER_ASSIGN(
          const std::string typed,
          context_->terminal.ask(question.lasting ? "Allow? [y]es once / [a]lways / [N]o / ne[v]er: "
                                                  : "Allow? [y]es once / [N]o: "));
      if (const auto answer = answer_of(to_lower(typed), question.lasting)) return *answer;
    }
  }

 private:
  static std::optional<GrantAnswer> answer_of(std::string_view typed, bool lasting) {
    if (typed == "y" || typed == "yes") return GrantAnswer::kOnce;
    if (typed.empty() || typed == "n" || typed == "no") return GrantAnswer::kNo;
    if (lasting && (typed == "a" || typed == "always")) return GrantAnswer::kAlways;
    if (lasting && (typed == "v" || typed == "never")) return GrantAnswer::kNever;
    return std::nullopt;
  }

  Context* context_;
};

std::optional<bool> said_by(const GrantFlags& flags) {
  return flags.grant || flags.deny ? std::optional(flags.grant) : std::nullopt;
}

}  // namespace

void add_grant_flags(CLI::App& command, GrantFlags& flags) {
  CLI::Option* grant =
      command.add_flag("--grant-vault", flags.grant, "scripts may use the vault (pm.vault), in this run");
  grant->group("AWS and vault");
  command
      .add_flag("--deny-vault", flags.deny,
                "scripts may not use the vault in this run, though it be granted; nobody is asked")
      ->excludes(grant)
      ->group("AWS and vault");
}

OpenScriptVault open_script_vault(Context& context, const GrantFlags& grant_flags,
                                  const SessionFlags& session_flags, const CollectionInput& collection,
                                  OpenSession& session) {
  OpenScriptVault open;
  open.grants = std::make_unique<secrets::GrantStore>(context.environment.state_folder());
  if (context.terminal.can_ask()) open.prompter = std::make_unique<TerminalGrantPrompter>(context);
  secrets::ScriptAccess::Parts parts;
  parts.collection = collection.file ? collection.file->string() : collection.collection.root.name;
  parts.file = collection.file;
  parts.script_digest = postman::script_digest(collection.collection);
  parts.grants = open.grants.get();
  parts.prompter = open.prompter.get();
  parts.flag = said_by(grant_flags);
  open.access = std::make_unique<secrets::ScriptAccess>(std::move(parts));
  open.vault = std::make_unique<secrets::GrantedVault>(
      *open.access, *session.session, [&context, &session_flags, &collection, &session] {
        return open_secrets(context, session_flags, collection.folder, session);
      });
  return open;
}

}  // namespace coffer::cli
