// JSON: what is read and written is read as the same. And one member of a secret that is a JSON document,
// whose key stands on the first line.
#include "base/encoding.h"
#include "json/json.h"
#include "secrets/json_key.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

constexpr std::string_view kPlanted = "pLaNtEd-vAlUe";

void check_member(std::string_view key, std::string_view document) {
  const auto member = secrets::json_member(Secret(document), key);
  if (!member) return check_error(member.error());
  REQUIRE(member->size() <= document.size());
}

}  // namespace

void one_input(std::string_view bytes) {
  Pieces pieces(bytes);
  const std::string_view key = pieces.line().substr(0, 256);
  const std::string_view text = pieces.rest();
  check_member(key, text);
  if (const auto value = json::parse(text); value) {
    const auto again = json::parse(json::dump(*value));
    REQUIRE(again.ok() && json::dump(*again) == json::dump(*value));
    const auto pretty = json::parse(json::dump_pretty(*value));
    REQUIRE(pretty.ok() && json::dump(*pretty) == json::dump(*value));
    // The same document below a member that holds a value: the error lists names only.
    if (!key.contains(kPlanted) && !text.contains(kPlanted)) {
      const std::string around =
          fmt::format("{{\"a\":\"{0}\",\"b\":[\"{0}\"],\"c\":{1}}}", kPlanted, json::dump(*value));
      const auto member = secrets::json_member(Secret(around), key);
      if (!member) check_error(member.error(), kPlanted);
    }
  } else {
    check_error(value.error());
  }
}

}  // namespace coffer::fuzz
