// The process environment and the folders that it names, as an argument.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace coffer {

// Tests build one from a map; nothing but main calls from_process().
class Environment {
 public:
  Environment() = default;
  explicit Environment(std::map<std::string, std::string, std::less<>> variables)
      : variables_(std::move(variables)) {}
  static Environment from_process();

  // Blank counts as unset, as in the AWS SDKs.
  std::optional<std::string> get(std::string_view name) const;
  void set(std::string name, std::string value) {
    variables_.insert_or_assign(std::move(name), std::move(value));
  }

  std::filesystem::path home() const;  // $HOME, else the password database
  std::filesystem::path config_folder()
      const;  // $COFFER_HOME, else $XDG_CONFIG_HOME/coffer, else ~/.config/coffer
  std::filesystem::path state_folder()
      const;  // $COFFER_HOME, else $XDG_STATE_HOME/coffer, else ~/.local/state/coffer

 private:
  std::map<std::string, std::string, std::less<>> variables_;
};

}  // namespace coffer
