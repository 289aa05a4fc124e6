// Whether a collection's scripts may use the vault: what a flag says, what was said before, or what the user
// says when asked (spec 6.2).
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.h"
#include "secrets/grants.h"

namespace coffer::secrets {

struct GrantQuestion {
  std::string collection;  // as people know it
  std::string use;  // what a script wants first: `get "name"`, with whatever name a script chose; or empty
  bool changed = false;  // it was granted to other scripts than these
  bool lasting = false;  // the answer can be kept
};

enum class GrantAnswer { kOnce, kAlways, kNo, kNever };

// A person to ask. kAlways and kNever only where the question says `lasting`.
class GrantPrompter {
 public:
  virtual ~GrantPrompter() = default;
  virtual Result<GrantAnswer> ask(const GrantQuestion& question) = 0;
};

// The answer for one run of one collection: found when a script first needs it, and kept. Thread-safe.
class ScriptAccess {
 public:
  struct Parts {
    std::string collection;                     // as people know it
    std::optional<std::filesystem::path> file;  // none (standard input, a URL): nothing is said for good
    std::string script_digest;
    const GrantStore* grants = nullptr;  // not owned
    GrantPrompter* prompter = nullptr;   // not owned; null: there is nobody to ask
    std::optional<bool> flag;            // for this run, whatever was said before
  };
  explicit ScriptAccess(Parts parts) : parts_(std::move(parts)) {}

  // kAccessDenied, with how to grant it. `use` as GrantQuestion has it.
  Result<void> check(const std::string& use);
  // Whether check() would say yes without asking anybody.
  bool granted_already();

 private:
  void look_up();
  Result<void> ask(const std::string& use) const;
  std::string how_to_grant() const;

  Parts parts_;
  std::mutex mutex_;
  Grant said_ = Grant::kNone;  // before this run
  bool looked_up_ = false;
  std::optional<Result<void>> decided_;
};

}  // namespace coffer::secrets
