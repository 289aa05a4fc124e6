// A collection: whatever is accepted is made into requests. No header breaks its line, and no secret in a URL
// changes the host that receives it.
#include "postman/collection.h"

#include <algorithm>

#include "http/url.h"
#include "postman/export_item.h"
#include "postman/request_builder.h"
#include "postman/template_url.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

constexpr size_t kMostItems = 50;

struct World {
  FakeClock clock{WallTime(std::chrono::seconds(1'440'938'160))};
  crypto::SeededRandom random{7};
  // Two values that would make of a URL, a header, a form or a JSON text something else.
  Secret first{"p/s?s@evil.example:1#w&r=d\"+<é>\\%41"};
  Secret second{"x"};

  postman::BuildOptions options() { return {"/nowhere", "fuzz", &clock, &random, false}; }
};

bool host_is_fixed(const std::string& url) {
  const postman::Authority authority = postman::find_authority(url);
  return !std::string_view(url)
              .substr(authority.host_begin, authority.end - authority.host_begin)
              .contains("{{");
}

void check_request(const http::Request& request) {
  for (const http::RequestHeader& header : request.headers) {
    REQUIRE(header.name.find_first_of(std::string_view("\r\n\0:", 4)) == std::string::npos);
    header.value.expose([](std::string_view value) {
      REQUIRE(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    });
  }
  REQUIRE(request.method.find_first_of(" \r\n") == std::string::npos);
}

void check_item(const postman::PlacedItem& item, const postman::Scopes& scopes, World& world) {
  postman::Substitutor substitute(scopes, world.clock, world.random);
  const auto prepared = postman::prepare(item, substitute);
  if (!prepared) return check_error(prepared.error());
  const auto places = prepared->places();
  REQUIRE(prepared->references().size() <= places.size());
  std::optional<http::Origin> seen;
  for (const Secret* value : {&world.first, &world.second}) {
    const postman::ValueOf value_of = [&](std::string_view, bool& binary) {
      binary = false;
      return value;
    };
    const auto built = postman::build(*prepared, value_of, world.options());
    if (!built) {
      check_error(built.error(), value == &world.first ? plain(world.first) : "");
      continue;
    }
    check_request(built->request);
    const auto origin = http::origin_of(plain(built->request.url));
    if (!origin || !host_is_fixed(prepared->url)) continue;
    REQUIRE(!seen || *seen == *origin);
    seen = *origin;
  }
}

// Another request is added at the end of the list, and no other byte changes.
void check_added(std::string_view before, const postman::Collection& collection) {
  const auto after = postman::with_item(before, *postman::item_json("id", "added", {}, {}));
  if (!after) return check_error(after.error());
  const auto [here, there] = std::ranges::mismatch(before, *after);
  const auto kept = static_cast<size_t>(here - before.begin());
  REQUIRE(after->size() > before.size() && after->ends_with(before.substr(kept)));
  const auto again = postman::parse_collection(*after);
  REQUIRE(again.ok() && again->root.children.size() == collection.root.children.size() + 1);
}

}  // namespace

void one_input(std::string_view bytes) {
  const auto collection = postman::parse_collection(bytes);
  if (!collection) return check_error(collection.error());
  check_added(bytes, *collection);
  const auto items = postman::items_of(*collection, {});
  if (!items) return check_error(items.error());
  World world;
  const postman::Scope variables(collection->root.variables);
  postman::Scopes scopes;
  scopes.collection = {&variables};
  for (size_t i = 0; i < std::min(items->size(), kMostItems); ++i) {
    REQUIRE((*items)[i].item != nullptr);
    check_item((*items)[i], scopes, world);
  }
}

}  // namespace coffer::fuzz
