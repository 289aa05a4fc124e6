// Which collections' scripts may use the vault (spec 6.2). Nothing may until the user says so.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace coffer::secrets {

enum class Grant {
  kNone,     // nobody has said anything
  kChanged,  // it was granted to other scripts than these
  kGranted,
  kDenied,
};

// Kept in the state folder, as trust is (links_file.h): one small private file for each collection, replaced
// whole, so that several processes may grant and revoke at the same time. A grant holds for a collection's
// path and for its scripts as they are (postman::script_digest); a denial for the path, whatever they become.
class GrantStore {
 public:
  explicit GrantStore(const std::filesystem::path& state_folder) : folder_(state_folder / "script-grants") {}

  // What was said of the collection. kPermissions where others could have said it.
  Result<Grant> find(const std::filesystem::path& collection, const std::string& script_digest) const;
  Result<void> grant(const std::filesystem::path& collection, const std::string& script_digest) const;
  Result<void> deny(const std::filesystem::path& collection) const;
  // Forgets either; false if there was nothing to forget.
  Result<bool> revoke(const std::filesystem::path& collection) const;

  struct Entry {
    std::filesystem::path collection;
    bool granted = false;  // to the scripts that it had then; else denied
  };
  Result<std::vector<Entry>> list() const;  // by path

  // Changes with each grant, denial and revocation, whoever made it.
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path mark_of(const std::filesystem::path& settled_path) const;
  std::filesystem::path folder_;
};

}  // namespace coffer::secrets
