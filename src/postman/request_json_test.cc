#include "postman/request_json.h"

#include <gtest/gtest.h>

namespace coffer::postman {
namespace {

TEST(RequestJsonTest, TakesAUrlApartAsTheSdkDoes) {
  EXPECT_EQ(json::dump(url_json("http://127.0.0.1:80/orders/42?a=1&b")),
            R"({"protocol":"http","port":"80","path":["orders","42"],"host":["127","0","0","1"],)"
            R"("query":[{"key":"a","value":"1"},{"key":"b","value":null}],"variable":[]})");
  EXPECT_EQ(json::dump(url_json("{{base.url}}/a")),
            R"({"path":["a"],"host":["{{base.url}}"],"query":[],"variable":[]})");
  EXPECT_EQ(json::dump(url_json("")), R"({"query":[],"variable":[]})");
}

TEST(RequestJsonTest, WritesEveryKindOfBody) {
  EXPECT_TRUE(body_json(NoBody()).empty());
  EXPECT_EQ(json::dump(body_json(RawBody{.text = "{}", .language = "json"})),
            R"({"mode":"raw","raw":"{}","options":{"raw":{"language":"json"}}})");
  EXPECT_EQ(json::dump(body_json(UrlencodedBody{{{"a", "1"}}})),
            R"({"mode":"urlencoded","urlencoded":[{"key":"a","value":"1"}]})");
  FormBody form;
  form.fields.resize(2);
  form.fields[0].key = "text";
  form.fields[0].value = "v";
  form.fields[1].key = "file";
  form.fields[1].is_file = true;
  form.fields[1].files = {"one", "two"};
  EXPECT_EQ(json::dump(body_json(form)),
            R"({"mode":"formdata","formdata":[{"key":"text","type":"text","value":"v"},)"
            R"({"key":"file","type":"file","src":["one","two"]}]})");
}

}  // namespace
}  // namespace coffer::postman
