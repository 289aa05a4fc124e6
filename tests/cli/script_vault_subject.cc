// Uses the vault as the scripts of a collection would, by the command line's own flags, terminal and grants:
// for script_vault_test.py.
//   script_vault_subject [flags] COLLECTION [get NAME | set NAME VALUE | unset NAME | granted] …
// Prints a line for each use; a value as the reports would print it, and its size.
#include <fmt/format.h>

#include "cli/context.h"
#include "cli/script_vault.h"

namespace coffer::cli {
namespace {

struct Subject {
  Context context;
  GrantFlags grant;
  SessionFlags session;
  std::string collection;
  std::vector<std::string> uses;
};

std::string shown(const Result<std::shared_ptr<const Secret>>& value) {
  if (!value) return fmt::format("{}: {}", to_string(value.error().code), to_string(value.error()));
  if (*value == nullptr) return "none";
  return (*value)->expose([](std::string_view text) { return fmt::format("{} ({})", text, text.size()); });
}

std::string shown(const Result<void>& done) {
  return done ? "done" : fmt::format("{}: {}", to_string(done.error().code), to_string(done.error()));
}

void use(Subject& subject, secrets::ScriptVault& vault) {
  const secrets::UseContext context{"Shop", "List"};
  const std::vector<std::string>& words = subject.uses;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string method = words[i];
    std::string outcome;
    if (method == "granted") {
      outcome = shown(vault.granted());
    } else if (method == "get") {
      outcome = shown(vault.get(words.at(++i), context));
    } else if (method == "set") {
      outcome = shown(vault.set(words.at(i + 1), Secret(words.at(i + 2)), context));
      i += 2;
    } else {
      outcome = shown(vault.unset(words.at(++i), context));
    }
    subject.context.terminal.line(fmt::format("{}: {}", method, outcome));
  }
}

Result<void> run(Subject& subject) {
  Locations locations(subject.context, {});
  COFFER_ASSIGN(const CollectionInput collection,
                load_collection(subject.context, locations, subject.collection));
  COFFER_ASSIGN(OpenSession session,
                open_session(subject.context, subject.session, collection.folder, false));
  const OpenScriptVault vault =
      open_script_vault(subject.context, subject.grant, subject.session, collection, session);
  use(subject, *vault.vault);
  return {};
}

}  // namespace
}  // namespace coffer::cli

int main(int argc, char** argv) {
  using namespace coffer;
  cli::Subject subject;
  subject.context.environment = Environment::from_process();
  subject.context.clock = &system_clock();
  subject.context.random = &crypto::system_random();
  CLI::App app;
  cli::add_grant_flags(app, subject.grant);
  cli::add_session_flags(app, subject.session);
  app.add_option("--passphrase-file", subject.context.flags.passphrase_file);
  app.add_flag("--no-input", subject.context.flags.no_input);
  app.add_option("collection", subject.collection);
  app.add_option("uses", subject.uses);
  CLI11_PARSE(app, argc, argv);
  subject.context.terminal.configure(subject.context.environment, cli::Colour::kOff,
                                     !subject.context.flags.no_input);
  cli::run_command(subject.context, [&] { return cli::run(subject); });
  return subject.context.status;
}
