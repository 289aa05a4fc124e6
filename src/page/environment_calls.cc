#include "page/environment_calls.h"

#include "page/environment_edit.h"
#include "page/folder_edit.h"

namespace coffer::page {

void EnvironmentCalls::add_to(Calls& calls) {
  calls.add("environments/read", [this](const Arguments& arguments) { return read(arguments); });
  calls.add("environments/save", [this](const Arguments& arguments) { return save(arguments); });
  calls.add("environments/create", [this](const Arguments& arguments) { return create(arguments); });
}

Answer EnvironmentCalls::read(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string path, arguments.text("path"));
  COFFER_ASSIGN(const auto open, folder_.variables(path));
  return answer({{"digest", open->digest},
                 {"name", open->variables.name},
                 {"values", values_json(open->variables.source)}});
}

Answer EnvironmentCalls::save(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("name"));
  COFFER_ASSIGN(const json::Array values, arguments.list("values"));
  COFFER_ASSIGN(const std::string digest,
                edit_as_told(folder_, events_, arguments, [&](const FolderFile& file) {
                  return changed_environment(file.text, name, values);
                }));
  return answer({{"digest", digest}});
}

Answer EnvironmentCalls::create(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, name_argument(arguments));
  const bool globals = arguments.flag("globals").value_or(false);
  const json::Object document{{"id", desk_.random().uuid()},
                              {"name", name},
                              {"values", json::Array()},
                              {"_postman_variable_scope", globals ? "globals" : "environment"}};
  const char* extension = globals ? ".postman_globals.json" : ".postman_environment.json";
  return create_file_named(folder_, events_, name, extension, document);
}

}  // namespace coffer::page
