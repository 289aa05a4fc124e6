// The vault's content: what is read can be written, and is then read as the same; a value never gets into an
// error.
#include "target.h"
#include "vault/payload.h"

namespace coffer::fuzz {

void one_input(std::string_view bytes) {
  const auto content = vault::decode_payload(Secret(bytes));
  if (!content) return check_error(content.error());
  if (const auto valid = vault::check_content(*content); !valid) {
    fmt::print(stderr, "{}\n", to_string(valid.error()));
    REQUIRE(valid.ok());
  }
  const auto written = vault::encode_payload(*content);
  if (!written) {  // escapes make it longer
    REQUIRE(written.error().code == ErrorCode::kTooLarge);
    return;
  }
  const auto again = vault::decode_payload(*written);
  REQUIRE(again.ok());
  REQUIRE(again->entries.size() == content->entries.size());
  for (size_t i = 0; i < again->entries.size(); ++i) {
    const vault::Entry& before = content->entries[i];
    const vault::Entry& after = again->entries[i];
    REQUIRE(before.name == after.name && before.domains == after.domains && before.enabled == after.enabled);
    REQUIRE(before.linked() == after.linked() && before.scripts == after.scripts);
    REQUIRE(before.offline == after.offline);
    if (const auto* value = std::get_if<Secret>(&before.value))
      REQUIRE(value->equals(std::get<Secret>(after.value)));
    else
      REQUIRE(std::get<vault::Link>(before.value) == std::get<vault::Link>(after.value));
  }
  REQUIRE(again->snapshots.size() == content->snapshots.size());
  for (size_t i = 0; i < again->snapshots.size(); ++i) {
    const vault::Snapshot& before = content->snapshots[i];
    const vault::Snapshot& after = again->snapshots[i];
    REQUIRE(before.name == after.name && before.link == after.link && before.value.equals(after.value));
    REQUIRE(before.taken == after.taken && before.expires == after.expires);
  }
  const auto once_more = vault::encode_payload(*again);
  REQUIRE(once_more.ok() && once_more->equals(*written));
}

}  // namespace coffer::fuzz
