// A cookie jar's file: what is read is written and read as the same jar.
#include "runner/cookie_file.h"

#include "target.h"

namespace coffer::fuzz {

void one_input(std::string_view bytes) {
  constexpr WallTime kNow{std::chrono::seconds(1'440'938'160)};
  const auto jar = runner::parse_cookie_file(bytes, kNow);
  if (!jar) return check_error(jar.error());
  const secrets::Redactor nothing_known;
  const std::string text = runner::write_cookie_file(*jar, kNow, nothing_known);
  const auto again = runner::parse_cookie_file(text, kNow);
  REQUIRE(again.ok() && again->all().size() == jar->all().size());
  for (size_t i = 0; i < jar->all().size(); ++i) {
    const http::Cookie& before = jar->all()[i];
    const http::Cookie& after = again->all()[i];
    REQUIRE(before.name == after.name && before.value == after.value && before.domain == after.domain);
    REQUIRE(before.path == after.path && before.secure == after.secure &&
            before.host_only == after.host_only);
    REQUIRE(before.expires == after.expires);
  }
}

}  // namespace coffer::fuzz
