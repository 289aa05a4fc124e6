#include "postman/request_builder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/encoding.h"

namespace coffer::postman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::string revealed(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

class RequestBuilder : public testing::Test {
 protected:
  void SetUp() override {
    char folder[] = "/tmp/coffer-postman-XXXXXX";
    ASSERT_NE(::mkdtemp(folder), nullptr);
    folder_ = folder;
    std::ofstream(folder_ / "note.txt") << "hello";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void secret(const std::string& name, std::string_view value) {
    secrets_.insert_or_assign(name, Secret(value));
  }

  Result<PreparedRequest> prepared(const std::string& request, const std::string& behavior = "{}") {
    auto collection =
        parse_collection(R"({"info": {"name": "C"}, "item": [{"name": "r", "protocolProfileBehavior": )" +
                         behavior + R"(, "request": )" + request + "}]}");
    EXPECT_TRUE(collection) << to_string(collection.error());
    collection_ = std::move(*collection);
    Substitutor substitute(Scopes{nullptr, &environment_, {}, nullptr}, clock_, random_);
    return prepare(items_of(collection_, {}).value().at(0), substitute);
  }
  Result<BuiltRequest> built(const std::string& request, const std::string& behavior = "{}") {
    COFFER_ASSIGN(const PreparedRequest ready, prepared(request, behavior));
    const ValueOf value_of = [this](std::string_view name, bool& binary) -> const Secret* {
      const auto found = secrets_.find(name);
      binary = name == binary_;
      return found != secrets_.end() ? &found->second : nullptr;
    };
    return build(ready, value_of, {folder_, "coffer/1", &clock_, &random_});
  }
  static std::string header(const BuiltRequest& request, std::string_view name) {
    const auto* found = request.request.find_header(name);
    return found != nullptr ? revealed(found->value) : "(none)";
  }
  static std::string body(const BuiltRequest& request) {
    const auto* bytes = std::get_if<Secret>(&request.request.body);
    return bytes != nullptr ? revealed(*bytes) : "(none)";
  }
  static std::vector<std::string> header_names(const BuiltRequest& request) {
    std::vector<std::string> names;
    for (const auto& each : request.request.headers) names.push_back(each.name);
    return names;
  }

  FakeClock clock_{WallTime(std::chrono::milliseconds(1440938160000))};
  crypto::SeededRandom random_{1};
  Scope environment_;
  Collection collection_;
  std::map<std::string, Secret, std::less<>> secrets_;
  std::string binary_;
  std::filesystem::path folder_;
};

TEST_F(RequestBuilder, HeadersStandInNewmansOrder) {
  const auto request = built(
      R"({"method": "post", "url": "Example.com:81/x", "header": [{"key": "X-A", "value": "1"}, {"key": "Off", "value": "1", "disabled": true}, {"key": "", "value": "1"}],
    "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "t"}]}, "body": {"mode": "raw", "raw": "x"}})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->request.method, "POST");
  EXPECT_THAT(header_names(*request),
              ElementsAre("X-A", "Authorization", "Content-Type", "User-Agent", "Accept", "Cache-Control",
                          "Postman-Token", "Host", "Accept-Encoding", "Connection"));
  EXPECT_EQ(header(*request, "Host"), "example.com:81");
  EXPECT_EQ(header(*request, "User-Agent"), "coffer/1");
  EXPECT_EQ(header(*request, "Content-Type"), "text/plain");
  EXPECT_EQ(header(*request, "Accept-Encoding"), "gzip, deflate, br");
}

TEST_F(RequestBuilder, TheUsersHeadersWinAndSystemHeadersCanBeSwitchedOff) {
  const auto request = built(
      R"({"url": "h", "header": [{"key": "user-agent", "value": "mine"}, {"key": "CONTENT-TYPE", "value": "a/b"}], "method": "PUT", "body": {"mode": "raw", "raw": "x", "options": {"raw": {"language": "json"}}}})",
      R"({"disabledSystemHeaders": {"accept": true, "Postman-Token": true}})");
  ASSERT_TRUE(request);
  EXPECT_THAT(header_names(*request), ElementsAre("user-agent", "CONTENT-TYPE", "Cache-Control", "Host",
                                                  "Accept-Encoding", "Connection"));
}

TEST_F(RequestBuilder, RepeatedHeadersStandTogether) {
  auto request = prepared(
      R"({"url": "h", "header": [{"key": "A", "value": "1"}, {"key": "B", "value": "2"}, {"key": "A", "value": "3"}, {"key": "b", "value": "4"}]})");
  ASSERT_TRUE(request);
  std::string shown;
  for (const KeyValue& each : request->headers) shown += each.key + each.value + " ";
  EXPECT_EQ(shown, "A1 A3 b4 ");
  EXPECT_EQ(request->warnings.size(), 1u);
}

TEST_F(RequestBuilder, VariablesStandEverywhere) {
  environment_ =
      Scope({{"base", "https://api.example.com/v1?x=1"}, {"name", "X-N"}, {"m", "patch"}, {"id", "a/b c"}});
  const auto request = built(
      R"({"method": "{{m}}", "url": "{{base}}&y={{id}}", "header": [{"key": "{{name}}", "value": "<{{id}}>"}], "body": {"mode": "raw", "raw": "{{id}}"}})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->request.method, "PATCH");
  EXPECT_EQ(revealed(request->request.url), "https://api.example.com/v1?x=1&y=a/b%20c");
  EXPECT_EQ(header(*request, "X-N"), "<a/b c>");
  EXPECT_EQ(body(*request), "a/b c");
}

TEST_F(RequestBuilder, PathVariablesMayHoldVariables) {
  environment_.set("id", "7 8");
  const auto request =
      built(R"({"url": {"host": "h", "path": ["a", ":x"], "variable": [{"key": "x", "value": "{{id}}"}]}})");
  ASSERT_TRUE(request);
  EXPECT_EQ(revealed(request->request.url), "http://h/a/7%208");
}

TEST_F(RequestBuilder, BodiesArePrunedForMethodsThatHaveNone) {
  const std::string request = R"({"url": "h", "method": "GET", "body": {"mode": "raw", "raw": "x"}})";
  EXPECT_EQ(body(*built(request)), "(none)");
  EXPECT_EQ(header(*built(request), "Content-Type"), "(none)");
  EXPECT_EQ(body(*built(request, R"({"disableBodyPruning": true})")), "x");
}

TEST_F(RequestBuilder, AnEmptyRawBodyIsNone) {
  const auto request = built(
      R"({"url": "h", "method": "POST", "body": {"mode": "raw", "raw": "", "options": {"raw": {"language": "json"}}}})");
  EXPECT_EQ(body(*request), "(none)");
  EXPECT_EQ(header(*request, "Content-Type"), "(none)");
}

TEST_F(RequestBuilder, CommentsOfJsonBodiesAreNotSent) {
  const auto request = built(
      R"({"url": "h", "method": "POST", "body": {"mode": "raw", "raw": "{ // one\n \"a\": \"//{{vault:x//y}}\" /* two */, \"b\": \"\\\"/*\" }", "options": {"raw": {"language": "json"}}}})");
  EXPECT_FALSE(request);
  secret("x//y", "V");
  EXPECT_EQ(
      body(*built(
          R"({"url": "h", "method": "POST", "body": {"mode": "raw", "raw": "{ // one\n \"a\": \"//{{vault:x//y}}\" /* two */, \"b\": \"\\\"/*\" }", "options": {"raw": {"language": "json"}}}})")),
      "{ \n \"a\": \"//V\" , \"b\": \"\\\"/*\" }");
}

TEST_F(RequestBuilder, FormsAreWrittenAsNewmanWritesThem) {
  const auto request = built(
      R"({"url": "h", "method": "POST", "header": [{"key": "content-type", "value": "text/plain"}], "body": {"mode": "urlencoded", "urlencoded": [
    {"key": "b", "value": "a b&=+'(*)!~é"}, {"key": "a", "value": "1"}, {"key": "b", "value": "2"}, {"key": "10", "value": ""}, {"key": "2", "value": null}, {"key": "off", "value": "x", "disabled": true}]}})");
  ASSERT_TRUE(request);
  EXPECT_EQ(body(*request), "2=&10=&b=a%20b%26%3D%2B%27%28%2A%29%21~%C3%A9&b=2&a=1");
  EXPECT_EQ(header(*request, "content-type"), "application/x-www-form-urlencoded");
}

TEST_F(RequestBuilder, GraphqlBodiesAreJson) {
  secret("q", "say \"hi\"");
  const auto request = built(
      R"({"url": "h", "method": "POST", "body": {"mode": "graphql", "graphql": {"query": "{ a(x: \"{{vault:q}}\") }\n", "operationName": "O", "variables": "{\"v\": 1}"}}})");
  ASSERT_TRUE(request);
  EXPECT_EQ(
      body(*request),
      "{\"query\":\"{ a(x: \\\"say \\\"hi\\\"\\\") }\\n\",\"operationName\":\"O\",\"variables\":{\"v\": 1}}");
  EXPECT_EQ(header(*request, "Content-Type"), "application/json");
}

TEST_F(RequestBuilder, FormDataHasPartsOfTextAndFiles) {
  const auto request = built(
      R"({"url": "h", "method": "POST", "header": [{"key": "Content-Type", "value": "multipart/form-data"}], "body": {"mode": "formdata", "formdata": [
    {"key": "t", "value": "v", "type": "text", "contentType": "text/x"}, {"key": "f", "type": "file", "src": ["note.txt", "note.txt"]}, {"key": "n", "type": "file", "src": []}]}})");
  ASSERT_TRUE(request) << to_string(request.error());
  const auto& parts = std::get<std::vector<http::FormPart>>(request->request.body);
  ASSERT_EQ(parts.size(), 4u);
  EXPECT_EQ(revealed(std::get<Secret>(parts[0].content)), "v");
  EXPECT_EQ(parts[0].content_type, "text/x");
  EXPECT_EQ(std::get<http::FileBody>(parts[2].content).path, folder_ / "note.txt");
  EXPECT_EQ(parts[2].content_type, "text/plain");
  EXPECT_EQ(header(*request, "Content-Type"), "(none)");
}

TEST_F(RequestBuilder, AFileBodyTakesItsTypeFromTheName) {
  const auto request =
      built(R"({"url": "h", "method": "POST", "body": {"mode": "file", "file": {"src": "note.txt"}}})");
  ASSERT_TRUE(request);
  EXPECT_EQ(std::get<http::FileBody>(request->request.body).path, folder_ / "note.txt");
  EXPECT_EQ(header(*request, "Content-Type"), "text/plain");
}

TEST_F(RequestBuilder, AMissingFileIsNamedWithItsField) {
  const auto form = built(
      R"({"url": "h", "method": "POST", "body": {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": "gone.txt"}]}})");
  ASSERT_FALSE(form);
  EXPECT_EQ(form.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(form.error().field, HasSubstr("\"f\""));
  EXPECT_EQ(
      built(R"({"url": "h", "method": "POST", "body": {"mode": "file", "file": {"src": "."}}})").error().code,
      ErrorCode::kNotFound);
}

TEST_F(RequestBuilder, BasicAuthEncodesSecretsToo) {
  secret("pw", "p:w");
  const auto request = built(
      R"({"url": "h", "header": [{"key": "authorization", "value": "old"}], "auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}, {"key": "password", "value": "{{vault:pw}}"}]}})");
  ASSERT_TRUE(request);
  EXPECT_EQ(header(*request, "Authorization"), "Basic " + base64_encode("u:p:w"));
  EXPECT_THAT(request->carried.headers.at("authorization"), ElementsAre("pw"));
}

TEST_F(RequestBuilder, UserInfoOfTheUrlIsBasicAuth) {
  secret("pw", "p%41/@");
  const auto request = built(R"({"url": "http://us%20er:{{vault:pw}}@h/x"})");
  ASSERT_TRUE(request);
  EXPECT_EQ(header(*request, "Authorization"), "Basic " + base64_encode("us er:p%41/@"));
  EXPECT_EQ(revealed(request->request.url), "http://us%20er:p%2541%2F%40@h/x");
  EXPECT_EQ(header(*request, "Host"), "h");
  EXPECT_THAT(request->carried.headers.at("authorization"), ElementsAre("pw"));
  EXPECT_THAT(request->carried.url, ElementsAre("pw"));
}

TEST_F(RequestBuilder, AnApiKeyGoesToAHeaderOrTheQuery) {
  secret("k", "a&b");
  const auto in_header = built(
      R"({"url": "h", "header": [{"key": "x-key", "value": "old"}], "auth": {"type": "apikey", "apikey": [{"key": "key", "value": "X-Key"}, {"key": "value", "value": "{{vault:k}}"}]}})");
  ASSERT_TRUE(in_header);
  EXPECT_EQ(header(*in_header, "X-Key"), "a&b");
  EXPECT_THAT(in_header->carried.headers.at("x-key"), ElementsAre("k"));
  const auto in_query = built(
      R"({"url": "h?x=1&key=old", "auth": {"type": "apikey", "apikey": [{"key": "key", "value": "key"}, {"key": "value", "value": "{{vault:k}}"}, {"key": "in", "value": "query"}]}})");
  ASSERT_TRUE(in_query);
  EXPECT_EQ(revealed(in_query->request.url), "http://h/?x=1&key=a%26b");
  EXPECT_THAT(in_query->carried.url, ElementsAre("k"));
  EXPECT_THAT(in_query->carried.headers, IsEmpty());
}

TEST_F(RequestBuilder, AnApiKeysHeaderHasAHeadersName) {
  for (const char* const name : {"X: Y", "X Y", "{{no-such-variable}}"}) {
    const auto request = built(fmt::format(
        R"({{"url": "h", "auth": {{"type": "apikey", "apikey": [{{"key": "key", "value": "{}"}}]}}}})",
        name));
    ASSERT_FALSE(request) << name;
    EXPECT_EQ(request.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(request.error().field, "auth key");
  }
}

TEST_F(RequestBuilder, AnOauth2TokenGoesToTheHeaderOrTheQuery) {
  const auto with = [](const std::string& more) {
    return R"({"url": "h?access_token=old", "auth": {"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "t"})" +
           more + "]}}";
  };
  EXPECT_EQ(header(*built(with("")), "Authorization"), "Bearer t");
  EXPECT_EQ(revealed(built(with(""))->request.url), "http://h/");
  EXPECT_EQ(header(*built(with(R"(, {"key": "headerPrefix", "value": " Token "})")), "Authorization"),
            "Token t");
  EXPECT_EQ(header(*built(with(R"(, {"key": "headerPrefix", "value": ""})")), "Authorization"), "t");
  EXPECT_EQ(revealed(built(with(R"(, {"key": "addTokenTo", "value": "queryParams"})"))->request.url),
            "http://h/?access_token=t");
  EXPECT_EQ(built(R"({"url": "h", "auth": {"type": "oauth2", "oauth2": []}})").error().code,
            ErrorCode::kUnsupported);
}

TEST_F(RequestBuilder, AwsSignsLastAndItsKeysAreCarriedByItsHeaders) {
  secret("id", "AKIDEXAMPLE");
  secret("secret", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  secret("token", "T0KEN");
  const std::string auth =
      R"("auth": {"type": "awsv4", "awsv4": [{"key": "accessKey", "value": "{{vault:id}}"}, {"key": "secretKey", "value": "{{vault:secret}}"}, {"key": "sessionToken", "value": "{{vault:token}}"}, {"key": "region", "value": "eu-west-1"}, {"key": "service", "value": "s3"})";
  const auto request = built(
      R"({"url": "https://h/x", "header": [{"key": "Authorization", "value": "old"}], )" + auth + "]}}");
  ASSERT_TRUE(request) << to_string(request.error());
  EXPECT_THAT(header(*request, "Authorization"),
              StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/s3/aws4_request"));
  EXPECT_EQ(header(*request, "X-Amz-Security-Token"), "T0KEN");
  EXPECT_THAT(request->carried.headers.at("authorization"), ElementsAre("id", "secret"));
  EXPECT_THAT(request->carried.headers.at("x-amz-security-token"), ElementsAre("token"));
  const auto presigned =
      built(R"({"url": "https://h/x", )" + auth + R"(, {"key": "addAuthDataToQuery", "value": true}]}})");
  ASSERT_TRUE(presigned);
  EXPECT_THAT(revealed(presigned->request.url), HasSubstr("X-Amz-Signature="));
  EXPECT_THAT(presigned->carried.url, ElementsAre("id", "secret", "token"));
}

TEST_F(RequestBuilder, AuthThatIsNotKnownIsNotLeftOut) {
  const auto request = prepared(R"({"url": "h", "auth": {"type": "edgegrid", "edgegrid": []}})");
  ASSERT_FALSE(request);
  EXPECT_EQ(request.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(request.error().what, HasSubstr("edgegrid"));
}

TEST_F(RequestBuilder, ReferencesAreListedOnceWithTheirPlace) {
  environment_.set("token", "{{vault:bearer}}");
  const auto request = prepared(
      R"({"method": "POST", "url": "https://{{vault:host}}/{{vault:path}}?q={{vault:host}}", "header": [{"key": "X-K", "value": "{{ vault:h }}"}],
    "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]}, "body": {"mode": "raw", "raw": "{{vault:h}}{{vault:b}}"}})");
  ASSERT_TRUE(request);
  std::vector<std::string> shown;
  for (const auto& use : request->references()) shown.push_back(use.name + "=" + use.where);
  EXPECT_THAT(shown, ElementsAre("host=url host", "path=url", "h=header X-K", "bearer=auth token", "b=body"));
  EXPECT_THAT(request->unresolved_variables, IsEmpty());
  EXPECT_EQ(request->url, "https://{{vault:host}}/{{vault:path}}?q={{vault:host}}");
}

TEST_F(RequestBuilder, SecretsArriveByteForByteInAUrl) {
  std::string every;
  for (int i = 1; i < 256; ++i) every += static_cast<char>(i);
  secret("s", every);
  const auto request = built(R"({"url": "https://h/a/{{vault:s}}/b?x={{vault:s}}&y=%41"})");
  ASSERT_TRUE(request);
  EXPECT_EQ(revealed(request->request.url),
            "https://h/a/" + percent_encode(every) + "/b?x=" + percent_encode(every) + "&y=%41");
  EXPECT_THAT(request->carried.url, ElementsAre("s"));
}

TEST_F(RequestBuilder, ASecretMayBeTheHostButNothingMore) {
  secret("host", "api.example.com");
  const auto request = built(R"({"url": "https://{{vault:host}}:8443/x"})");
  ASSERT_TRUE(request);
  EXPECT_EQ(revealed(request->request.url), "https://api.example.com:8443/x");
  EXPECT_EQ(header(*request, "Host"), "api.example.com:8443");
  EXPECT_THAT(request->carried.headers.at("host"), ElementsAre("host"));
  for (const char* bad : {"https://api.example.com", "a.example.com/x", "u@evil.example", "a b", "", "a#"}) {
    secret("host", bad);
    const auto refused = built(R"({"url": "https://{{vault:host}}/x"})");
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(refused.error().what.find("evil.example"), std::string::npos);
  }
}

TEST_F(RequestBuilder, ASecretWithALineBreakCannotForgeAHeader) {
  secret("s", "v4lue\r\nX-Evil: 1");
  const auto request = built(R"({"url": "h", "header": [{"key": "X-K", "value": "a {{vault:s}}"}]})");
  ASSERT_FALSE(request);
  EXPECT_EQ(request.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(request.error().field, "header X-K");
  EXPECT_THAT(request.error().what, HasSubstr("{{vault:s}}"));
  EXPECT_THAT(to_string(request.error()), Not(HasSubstr("v4lue")));
}

TEST_F(RequestBuilder, SecretsInBodiesAreEncodedAsTheBodyNeeds) {
  secret("s", "a\"b&c\n");
  EXPECT_EQ(
      body(*built(R"({"url": "h", "method": "POST", "body": {"mode": "raw", "raw": "<{{vault:s}}>"}})")),
      "<a\"b&c\n>");
  const auto form = built(
      R"({"url": "h", "method": "POST", "body": {"mode": "urlencoded", "urlencoded": [{"key": "k", "value": "x {{vault:s}}"}]}})");
  EXPECT_EQ(body(*form), "k=x%20a%22b%26c%0A");
  EXPECT_THAT(form->carried.body, ElementsAre("s"));
  EXPECT_EQ(
      body(*built(
          R"({"url": "h", "method": "POST", "body": {"mode": "graphql", "graphql": {"query": "{{vault:s}}"}}})")),
      R"({"query":"a\"b&c\n"})");
  const auto multipart = built(
      R"({"url": "h", "method": "POST", "body": {"mode": "formdata", "formdata": [{"key": "k", "value": "{{vault:s}}"}]}})");
  EXPECT_EQ(
      revealed(std::get<Secret>(std::get<std::vector<http::FormPart>>(multipart->request.body)[0].content)),
      "a\"b&c\n");
}

TEST_F(RequestBuilder, ABinarySecretIsAWholeRawBodyOnly) {
  binary_ = "bin";
  secret("bin", std::string_view("\0\xff", 2));
  EXPECT_EQ(
      body(*built(R"({"url": "h", "method": "POST", "body": {"mode": "raw", "raw": "{{vault:bin}}"}})")),
      std::string("\0\xff", 2));
  for (
      const char* request :
      {R"({"url": "h", "method": "POST", "body": {"mode": "raw", "raw": " {{vault:bin}}"}})",
       R"({"url": "h?x={{vault:bin}}"})",
       R"({"url": "h", "header": [{"key": "K", "value": "{{vault:bin}}"}]})",
       R"({"url": "h", "auth": {"type": "basic", "basic": [{"key": "password", "value": "{{vault:bin}}"}]}})"}) {
    EXPECT_EQ(built(request).error().code, ErrorCode::kBinaryAsText) << request;
  }
}

TEST_F(RequestBuilder, ReferencesInNamesAreRefused) {
  secret("s", "v");
  for (
      const char* request :
      {R"({"url": "h", "header": [{"key": "{{vault:s}}", "value": "x"}]})",
       R"({"url": "h", "method": "POST", "body": {"mode": "formdata", "formdata": [{"key": "{{vault:s}}", "value": "x"}]}})",
       R"({"url": "h", "method": "POST", "body": {"mode": "file", "file": {"src": "{{vault:s}}"}}})"}) {
    EXPECT_EQ(built(request).error().code, ErrorCode::kUnsupported) << request;
  }
}

TEST_F(RequestBuilder, BadInputNamesItsField) {
  EXPECT_EQ(prepared(R"({"url": ""})").error().field, "url");
  EXPECT_EQ(prepared(R"({"url": "ftp://h/x"})").error().field, "url");
  EXPECT_EQ(prepared(R"({"url": "http://h:99999/"})").error().field, "url");
  EXPECT_EQ(prepared(R"({"url": "h", "method": "A B"})").error().field, "method");
  EXPECT_EQ(prepared(R"({"url": "h", "header": [{"key": "A B", "value": "x"}]})").error().field,
            "header A B");
  EXPECT_EQ(prepared(R"({"url": "h", "header": [{"key": "A", "value": "x\ny"}]})").error().field, "header A");
  const auto unresolved = prepared(R"({"url": "{{base}}/x"})");
  ASSERT_FALSE(unresolved);
  EXPECT_THAT(unresolved.error().what, HasSubstr("{{base}}"));
}

TEST_F(RequestBuilder, UnknownVariablesStayAndAreListed) {
  const auto request = prepared(R"({"url": "h/{{gone}}?x={{gone}}&y={{$nope}}"})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->url, "http://h/%7B%7Bgone%7D%7D?x={{gone}}&y={{$nope}}");
  EXPECT_THAT(request->unresolved_variables, ElementsAre("gone", "$nope"));
  EXPECT_THAT(request->warnings, ElementsAre(HasSubstr("$nope")));
}

TEST_F(RequestBuilder, UrlEncodingCanBeSwitchedOff) {
  const auto request = prepared(R"({"url": "h/a b?x=\"y\""})", R"({"disableUrlEncoding": true})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->url, "http://h/a b?x=\"y\"");
}

TEST_F(RequestBuilder, AnUnresolvedReferenceIsNeverSentAsText) {
  EXPECT_EQ(built(R"({"url": "h?x={{vault:nobody}}"})").error().code, ErrorCode::kInternal);
}

}  // namespace
}  // namespace coffer::postman
