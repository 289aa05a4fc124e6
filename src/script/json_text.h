// The text of a JSON object, member by member, without a copy of what goes into it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "json/json.h"

namespace coffer::script {

class JsonText {
 public:
  JsonText& text(std::string_view name, std::string_view value);
  JsonText& number(std::string_view name, uint64_t value);
  JsonText& flag(std::string_view name, bool value);
  JsonText& json(std::string_view name, std::string_view written);   // JSON already
  JsonText& value(std::string_view name, const json::Value* value);  // null: left out
  // The object, UTF-8 whatever went in: bytes that are not (a header's, say) become what Latin-1 makes of
  // them.
  std::string take();

 private:
  void name(std::string_view name);
  std::string out_ = "{";
};

}  // namespace coffer::script
