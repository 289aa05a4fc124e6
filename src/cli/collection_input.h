// The collection that a command is about: a file, and what stands beside it.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "cli/context.h"
#include "postman/collection.h"

namespace coffer::cli {

struct CollectionInput {
  postman::Collection collection;
  std::filesystem::path folder;  // where it lies: a links file is looked for there
  bool mentions_vault = false;
};

// Reads a collection and prints its warnings.
Result<CollectionInput> load_collection(Context& context, const std::string& path);

}  // namespace coffer::cli
