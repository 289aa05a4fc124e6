#include "base/environment.h"

#include <pwd.h>
#include <unistd.h>

namespace coffer {

Environment Environment::from_process() {
  std::map<std::string, std::string, std::less<>> variables;
  for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view pair(*entry);
    const size_t equals = pair.find('=');
    if (equals != std::string_view::npos) variables.emplace(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return Environment(std::move(variables));
}

std::optional<std::string> Environment::get(std::string_view name) const {
  const auto found = variables_.find(name);
  if (found == variables_.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

std::filesystem::path Environment::home() const {
  if (auto home = get("HOME")) return *home;
  const passwd* user = ::getpwuid(::getuid());
  return user != nullptr ? user->pw_dir : "/";
}

std::filesystem::path Environment::config_folder() const {
  if (auto own = get("COFFER_HOME")) return *own;
  if (auto xdg = get("XDG_CONFIG_HOME")) return std::filesystem::path(*xdg) / "coffer";
  return home() / ".config" / "coffer";
}

std::filesystem::path Environment::state_folder() const {
  if (auto own = get("COFFER_HOME")) return *own;
  if (auto xdg = get("XDG_STATE_HOME")) return std::filesystem::path(*xdg) / "coffer";
  return home() / ".local" / "state" / "coffer";
}

}  // namespace coffer
