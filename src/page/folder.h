// The folder that is open in the page: its collections and environments, read and written (spec 9.1).
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "postman/model.h"
#include "postman/variables.h"

namespace coffer::page {

// A file as it stood when it was read. Never changed: threads may share one.
struct FolderFile {
  std::string path;            // relative to the folder, as the page has it
  std::filesystem::path file;  // absolute, without symbolic links
  std::string text;
  std::string digest;  // SHA-256 of the text, hex

  std::filesystem::path folder() const { return file.parent_path(); }  // whose links file counts
};
struct OpenCollection : FolderFile {
  postman::Collection collection;
};
struct OpenVariables : FolderFile {
  postman::VariableFile variables;
};

// Thread-safe. A path is one of a *.json file below the folder, relative to it. kInvalidArgument ("path") for
// one that leads out of the folder, be it by "..", by a symbolic link or by its beginning; kNotFound;
// kTooLarge; kMalformed and kUnsupported as the readers have them.
class Folder {
 public:
  static constexpr size_t kMostBytes = size_t{64} << 20;  // of a file

  // From now on. kInvalidArgument ("folder") where there is none.
  Result<void> open(const std::filesystem::path& folder);
  // Absolute, without symbolic links; none is open at first.
  std::optional<std::filesystem::path> root() const;

  Result<FolderFile> read(const std::string& path) const;
  Result<std::shared_ptr<const OpenCollection>> collection(const std::string& path) const;
  Result<std::shared_ptr<const OpenVariables>> variables(const std::string& path) const;

  // Writes what `edit` makes of the file, all or nothing; it keeps its permissions. One at a time. The new
  // digest. `known`: the digest that the file must have, else kConflict.
  using Edit = std::function<Result<std::string>(const FolderFile&)>;
  Result<std::string> edit(const std::string& path, const std::optional<std::string>& known,
                           const Edit& edit);
  // A new file, directly in the folder, under `stem` + `extension` or where that is taken "stem 2" and so on;
  // what no file may be called is left out of the stem. Its path.
  Result<std::string> create(std::string_view stem, std::string_view extension, std::string_view text);
  // Puts a file back where it was; kAlreadyExists.
  Result<void> put_back(const FolderFile& file);
  Result<FolderFile> remove(const std::string& path);

 private:
  Result<std::filesystem::path> file_of(const std::string& path, bool existing) const;

  template <class Open>
  using Cache = std::map<std::string, std::shared_ptr<const Open>>;  // by path: the last one read
  template <class Open, class Parse>
  Result<std::shared_ptr<const Open>> cached(const std::string& path, Cache<Open>& cache,
                                             Parse&& parse) const;

  std::mutex writing_;
  mutable std::mutex mutex_;
  std::optional<std::filesystem::path> root_;
  mutable Cache<OpenCollection> collections_;
  mutable Cache<OpenVariables> variables_;
};

}  // namespace coffer::page
