// Shows what src/postman makes of its input, for files_test.py. Answers are JSON, one a line.
//   postman_subject dynamic COUNT < names, one a line      a list of COUNT values for each name, null for an
//   unknown one postman_subject data < FILE                            { "rows": [ typed ], "texts": [ as
//   substituted ] } postman_subject environment < FILE                     the file written back, with
//   "added" set to "new"
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <iterator>
#include <string>

#include "base/clock.h"
#include "crypto/random.h"
#include "json/json.h"
#include "postman/data_file.h"
#include "postman/write.h"

namespace coffer::postman {
namespace {

int dynamic(int count) {
  for (std::string name; std::getline(std::cin, name);) {
    json::Array values;
    for (int i = 0; i < count; ++i) {
      const auto value = dynamic_variable(name, system_clock(), crypto::system_random());
      values.push_back(value ? json::Value(*value) : json::Value(nullptr));
    }
    std::cout << json::dump(json::Value(std::move(values))) << '\n';
  }
  return 0;
}

Result<std::string> data(const std::string& text) {
  COFFER_ASSIGN(const DataFile file, parse_data_file(text, guess_data_format(text)));
  json::Array rows, texts;
  for (size_t i = 0; i < file.size(); ++i) {
    rows.push_back(file.values(i));
    json::Object shown;
    const Scope row = file.row(i);
    for (const Variable& variable : row.all()) shown[variable.key] = variable.value;
    texts.push_back(std::move(shown));
  }
  return json::dump(json::Value(json::Object{{"rows", std::move(rows)}, {"texts", std::move(texts)}}));
}

Result<std::string> environment(const std::string& text) {
  COFFER_ASSIGN(const VariableFile file, parse_variable_file(text));
  Scope now = file.scope;
  now.set("added", "new");
  return write_variables(file, now, VariableKind::kEnvironment, {system_clock().now(), "Coffer/test"},
                         crypto::system_random());
}

int run(const std::string& what) {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const auto answer = what == "data" ? data(text) : environment(text);
  if (!answer) std::cerr << to_string(answer.error()) << '\n';
  if (answer) std::cout << *answer << '\n';
  return answer ? 0 : 1;
}

}  // namespace
}  // namespace coffer::postman

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "dynamic") == 0) return coffer::postman::dynamic(std::atoi(argv[2]));
  return argc == 2 ? coffer::postman::run(argv[1]) : 2;
}
