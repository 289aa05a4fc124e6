#include "cli/collection_input.h"

#include <fmt/format.h>

#include "base/files.h"

namespace coffer::cli {

Result<CollectionInput> load_collection(Context& context, const std::string& path) {
  COFFER_ASSIGN(const std::string text, read_file(path));
  auto collection = postman::parse_collection(text);
  if (!collection) {
    Error error = std::move(collection).error();
    error.what = fmt::format("{}: {}", path, error.what);
    return error;
  }
  for (const std::string& warning : collection->warnings) context.terminal.warn(warning);
  CollectionInput input;
  input.collection = std::move(*collection);
  input.folder = std::filesystem::absolute(path).parent_path();
  input.mentions_vault = text.find("vault:") != std::string::npos;
  return input;
}

}  // namespace coffer::cli
