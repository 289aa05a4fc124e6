#include "cli/completion.h"

#include <algorithm>
#include <array>

#include "cli/help_texts.h"

namespace coffer::cli {
namespace {

constexpr std::string_view kBash =
    R"(# Completion for coffer. Source it, or install it as bash-completion/completions/coffer.
_coffer() {
  local cur=${COMP_WORDS[COMP_CWORD]} line word IFS=$'\n'
  [[ $cur == "=" ]] && cur=
  COMPREPLY=()
  while read -r line; do
    case $line in
      :files) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$cur")) ;;
      :folders) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -d -- "$cur")) ;;
      *) printf -v word %q "${line%%$'\t'*}"; COMPREPLY+=("$word") ;;
    esac
  done < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _coffer coffer
)";

constexpr std::string_view kZsh = R"(#compdef coffer
# Completion for coffer. Source it after compinit, or install it as _coffer in a folder of $fpath.
_coffer() {
  local -a candidates
  local line found=1
  for line in "${(@f)$(${(Q)words[1]} __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :files) [[ $PREFIX == --*=* ]] && compset -P '*='; _files && found=0 ;;
      :folders) [[ $PREFIX == --*=* ]] && compset -P '*='; _files -/ && found=0 ;;
      *) candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
    esac
  done
  (( $#candidates )) && _describe -t coffer 'coffer' candidates && found=0
  return found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _coffer "$@"; else compdef _coffer coffer; fi
)";

constexpr std::string_view kFish =
    R"(# Completion for coffer. Install it as fish/vendor_completions.d/coffer.fish or in ~/.config/fish/completions.
function __coffer_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case ':files'
                __fish_complete_path "$current"
            case ':folders'
                __fish_complete_directories "$current"
            case '*'
                echo -- $line
        end
    end
end
complete -c coffer -f -a '(__coffer_complete)'
)";

const auto kAnyApp = [](const CLI::App*) { return true; };
const auto kAnyOption = [](const CLI::Option*) { return true; };

// Of the command or, as the program lets options fall through, of those above it.
const CLI::Option* find_option(const CLI::App& command, const std::string& flag) {
  for (const CLI::App* app = &command; app != nullptr; app = app->get_parent())
    for (const CLI::Option* option : app->get_options(kAnyOption))
      if (option->check_name(flag)) return option;
  return nullptr;
}

// Walks over the words before the one to complete.
struct Walk {
  const CLI::App* command = nullptr;
  const CLI::Option* waiting = nullptr;  // an option whose value comes next
  size_t positionals = 0;
  bool flags_end = false;

  void word(const std::string& text) {
    if (text == "=") return;  // bash takes --flag=value for three words
    if (waiting != nullptr) return void(waiting = nullptr);
    if (!flags_end && text == "--") return void(flags_end = true);
    if (!flags_end && text.size() > 1 && text[0] == '-') return flag(text);
    if (positionals == 0) {
      for (const CLI::App* below : command->get_subcommands(kAnyApp))
        if (below->get_name() == text) return void(command = below);
    }
    ++positionals;
  }

  void flag(const std::string& text) {
    if (text.starts_with("--")) {
      if (text.find('=') != std::string::npos) return;
      const CLI::Option* option = find_option(*command, text);
      if (option != nullptr && !is_switch(*option)) waiting = option;
      return;
    }
    for (size_t i = 1; i < text.size(); ++i) {
      const CLI::Option* option = find_option(*command, std::string{'-', text[i]});
      if (option == nullptr) return;
      if (is_switch(*option)) continue;
      if (i + 1 == text.size()) waiting = option;
      return;
    }
  }
};

class Completer {
 public:
  explicit Completer(Completion& completion) : completion_(completion) {}

  void values(const CLI::Option& option, const std::string& before) {
    for (const std::string& choice : choices_of(option)) add(before + choice, "");
    const std::string kind = value_name(option);
    if (kind == "FILE") completion_.files = Completion::Files::kFiles;
    if (kind == "DIR") completion_.files = Completion::Files::kFolders;
  }

  void flags(const CLI::App& command) {
    for (const CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
      for (const CLI::Option* option : app->get_options(kAnyOption)) {
        if (option->get_group().empty() || option->get_positional()) continue;
        for (const std::string& name : option->get_lnames()) add("--" + name, option->get_description());
        if (completion_.typed != "-") continue;
        for (const std::string& name : option->get_snames()) add("-" + name, option->get_description());
      }
    }
  }

  void arguments(const Walk& walk) {
    if (walk.positionals == 0) {
      for (const CLI::App* below : walk.command->get_subcommands(kAnyApp))
        if (!below->get_group().empty()) add(below->get_name(), below->get_description());
    }
    size_t index = 0;
    for (const CLI::Option* option : walk.command->get_options(kAnyOption)) {
      if (!option->get_positional() || index++ != std::min(walk.positionals, count(*walk.command) - 1))
        continue;
      values(*option, "");
      const bool of_secret = walk.command->get_parent()->get_name() == "secret";
      completion_.secrets |= of_secret && option->get_name() == "name";
    }
    if (walk.command->get_name() != "send" || walk.positionals > 0) return;
    for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
      add(method, "method");
  }

  void add(const std::string& word, const std::string& what) {
    if (!word.starts_with(completion_.typed)) return;
    const auto& list = completion_.candidates;
    if (std::ranges::find(list, word, &Candidate::word) == list.end())
      completion_.candidates.push_back({word, what});
  }

 private:
  static size_t count(const CLI::App& command) {
    return static_cast<size_t>(std::ranges::count_if(
        command.get_options(kAnyOption), [](const CLI::Option* option) { return option->get_positional(); }));
  }

  Completion& completion_;
};

}  // namespace

Completion complete(const CLI::App& root, const std::vector<std::string>& words) {
  Completion completion;
  Completer completer(completion);
  Walk walk;
  walk.command = &root;
  for (size_t i = 0; i + 1 < words.size(); ++i) walk.word(words[i]);
  completion.typed = words.empty() || words.back() == "=" ? "" : words.back();
  const size_t equals = completion.typed.find('=');
  if (walk.waiting != nullptr) {
    completer.values(*walk.waiting, "");
  } else if (!walk.flags_end && completion.typed.starts_with("--") && equals != std::string::npos) {
    const std::string name = completion.typed.substr(0, equals);
    if (const CLI::Option* option = find_option(*walk.command, name)) completer.values(*option, name + "=");
  } else if (!walk.flags_end && completion.typed.starts_with('-')) {
    completer.flags(*walk.command);
  } else {
    completer.arguments(walk);
  }
  return completion;
}

Result<std::string> completion_script(const std::string& shell) {
  if (shell == "bash") return std::string(kBash);
  if (shell == "zsh") return std::string(kZsh);
  if (shell == "fish") return std::string(kFish);
  return Error{ErrorCode::kUsage, "there is no completion for this shell", "There are: bash, zsh, fish.",
               "shell"};
}

}  // namespace coffer::cli
