// The process environment and the folders that it names, as an argument.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace coffer {

// Tests build one from a map; nothing but main calls from_process(). Some variables hold secrets, and nothing
// says which: all values are kept in locked memory, shared by the copies of an Environment.
class Environment {
 public:
  Environment() = default;
  explicit Environment(const std::map<std::string, std::string, std::less<>>& variables);
  static Environment from_process();

  // Blank counts as unset, as in the AWS SDKs.
  std::optional<std::string> get(std::string_view name) const;
  // The same for a variable that holds a secret: it does not pass through ordinary memory.
  std::optional<Secret> get_secret(std::string_view name) const;
  void set(std::string name, std::string_view value);

  std::filesystem::path home() const;  // $HOME, else the password database
  std::filesystem::path config_folder()
      const;  // $COFFER_HOME, else $XDG_CONFIG_HOME/coffer, else ~/.config/coffer
  std::filesystem::path state_folder()
      const;  // $COFFER_HOME, else $XDG_STATE_HOME/coffer, else ~/.local/state/coffer

 private:
  std::map<std::string, std::shared_ptr<const Secret>, std::less<>> variables_;
};

}  // namespace coffer
