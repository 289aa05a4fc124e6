// Variable scopes and their substitution.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/random.h"
#include "postman/model.h"

namespace coffer::postman {

// One scope: an environment file, the globals, a collection's variables, a row of data, --env-var.
class Scope {
 public:
  Scope() = default;
  explicit Scope(std::vector<Variable> variables) : variables_(std::move(variables)) {}
  std::optional<std::string_view> get(
      std::string_view key) const;  // enabled ones; of repeated keys the last, as Postman does
  void set(std::string key, std::string value);
  const std::vector<Variable>& all() const { return variables_; }

 private:
  std::vector<Variable> variables_;
};

// An environment or globals file: { "name", "values": [ { key, value, enabled, type } ] }.
struct VariableFile {
  std::string id, name;
  Scope scope = {};
  json::Value source = {};  // the document as it was, to be written back; null where there was no file
};
Result<VariableFile> parse_variable_file(std::string_view text);

// Precedence, strongest first: what a script set by pm.variables, data row, environment, collection (and its
// folders, the nearest first), globals.
struct Scopes {
  const Scope* data = nullptr;
  const Scope* environment = nullptr;
  std::vector<const Scope*> collection;  // nearest first
  const Scope* globals = nullptr;
  const Scope* local = nullptr;  // pm.variables
  bool dynamic = true;           // {{$guid}} and the like are filled in, too
};

// Replaces {{name}} and {{$dynamic}}, nested up to 20 deep as Postman's substitutor does; unknown names stay
// as they are, and so do
// {{vault:…}} references, which only the send resolves. Remembers which names it could not find.
class Substitutor {
 public:
  Substitutor(const Scopes& scopes, Clock& clock, crypto::Random& random);
  std::string operator()(std::string_view text);
  const std::vector<std::string>& unresolved() const { return unresolved_; }

 private:
  std::optional<std::string> find(std::string_view name) const;
  bool replace_once(std::string& text, size_t limit) const;

  Scopes scopes_;
  Clock* clock_;
  crypto::Random* random_;
  std::vector<std::string> unresolved_;
};

// $guid, $timestamp, $randomInt … every one that Postman publishes. nullopt for any other name.
std::optional<std::string> dynamic_variable(std::string_view name, Clock& clock, crypto::Random& random);
std::vector<std::string_view> dynamic_variable_names();  // with their '$'

}  // namespace coffer::postman
