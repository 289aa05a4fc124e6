// Sends the requests of a collection as `coffer run` would, without its secrets machinery: for
// test_same_as_newman.py.
//   newman_subject COLLECTION ENVIRONMENT WORKING_FOLDER
// The value of {{vault:x}} is the environment's variable "vault:x", which is what Newman takes too.
#include <cstdio>
#include <cstring>

#include "base/clock.h"
#include "base/environment.h"
#include "base/files.h"
#include "crypto/random.h"
#include "http/transport.h"
#include "postman/collection.h"
#include "postman/request_builder.h"

namespace coffer::postman {
namespace {

class Values {
 public:
  explicit Values(const Scope& environment) : environment_(environment) {}
  const Secret* operator()(std::string_view name, bool&) {
    const auto value = environment_.get("vault:" + std::string(name));
    if (!value) return nullptr;
    return &(values_[std::string(name)] = Secret(*value));
  }

 private:
  const Scope& environment_;
  std::map<std::string, Secret> values_;
};

Result<void> send_all(const char* collection_path, const char* environment_path, const char* folder) {
  COFFER_ASSIGN(const std::string collection_text, read_file(collection_path));
  COFFER_ASSIGN(const std::string environment_text, read_file(environment_path));
  COFFER_ASSIGN(const Collection collection, parse_collection(collection_text));
  COFFER_ASSIGN(const VariableFile environment, parse_variable_file(environment_text));
  COFFER_ASSIGN(const auto items, items_of(collection, {}));
  const Scope own(collection.root.variables);
  const auto transport = http::make_curl_transport(Environment());
  Values values(environment.scope);
  for (const PlacedItem& item : items) {
    Substitutor substitute(Scopes{nullptr, &environment.scope, {&own}, nullptr}, system_clock(),
                           crypto::system_random());
    COFFER_ASSIGN(const PreparedRequest prepared, prepare(item, substitute));
    COFFER_ASSIGN(const BuiltRequest built,
                  build(prepared, std::ref(values),
                        {folder, "coffer/oracle", &system_clock(), &crypto::system_random()}));
    http::SendOptions options;
    options.version = http::HttpVersion::k1_1;
    COFFER_TRY(transport->send(built.request, options));
  }
  return {};
}

}  // namespace
}  // namespace coffer::postman

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const auto done = coffer::postman::send_all(argv[1], argv[2], argv[3]);
  if (!done) std::fprintf(stderr, "%s\n", coffer::to_string(done.error()).c_str());
  return done ? 0 : 1;
}
