#include "cli/collection_input.h"

#include <fmt/format.h>

namespace coffer::cli {

Result<CollectionInput> load_collection(Context& context, Locations& locations, const std::string& location) {
  COFFER_ASSIGN(const std::string text, locations.read(location, "collection"));
  auto collection = postman::parse_collection(text);
  if (!collection) {
    Error error = std::move(collection).error();
    error.what = is_url(location) ? error.what : fmt::format("{}: {}", location, error.what);
    return error;
  }
  for (const std::string& warning : collection->warnings) context.terminal.warn(warning);
  CollectionInput input;
  input.collection = std::move(*collection);
  const bool file = location != "-" && !is_url(location);
  input.folder = file ? std::filesystem::absolute(location).parent_path() : std::filesystem::current_path();
  if (file && std::filesystem::is_regular_file(location)) input.file = std::filesystem::absolute(location);
  input.mentions_vault = text.find("vault:") != std::string::npos;
  return input;
}

}  // namespace coffer::cli
