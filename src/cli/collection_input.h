// The collection that a command is about, and what stands beside it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "cli/context.h"
#include "cli/location.h"
#include "postman/collection.h"

namespace coffer::cli {

struct CollectionInput {
  postman::Collection collection;
  // Where it lies: a links file is looked for there. The current folder, if it came from a URL or standard
  // input.
  std::filesystem::path folder;
  std::optional<std::filesystem::path> file;  // absolute; none: a URL, standard input or another stream
  bool mentions_vault = false;
};

// Reads a collection and prints its warnings.
Result<CollectionInput> load_collection(Context& context, Locations& locations, const std::string& location);

}  // namespace coffer::cli
