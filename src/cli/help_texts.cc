#include "cli/help_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>

namespace coffer::cli {
namespace {

struct CommandExamples {
  std::string_view command;
  std::vector<Example> examples;
};

const std::vector<CommandExamples>& all_examples() {
  static const std::vector<CommandExamples> all{
      {"",
       {{"Make a vault, put a secret into it, and send it.",
         "coffer vault init\ncoffer secret set token --domains api.example.com\n"
         "coffer send https://api.example.com/me --bearer '{{vault:token}}'"}}},
      {"send",
       {{"A secret in a header, a body from a file.",
         "coffer send PUT https://api.example.com/x -H 'X-Key: {{vault:key}}' --json @body.json"},
        {"JSON, member by member.",
         "coffer send https://api.example.com/users --json name=Ada --json age:=36"},
        {"A form with a file, and basic auth.",
         "coffer send https://api.example.com/upload -F 'file=@photo.jpg;type=image/jpeg' -u "
         "'me:{{vault:password}}'"},
        {"What a browser's \"Copy as cURL\" put on the clipboard.", "wl-paste | coffer send --from-curl -"},
        {"The curl command for a bug report, with references and no values.",
         "coffer send https://api.example.com/me --bearer '{{vault:token}}' --curl"}}},
      {"run",
       {{"A folder of a collection, with an environment.",
         "coffer run shop.postman_collection.json -e staging.json --folder Orders"},
        {"In CI: the links file and the job's AWS credentials are enough.",
         "coffer run shop.postman_collection.json --links coffer.links.json --no-vault"}}},
      {"grant",
       {{"Look at the scripts, then let them use the vault, until they change.",
         "coffer grant shop.postman_collection.json\ncoffer grant --list"}}},
      {"check",
       {{"Would every reference resolve? Nothing is sent.",
         "coffer check shop.postman_collection.json --json"}}},
      {"secret set",
       {{"From a pipe; a value is never an argument.", "pass show stripe | coffer secret set stripe"}}},
      {"secret link",
       {{"A member of a JSON secret, read by another role.",
         "coffer secret link db-password --json-key password \\\n"
         "  --secret-arn arn:aws:secretsmanager:eu-central-1:111122223333:secret:db/main-GhIjKl \\\n"
         "  --role-arn arn:aws:iam::111122223333:role/db-reader --domains db.example.com"},
        {"A parameter of Systems Manager.",
         "coffer secret link mail-key --parameter /prod/mail/key --region eu-central-1"},
        {"A field of a secret of HashiCorp Vault or OpenBao.",
         "coffer secret link db-password --secret-path app/db --field password"}}},
      {"secret offline",
       {{"On the train: read once, and use that for a day where AWS cannot be reached.",
         "coffer secret offline stripe on --for 24h\ncoffer secret test stripe\ncoffer secret show stripe"}}},
      {"settings",
       {{"Values for ten minutes, the agent's lock after a quarter of an hour.",
         "coffer settings cache-minutes 10\ncoffer settings agent-idle 15"}}},
      {"agent",
       {{"Unlock and connect once, work, and lock at the end of the day.",
         "coffer vault unlock\ncoffer aws connect\ncoffer run shop.postman_collection.json\ncoffer agent "
         "lock"}}},
      {"aws connect",
       {{"Keys from a pipe; they are never arguments.",
         "pass show aws/secret-key | coffer aws connect --access-key-id AKIAIOSFODNN7EXAMPLE \\\n"
         "  --secret-access-key-file - --region eu-west-1"},
        {"Two accounts at once, by name.",
         "coffer aws connect --profile dev\ncoffer aws connect --profile prod --name prod\ncoffer aws "
         "status"}}},
      {"import curl",
       {{"Into a collection; the credentials go into the vault.",
         "wl-paste | coffer import curl --into shop.postman_collection.json --to-vault shop"}}},
      {"completion",
       {{"For bash, in ~/.bashrc.", "source <(coffer completion bash)"},
        {"For zsh, in ~/.zshrc.", "source <(coffer completion zsh)"},
        {"For fish.", "coffer completion fish > ~/.config/fish/completions/coffer.fish"}}},
      {"man", {{"Read a page.", "coffer man send | man -l -"}}}};
  return all;
}

// By the longest name; a name means the same wherever it stands.
std::string_view kind_of(std::string_view name) {
  using Pair = std::pair<std::string_view, std::string_view>;
  constexpr auto kNames = std::to_array<Pair>({{"vault", "FILE"},
                                               {"links", "FILE"},
                                               {"file", "FILE"},
                                               {"cacert", "FILE"},
                                               {"ssl-extra-ca-certs", "FILE"},
                                               {"ssl-client-cert", "FILE"},
                                               {"ssl-client-key", "FILE"},
                                               {"ssl-client-cert-list", "FILE"},
                                               {"cert", "FILE"},
                                               {"key", "FILE"},
                                               {"environment", "FILE"},
                                               {"globals", "FILE"},
                                               {"iteration-data", "FILE"},
                                               {"cookie-jar", "FILE"},
                                               {"collection", "FILE"},
                                               {"path", "FILE"},
                                               {"write-key", "FILE"},
                                               {"working-dir", "DIR"},
                                               {"profile", "PROFILE"},
                                               {"region", "REGION"},
                                               {"domains", "DOMAINS"},
                                               {"env-var", "KEY=VALUE"},
                                               {"global-var", "KEY=VALUE"},
                                               {"proxy", "URL"},
                                               {"from-env", "VARIABLE"},
                                               {"json-key", "KEY"},
                                               {"folder", "NAME"},
                                               {"connection", "NAME"},
                                               {"external-id", "ID"},
                                               {"version", "VERSION"},
                                               {"reporters", "NAMES"}});
  const auto found = std::ranges::find(kNames, name, &Pair::first);
  if (found != kNames.end()) return found->second;
  if (name.ends_with("-file") || name.starts_with("export-") || name.ends_with("-export")) return "FILE";
  if (name.ends_with("-arn") || name == "mfa-serial" || name == "arn") return "ARN";
  return "";
}

void name_value(CLI::Option& option) {
  const std::string type = option.get_type_name();
  if (!type.starts_with("TEXT")) {
    // A number says itself what it must be; CLI11 would repeat that.
    if (type.starts_with("INT") || type.starts_with("UINT")) option.type_name("N");
    return;
  }
  std::string_view kind;
  for (const std::string& name : option.get_lnames())
    if (kind.empty()) kind = kind_of(name);
  if (kind.empty() && option.get_positional()) kind = kind_of(option.get_name());
  if (!kind.empty()) option.type_name(std::string(kind));
}

std::string footer_of(std::string_view command) {
  std::string text;
  for (const Example& example : examples_of(command)) {
    text += fmt::format("{}  # {}\n", text.empty() ? "Examples:\n" : "\n", example.what);
    for (std::string_view rest = example.command; !rest.empty();) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      text += fmt::format("  {}\n", rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

// CLI11's layout with our value names, and no counts or checks beside them.
class HelpFormatter final : public CLI::Formatter {
 public:
  HelpFormatter() { column_width(30); }
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string value = value_name(*option);
    const std::string required = option->get_required() && !option->get_positional() ? " (required)" : "";
    return value.empty() || option->get_positional() ? required : " " + value + required;
  }
  std::string make_option_usage(const CLI::Option* option) const override {
    if (option->get_name() == "request") return "[METHOD] URL";
    return option->get_required() ? option->get_name() : "[" + option->get_name() + "]";
  }
};

void finish_command(CLI::App& command) {
  for (CLI::Option* option : command.get_options()) name_value(*option);
  if (const std::string footer = footer_of(command_path(command));
      !footer.empty() && command.get_parent() != nullptr)
    command.footer(footer);
  for (CLI::App* below : command.get_subcommands([](CLI::App*) { return true; })) finish_command(*below);
}

}  // namespace

std::vector<Example> examples_of(std::string_view command) {
  const auto found = std::ranges::find(all_examples(), command, &CommandExamples::command);
  return found == all_examples().end() ? std::vector<Example>() : found->examples;
}

std::string command_path(const CLI::App& command) {
  if (command.get_parent() == nullptr) return "";
  const std::string above = command_path(*command.get_parent());
  return above.empty() ? command.get_name() : above + " " + command.get_name();
}

bool is_switch(const CLI::Option& option) { return option.get_items_expected_max() == 0; }

std::vector<std::string> choices_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  std::vector<std::string> choices;
  const size_t open = type.find('{'), close = type.find('}', open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos) return choices;
  for (std::string_view rest = std::string_view(type).substr(open + 1, close - open - 1);;) {
    choices.emplace_back(rest.substr(0, rest.find(',')));
    if (choices.back().size() == rest.size()) return choices;
    rest.remove_prefix(choices.back().size() + 1);
  }
}

std::string value_name(const CLI::Option& option) {
  if (is_switch(option)) return "";
  if (const auto choices = choices_of(option); !choices.empty())
    return fmt::format("{}", fmt::join(choices, "|"));
  const std::string type = option.get_type_name();
  const bool named = !type.empty() && type.find_first_of(" :") == std::string::npos;
  return named && type != "TEXT"                             ? type
         : type.starts_with("N:") || type.starts_with("MS:") ? type.substr(0, type.find(':'))
                                                             : "VALUE";
}

void finish_help(CLI::App& root) {
  finish_command(root);
  const auto formatter = std::make_shared<HelpFormatter>();
  const std::function<void(CLI::App&)> give = [&](CLI::App& command) {
    command.formatter(formatter);
    for (CLI::App* below : command.get_subcommands([](CLI::App*) { return true; })) give(*below);
  };
  give(root);
}

}  // namespace coffer::cli
