#include <fmt/format.h>

#include "postman/read.h"
#include "postman/variables.h"

namespace coffer::postman {

Result<VariableFile> parse_variable_file(std::string_view text) {
  COFFER_ASSIGN(json::Value document, json::parse(text));
  // Postman's API wraps an environment in an object.
  auto* outer = document.if_object();
  auto* wrapped = outer != nullptr ? outer->if_contains("environment") : nullptr;
  VariableFile file;
  file.source = wrapped != nullptr && wrapped->is_object() ? std::move(*wrapped) : std::move(document);
  if (file.source.is_array()) {  // the oldest form of globals: the bare list
    file.source = json::Object{{"values", std::move(file.source)}};
  }
  const json::Value& root = file.source;
  if (json::find_array(root, "values") == nullptr) {
    const bool collection = json::find(root, "item") != nullptr;
    return Error{ErrorCode::kMalformed,
                 collection ? "this is a collection, not an environment or globals file"
                            : "this is not an environment or globals file: it has no list \"values\"",
                 "export the environment from Postman"};
  }
  file.id = text_member(root, "id");
  file.name = text_member(root, "name");
  file.scope = Scope(read_variables(root, "values"));
  return file;
}

}  // namespace coffer::postman
