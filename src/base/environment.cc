#include "base/environment.h"

#include <pwd.h>
#include <unistd.h>

#include <utility>

namespace coffer {

Environment::Environment(const std::map<std::string, std::string, std::less<>>& variables) {
  for (const auto& [name, value] : variables) set(name, value);
}

Environment Environment::from_process() {
  Environment environment;
  for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view pair(*entry);
    const size_t equals = pair.find('=');
    if (equals != std::string_view::npos)
      environment.set(std::string(pair.substr(0, equals)), pair.substr(equals + 1));
  }
  return environment;
}

void Environment::set(std::string name, std::string_view value) {
  variables_.insert_or_assign(std::move(name), std::make_shared<const Secret>(value));
}

std::optional<std::string> Environment::get(std::string_view name) const {
  const auto found = variables_.find(name);
  if (found == variables_.end() || found->second->empty()) return std::nullopt;
  return found->second->expose([](std::string_view value) { return std::string(value); });
}

std::optional<Secret> Environment::get_secret(std::string_view name) const {
  const auto found = variables_.find(name);
  if (found == variables_.end() || found->second->empty()) return std::nullopt;
  return found->second->clone();
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
