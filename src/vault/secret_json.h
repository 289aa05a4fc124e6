// JSON, written into locked memory: what json::dump does for text that is no secret.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/secret.h"
#include "json/json.h"

namespace coffer::vault {

// Commas are set by itself; the caller balances the brackets.
class SecretJsonWriter {
 public:
  // With an indent, one item a line for people to read; what members() adds stays as it is.
  explicit SecretJsonWriter(size_t indent = 0) : indent_(indent) {}
  SecretJsonWriter& open(char bracket);
  SecretJsonWriter& close(char bracket);
  SecretJsonWriter& key(std::string_view name);
  SecretJsonWriter& string(std::string_view text);  // UTF-8
  SecretJsonWriter& number(int64_t value);
  SecretJsonWriter& boolean(bool value);
  SecretJsonWriter& value(const json::Value& value);
  // Members as written by unknown_members().
  SecretJsonWriter& members(std::string_view text);
  SecretJsonWriter& spaces_to_multiple_of(size_t size);
  size_t size() const { return out_.size(); }
  Secret take() { return out_.take(); }

 private:
  void separate();
  void new_line();
  void quoted(std::string_view text);

  SecretBuilder out_;
  size_t indent_, depth_ = 0;
  bool first_ = true;       // nothing stands before the next item but its bracket or key
  bool after_key_ = false;  // a key does
};

// The members of `object` that are not in `known`, as JSON without the braces; empty if there are none.
Secret unknown_members(const json::Object& object, std::span<const std::string_view> known);

}  // namespace coffer::vault
