#include "page/collection_tree.h"

#include <gtest/gtest.h>

namespace coffer::page {
namespace {

TEST(CollectionTreeTest, APlaceIsAPathByPosition) {
  EXPECT_EQ(*parse_at(""), ItemPath());
  EXPECT_EQ(*parse_at("0.2.11"), (ItemPath{0, 2, 11}));
  EXPECT_EQ(at_text({0, 2, 11}), "0.2.11");
  EXPECT_EQ(at_text({}), "");
  for (const char* wrong : {".", "1.", ".1", "-1", "1..0", "x", "1 0", "99999999999999999999999"}) {
    EXPECT_EQ(parse_at(wrong).error().code, ErrorCode::kInvalidArgument) << wrong;
    EXPECT_EQ(parse_at(wrong).error().field, "at");
  }
  std::string deep = "0";
  for (int i = 0; i < 1000; ++i) deep += ".0";
  EXPECT_FALSE(parse_at(deep).ok());
}

TEST(CollectionTreeTest, FindsNodes) {
  json::Value collection = *json::parse(R"({"item": [{"name": "a"}, {"item": [{"name": "b"}, 7]}]})");
  EXPECT_EQ(json::find_string(**node_at(collection, {1, 0}), "name"), "b");
  EXPECT_EQ(*node_at(collection, {}), &collection);
  for (const ItemPath& wrong : {ItemPath{2}, ItemPath{0, 0}, ItemPath{1, 1}, ItemPath{1, 2}})
    EXPECT_EQ(node_at(collection, wrong).error().code, ErrorCode::kNotFound) << at_text(wrong);
}

}  // namespace
}  // namespace coffer::page
