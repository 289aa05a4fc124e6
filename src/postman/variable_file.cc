#include <fmt/format.h>

#include "postman/read.h"
#include "postman/variables.h"

namespace coffer::postman {

Result<VariableFile> parse_variable_file(std::string_view text) {
  COFFER_ASSIGN(const json::Value document, json::parse(text));
  // Postman's API wraps an environment in an object.
  const json::Value* root = json::find(document, "environment");
  if (root == nullptr || !root->is_object()) root = &document;
  if (root->is_array()) {  // the oldest form of globals: the bare list
    return VariableFile{"", "", Scope(read_variables(json::Value{{"values", *root}}, "values"))};
  }
  if (json::find_array(*root, "values") == nullptr) {
    const bool collection = json::find(*root, "item") != nullptr;
    return Error{ErrorCode::kMalformed,
                 collection ? "this is a collection, not an environment or globals file"
                            : "this is not an environment or globals file: it has no list \"values\"",
                 "export the environment from Postman"};
  }
  VariableFile file;
  file.id = text_member(*root, "id");
  file.name = text_member(*root, "name");
  file.scope = Scope(read_variables(*root, "values"));
  return file;
}

}  // namespace coffer::postman
