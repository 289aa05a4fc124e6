// JSON text that is changed: the first line is what it is to be, the rest what it is. It is read back as what
// was wanted, and where nothing is changed no byte is.
#include "json/same.h"
#include "json/text_edit.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

void check_change(std::string_view text, const json::Value& wanted) {
  const auto changed = json::updated(text, wanted);
  REQUIRE(changed.ok());
  const auto read = json::parse(*changed);
  REQUIRE(read.ok() && json::same(*read, wanted));
  REQUIRE(*json::updated(*changed, wanted) == *changed);
}

}  // namespace

void one_input(std::string_view bytes) {
  Pieces pieces(bytes);
  const auto wanted = json::parse(pieces.line());
  const std::string_view text = pieces.rest();
  const auto document = json::parse(text);
  if (!document) return check_error(json::updated(text, json::Value()).error());
  REQUIRE(*json::updated(text, *document) == text);
  if (!wanted) return;
  check_change(text, *wanted);
  // And as one member of many, whose neighbours stay.
  json::Value around = *document;
  if (auto* object = around.if_object()) (*object)["wanted"] = *wanted;
  if (auto* list = around.if_array()) list->insert(list->begin(), *wanted);
  if (json::parse(json::dump(around))) check_change(text, around);  // it may be too deep
}

}  // namespace coffer::fuzz
