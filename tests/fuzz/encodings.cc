// The encodings: what one direction makes the other takes back.
#include "base/encoding.h"
#include "json/json.h"
#include "target.h"

namespace coffer::fuzz {

void one_input(std::string_view bytes) {
  REQUIRE(base64_decode(base64_encode(bytes)) == bytes);
  REQUIRE(hex_decode(hex_encode(bytes)) == bytes);
  REQUIRE(percent_decode(percent_encode(bytes)) == bytes);
  if (const auto decoded = base64_decode(bytes)) REQUIRE(base64_encode(*decoded) == bytes);
  if (const auto decoded = hex_decode(bytes)) REQUIRE(hex_encode(*decoded) == to_lower(bytes));
  REQUIRE(percent_decode(bytes).size() <= bytes.size());
  REQUIRE(html_escape(bytes).find_first_of("<>\"'") == std::string::npos);
  REQUIRE(trim(bytes).size() <= bytes.size() && iequals(to_lower(bytes), bytes));
  if (!is_utf8(bytes)) return;
  const auto text = json::parse(fmt::format("\"{}\"", json_escape(bytes)));
  REQUIRE(text.ok() && json::view(text->get_string()) == bytes);
}

}  // namespace coffer::fuzz
