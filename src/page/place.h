// What a request of the page stands in: its collection, for what it inherits, and the variables in reach.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "page/calls.h"
#include "page/folder.h"
#include "postman/collection.h"
#include "postman/variables.h"

namespace coffer::page {

// Never changed once made: items point into the collection.
struct Place {
  std::shared_ptr<const postman::Collection> collection;
  std::vector<const postman::Item*> items;  // those that are meant, of the collection
  std::string path;                         // of the collection, as the page has it; empty: it stands nowhere
  std::filesystem::path file, folder;       // of the collection; the file is empty where it stands nowhere
  std::string environment_path, globals_path;  // empty: none is chosen
  postman::VariableFile environment, globals;

  // The first of the items, with all that it inherits. There must be one.
  postman::PlacedItem placed_item() const;
};

// The call's `item`, as it is in the page now, in the place of `collection` and `at`. Errors name the
// argument.
enum class Neighbours {
  kAll,
  kNone  // but the folders above it: quick, and enough where no script runs another request
};
Result<Place> place_of_item(const Arguments& arguments, const Folder& folder, Neighbours neighbours);
// A collection as its file has it, and of that the items and folders that `at` lists; all where it is
// missing.
Result<Place> place_of_run(const Arguments& arguments, const Folder& folder);
// Only variables: `collection`, `at`, `environment` and `globals` of the call; it has no items.
Result<Place> place_of_variables(const Arguments& arguments, const Folder& folder);

}  // namespace coffer::page
