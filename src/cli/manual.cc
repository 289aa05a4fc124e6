#include "cli/manual.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/encoding.h"
#include "cli/help_texts.h"

namespace coffer::cli {
namespace {

// When the manual last changed in a way that a reader should know; not the build's date, so that builds stay
// the same.
constexpr std::string_view kDate = "2026-11-24";

struct Entry {
  std::string_view name, what;
};

constexpr auto kExitStatus = std::to_array<Entry>({
    {"0", "Fine."},
    {"1", "A request or a test failed, or the command did."},
    {"2", "Usage, or bad input."},
    {"3", "A vault reference could not be resolved; the request was not sent."},
    {"4", "The same, and authenticating or unlocking would mend it."},
});

constexpr auto kEnvironment = std::to_array<Entry>({
    {"COFFER_VAULT", "The vault file."},
    {"COFFER_HOME", "The folder of the vault and of all state, instead of the XDG folders."},
    {"COFFER_VAULT_KEY", "The vault's key itself, for CI."},
    {"COFFER_VAULT_KEY_FILE", "A file that holds the vault's key."},
    {"COFFER_PASSPHRASE_FILE", "A file that holds the passphrase."},
    {"COFFER_MFA_CODE", "The MFA code, where nobody can be asked."},
    {"AWS_PROFILE, AWS_REGION, AWS_ACCESS_KEY_ID …", "As the AWS CLI reads them."},
    {"AWS_ENDPOINT_URL", "Another endpoint for AWS."},
    {"HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY", "Proxies, for requests as for AWS."},
    {"NO_COLOR", "No colour."},
});

constexpr auto kFiles = std::to_array<Entry>({
    {"~/.config/coffer/vault.coffer", "The vault; .backup beside it is the one before."},
    {"~/.config/coffer/settings.json", "What coffer settings keeps for all vaults."},
    {"~/.local/state/coffer/audit.jsonl", "One line for each use of a secret; no values."},
    {"~/.local/state/coffer/trusted-links/", "The links files that are trusted."},
    {"~/.local/state/coffer/script-grants/", "The collections whose scripts may use the vault, or may not."},
    {"coffer.links.json", "Beside a collection: where its secrets live."},
    {"~/.aws/config, ~/.aws/credentials", "Profiles, as the AWS CLI reads them."},
});

const auto kAnyApp = [](const CLI::App*) { return true; };
const auto kAnyOption = [](const CLI::Option*) { return true; };

// Text in which roff finds nothing to obey.
std::string escaped(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if (c == '~')
      out += "\\(ti";
    else if (c == '^')
      out += "\\(ha";
    else if (c == '\'')
      out += "\\(aq";
    else if (c == '`')
      out += "\\(ga";
    else
      out += c;
    line_start = c == '\n';
  }
  return out;
}

// Lines of at most 78 bytes, as mandoc wants its input.
std::string filled(std::string_view text) {
  constexpr size_t kWidth = 78;
  std::string out;
  size_t column = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const size_t size = escaped(word).size();
    if (column > 0 && column + 1 + size > kWidth) {
      out += '\n';
      column = 0;
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    out += word;
    column += size;
  }
  return escaped(out);
}

std::string sentence(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  if (!text.empty() && text.back() != '.') text += '.';
  return filled(text);
}

class Page {
 public:
  Page(const CLI::App& command, std::string_view version) : command_(command), version_(version) {}

  std::string write() {
    std::string title = page_name(command_);
    std::ranges::transform(title, title.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    line(fmt::format(".TH {} 1 {} \"coffer {}\" \"Coffer manual\"", escaped(title), kDate, version_));
    section("NAME");
    std::string what = command_.get_description();
    what = what.substr(0, what.find(": coffer "));
    if (what.ends_with('.')) what.pop_back();
    line(fmt::format("{} \\-\n{}", escaped(page_name(command_)), filled(what)));
    section("SYNOPSIS");
    synopsis();
    section("DESCRIPTION");
    description();
    if (is_root())
      commands();
    else
      each_command_below(command_);
    options();
    entries("EXIT STATUS", kExitStatus, false);
    entries("ENVIRONMENT", kEnvironment, true);
    entries("FILES", kFiles, true);
    examples();
    see_also();
    return std::move(text_);
  }

 private:
  bool is_root() const { return command_.get_parent() == nullptr; }
  void line(std::string_view text) { text_.append(text).append("\n"); }
  void section(std::string_view name) { line(fmt::format(".SH {}", name)); }

  static std::string arguments_of(const CLI::App& command) {
    std::string text;
    for (const CLI::Option* option : command.get_options(kAnyOption)) {
      if (!option->get_positional()) continue;
      // `send` has two arguments in one.
      std::string name = command.get_name() == "send" ? "[METHOD] URL" : option->get_name();
      std::ranges::transform(name, name.begin(),
                             [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
      const bool bare = option->get_required() || command.get_name() == "send";
      text += bare ? " " + name : " [" + name + "]";
    }
    return text;
  }

  static std::string full_name(const CLI::App& command) {
    const std::string path = command_path(command);
    return path.empty() ? "coffer" : "coffer " + path;
  }

  static bool takes_command(const CLI::App& command) { return !command.get_subcommands(kAnyApp).empty(); }

  void synopsis() {
    if (is_root()) {
      line(".B coffer\n[\\fIoptions\\fR] \\fIcommand\\fR ...");
      line(".PP\n.B coffer\n\\-\\-version | \\-\\-help");
      return;
    }
    const std::string after = takes_command(command_) ? "\\fIcommand\\fR ..."
                                                      : "[\\fIoptions\\fR]" + escaped(arguments_of(command_));
    line(fmt::format(".B {}\n{}", escaped(full_name(command_)), after));
  }

  void description() {
    line(sentence(command_.get_description()));
    if (!is_root()) return;
    line(".PP");
    line(
        filled("A request, or a whole Postman collection, says {{vault:name}}. At the moment of sending "
               "Coffer takes the "
               "value from the encrypted local vault, or live from AWS Secrets Manager, Systems Manager's "
               "Parameter Store, HashiCorp Vault or OpenBao, puts it into the request, and "
               "forgets it. Where a reference cannot be resolved nothing is sent. What is printed, logged "
               "and reported "
               "has the reference where the value was."));
  }

  void commands() {
    section("COMMANDS");
    for (const CLI::App* below : command_.get_subcommands(kAnyApp)) {
      if (below->get_group().empty()) continue;
      line(fmt::format(".TP\n.BR {} (1)", escaped(page_name(*below))));
      line(sentence(below->get_description()));
    }
  }

  void each_command_below(const CLI::App& command) {
    if (!takes_command(command)) return;
    if (&command == &command_) section("COMMANDS");
    for (const CLI::App* below : command.get_subcommands(kAnyApp)) {
      if (below->get_group().empty()) continue;
      line(fmt::format(".SS {}{}", escaped(full_name(*below)), escaped(arguments_of(*below))));
      line(sentence(below->get_description()));
      for (const CLI::Option* option : below->get_options(kAnyOption)) write_option(*option);
      each_command_below(*below);
    }
  }

  void write_option(const CLI::Option& option) {
    if (option.get_group().empty() || option.get_name(false, true) == "-h,--help") return;
    std::string names;
    const std::string value = value_name(option);
    if (option.get_positional()) {
      names = fmt::format("\\fI{}\\fR", escaped(option.get_name()));
    } else {
      for (const std::string& name : option.get_snames())
        names += fmt::format("{}\\fB\\-{}\\fR", names.empty() ? "" : ", ", escaped(name));
      for (const std::string& name : option.get_lnames())
        names += fmt::format("{}\\fB\\-\\-{}\\fR", names.empty() ? "" : ", ", escaped(name));
      if (!value.empty()) names += fmt::format(" \\fI{}\\fR", escaped(value));
    }
    line(fmt::format(".TP\n{}", names));
    line(sentence(option.get_description()));
  }

  void options() {
    std::vector<std::string> groups;
    for (const CLI::Option* option : command_.get_options(kAnyOption)) {
      const bool shown = !option->get_group().empty() && option->get_name(false, true) != "-h,--help";
      if (shown && std::ranges::find(groups, option->get_group()) == groups.end())
        groups.push_back(option->get_group());
    }
    section("OPTIONS");
    for (const std::string& group : groups) {
      if (groups.size() > 1) line(fmt::format(".SS {}", escaped(group == "Options" ? "General" : group)));
      for (const CLI::Option* option : command_.get_options(kAnyOption))
        if (option->get_group() == group) write_option(*option);
    }
    if (!is_root()) {
      if (groups.size() > 1)
        line(".SS Every command");
      else if (!groups.empty())
        line(".PP");
      line("The options of every command are in\n.BR coffer (1).");
    }
  }

  template <size_t count>
  void entries(std::string_view title, const std::array<Entry, count>& list, bool bold) {
    section(title);
    for (const Entry& entry : list)
      line(fmt::format(".TP\n{}{}\n{}", bold ? ".B " : "", escaped(entry.name),
                       sentence(std::string(entry.what))));
  }

  void add_examples(const CLI::App& command) {
    for (const Example& example : examples_of(command_path(command)))
      line(fmt::format(".PP\n{}\n.PP\n.nf\n.RS 4\n{}\n.RE\n.fi", escaped(example.what),
                       escaped(example.command)));
    if (is_root()) return;
    for (const CLI::App* below : command.get_subcommands(kAnyApp)) add_examples(*below);
  }

  void examples() {
    const size_t before = text_.size();
    add_examples(command_);
    if (text_.size() == before) return;
    // A paragraph right after the heading is one too many.
    text_.replace(before, 4, ".SH EXAMPLES\n");
  }

  void see_also() {
    section("SEE ALSO");
    std::vector<std::string> names{"curl"};
    const CLI::App* root = &command_;
    while (root->get_parent() != nullptr) root = root->get_parent();
    for (const CLI::App* app : root->get_subcommands(kAnyApp))
      if (app != &command_ && !app->get_group().empty()) names.push_back(page_name(*app));
    if (!is_root()) names.emplace_back("coffer");
    std::ranges::sort(names);
    for (const std::string& name : names)
      line(fmt::format(".BR {} (1){}", escaped(name), &name == &names.back() ? "" : ","));
  }

  const CLI::App& command_;
  std::string_view version_;
  std::string text_;
};

}  // namespace

std::string page_name(const CLI::App& command) {
  std::string name = "coffer";
  if (command.get_parent() != nullptr) name += "-" + command_path(command);
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::string man_page(const CLI::App& command, std::string_view version) {
  return Page(command, version).write();
}

}  // namespace coffer::cli
