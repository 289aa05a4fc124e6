#include "runner/origin_template.h"

#include <gtest/gtest.h>

namespace coffer::runner {
namespace {

using Names = std::vector<std::string>;

TEST(OriginTemplateTest, FindsTheReferencesThatDecideWhoReceives) {
  EXPECT_EQ(origin_references("https://api.example.com/{{vault:path}}?k={{vault:key}}"), Names{});
  EXPECT_EQ(origin_references("https://{{vault:user}}:{{vault:pw}}@api.example.com/"), Names{});
  EXPECT_EQ(origin_references("https://{{vault:host}}/x"), Names{"host"});
  EXPECT_EQ(origin_references("https://{{vault:tenant}}.example.com:{{vault:port}}/{{vault:tenant}}"),
            (Names{"tenant", "port"}));
  EXPECT_EQ(origin_references("{{vault:host}}/x"), Names{"host"});
}

// A name may hold what takes a URL apart.
TEST(OriginTemplateTest, ANameWithSeparatorsChangesNothing) {
  EXPECT_EQ(origin_references("https://api.example.com/{{vault:team/a@b?c#d}}"), Names{});
  EXPECT_EQ(origin_references("https://{{vault:team/a@b}}.example.com/"), Names{"team/a@b"});
}

TEST(OriginTemplateTest, PutsValuesIntoTheHost) {
  const Secret host("Shop.example.com"), port("8443");
  const auto values = [&](std::string_view name, bool&) { return name == "host" ? &host : &port; };
  const auto origin = origin_of_template("https://{{vault:host}}:{{vault:port}}/{{vault:other}}", values);
  ASSERT_TRUE(origin.ok()) << origin.error().what;
  EXPECT_EQ(http::to_string(*origin), "https://shop.example.com:8443");
}

TEST(OriginTemplateTest, AHostThatIsNoneIsAnErrorWithoutTheValue) {
  const Secret value("not a host!");
  const auto origin =
      origin_of_template("https://{{vault:host}}/", [&](std::string_view, bool&) { return &value; });
  ASSERT_FALSE(origin.ok());
  EXPECT_EQ(origin.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(to_string(origin.error()).find("not a host"), std::string::npos);
}

}  // namespace
}  // namespace coffer::runner
