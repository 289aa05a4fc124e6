// The links file that lies beside a collection, and whether the user trusts it (spec 8.6).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "json/json.h"
#include "page/folder.h"

namespace coffer::page {

// {path, trusted, digest, entries: [{name, target, role?, domains}], problem?}: what the user would trust, as
// `coffer trust` shows it. Empty where there is no such file. `path` is that of the file, relative to the
// folder.
json::Object links_beside_json(const FolderFile& collection, const std::filesystem::path& state_folder);

// From now on, as it is now. `seen`: the digest of what the user was shown, else kConflict. kNotFound.
Result<void> trust_links_beside(const FolderFile& collection, const std::filesystem::path& state_folder,
                                const std::optional<std::string>& seen);

}  // namespace coffer::page
