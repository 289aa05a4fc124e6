// JSON with limits, order kept. The only includer of boost/json.
#pragma once

#include <boost/json.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace coffer::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;

struct Limits {
  size_t depth = 128;
  size_t bytes = size_t{256} << 20;
};

// kMalformed with line and column, or kTooLarge; the message never quotes the text. A UTF-8 BOM is skipped.
// A repeated member: the last wins. Comments and trailing commas are refused.
Result<Value> parse(std::string_view text, Limits limits = {});

// A document whose strings live in wiped, locked memory as long as it does: for answers that carry secrets.
class SecretDocument {
 public:
  static Result<SecretDocument> parse(const Secret& text, Limits limits = {});
  const Value& root() const { return *root_; }

 private:
  explicit SecretDocument(Value root) : root_(std::make_unique<Value>(std::move(root))) {}
  std::unique_ptr<Value> root_;
};

std::string dump(const Value& value);
// As JavaScript's String(number) writes it (ECMA-262, Number::toString): the shortest digits that read back.
std::string number_text(double number);
// Two spaces (or `indent`) a level, as JSON.stringify(value, null, indent) prints.
std::string dump_pretty(const Value& value, size_t indent = 2);

// Look-ups that never throw; nullptr or nullopt where the member is absent or of another kind.
const Value* find(const Value& value, std::string_view member);
const Object* find_object(const Value& value, std::string_view member);
const Array* find_array(const Value& value, std::string_view member);
std::optional<std::string_view> find_string(const Value& value, std::string_view member);
std::optional<bool> find_bool(const Value& value, std::string_view member);
std::optional<double> find_number(const Value& value, std::string_view member);

inline std::string_view view(const boost::json::string& text) { return {text.data(), text.size()}; }

}  // namespace coffer::json
