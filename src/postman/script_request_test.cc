#include "postman/script_request.h"

#include <gtest/gtest.h>

#include "postman/collection.h"
#include "postman/read.h"

namespace coffer::postman {
namespace {

// The one item's, as a collection has it.
std::string request_of(std::string_view request) {
  const auto collection =
      parse_collection(R"({"info": {"name": "C"}, "item": [{"name": "r")" + std::string(request) + "}]}");
  return json::dump(script_request(std::get<Item>(collection->root.children[0])));
}

TEST(ScriptRequest, IsTheCollectionsOwn) {
  constexpr const char* kRequest =
      R"({"method":"POST","url":{"host":["{{host}}"],"query":[{"key":"a","value":"b","disabled":true}]},)"
      R"("header":[{"key":"X","value":"{{vault:key}}"}],"body":{"mode":"raw","raw":"{{x}}"},)"
      R"("auth":{"type":"basic","basic":[{"key":"username","value":"u"}]}})";
  EXPECT_EQ(request_of(R"(, "request": )" + std::string(kRequest)), kRequest);
}

TEST(ScriptRequest, IsAnObjectInWhateverFormItWasWritten) {
  EXPECT_EQ(request_of(R"(, "request": "http://h/{{x}}")"),
            R"({"url":"http://h/{{x}}","method":"GET","header":[]})");
  EXPECT_EQ(request_of(""), R"({"url":"","method":"GET","header":[]})");
  EXPECT_EQ(
      request_of(
          R"(, "request": {"url": "h", "auth": {"type": "basic", "basic": {"username": "u"}}, "body": "b"})"),
      R"({"url":"h","auth":{"type":"basic","basic":[{"key":"username","value":"u","type":"any"}]},)"
      R"("body":{"mode":"raw","raw":"b"},"method":"GET","header":[]})");
}

}  // namespace
}  // namespace coffer::postman
