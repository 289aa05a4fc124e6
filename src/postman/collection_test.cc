#include "postman/collection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"

namespace coffer::postman {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string wrapped(std::string_view items, std::string_view more = "") {
  return R"({"info": {"_postman_id": "c1", "name": "C", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [)" +
         std::string(items) + "]" + std::string(more) + "}";
}

Collection parsed(const std::string& text) {
  auto collection = parse_collection(text);
  EXPECT_TRUE(collection) << to_string(collection.error());
  return std::move(*collection);
}

const Item& only_item(const Collection& collection) { return std::get<Item>(collection.root.children.at(0)); }

std::vector<std::string> names_of(const Collection& collection, const std::vector<std::string>& folders) {
  std::vector<std::string> names;
  auto items = items_of(collection, folders);
  EXPECT_TRUE(items);
  for (const PlacedItem& item : *items) names.push_back(item.item->name);
  return names;
}

TEST(Collection, AUrlObjectIsReadFromItsParts) {
  const Collection collection =
      parsed(wrapped(R"({"name": "r", "request": {"method": "POST", "url": {"raw": "not this",
    "protocol": "https", "host": ["{{host}}", "example", "com"], "port": "8443", "path": ["a", ":id", {"type": "string", "value": "c"}],
    "query": [{"key": "x", "value": "1&2"}, {"key": "off", "value": "1", "disabled": true}, {"key": "k=", "value": null}],
    "hash": "h", "variable": [{"key": "id", "value": "7"}]}}})"));
  const RequestTemplate& request = only_item(collection).request;
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url.raw, "https://{{host}}.example.com:8443/a/:id/c?x=1%262&k%3D#h");
  ASSERT_EQ(request.url.path_variables.size(), 1u);
  EXPECT_EQ(request.url.path_variables[0].value, "7");
}

TEST(Collection, AUrlMayBeATextAndARequestToo) {
  EXPECT_EQ(only_item(parsed(wrapped(R"({"name": "r", "request": {"url": "{{base}}/x"}})"))).request.url.raw,
            "{{base}}/x");
  const Collection collection = parsed(wrapped(R"({"name": "r", "request": "http://h/y"})"));
  EXPECT_EQ(only_item(collection).request.url.raw, "http://h/y");
  EXPECT_EQ(only_item(collection).request.method, "GET");
  EXPECT_EQ(only_item(parsed(wrapped(R"({"request": {"url": {"raw": "http://h/raw"}}})"))).request.url.raw,
            "http://h/raw");
}

TEST(Collection, AQueryOfDisabledItemsHasNoQuestionMark) {
  EXPECT_EQ(
      only_item(parsed(wrapped(
                    R"({"request": {"url": {"host": "h", "query": [{"key": "a", "disabled": true}]}}})")))
          .request.url.raw,
      "h");
}

TEST(Collection, BodiesOfEveryModeAreRead) {
  const auto body_of = [](std::string_view body) {
    return only_item(parsed(wrapped(R"({"request": {"url": "h", "body": )" + std::string(body) + "}}")))
        .request.body;
  };
  const Body raw_body = body_of(R"({"mode": "raw", "raw": "{}", "options": {"raw": {"language": "json"}}})");
  const auto& raw = std::get<RawBody>(raw_body);
  EXPECT_EQ(raw.text, "{}");
  EXPECT_EQ(raw.language, "json");
  const Body form_body = body_of(
      R"({"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": ["a", "b"]}, {"key": "t", "value": "v", "contentType": "text/x"}]})");
  const auto& form = std::get<FormBody>(form_body);
  EXPECT_THAT(form.fields[0].files, ElementsAre("a", "b"));
  EXPECT_EQ(form.fields[1].content_type, "text/x");
  EXPECT_EQ(
      std::get<UrlencodedBody>(body_of(R"({"mode": "urlencoded", "urlencoded": "a=1&b"})")).fields.size(),
      2u);
  EXPECT_EQ(std::get<FileBody>(body_of(R"({"mode": "file", "file": {"src": "x.bin"}})")).path, "x.bin");
  EXPECT_EQ(std::get<GraphqlBody>(
                body_of(R"({"mode": "graphql", "graphql": {"query": "q", "variables": {"a": 1}}})"))
                .variables,
            R"({"a":1})");
  EXPECT_TRUE(std::holds_alternative<NoBody>(body_of(R"({"mode": "raw", "raw": "x", "disabled": true})")));
  EXPECT_TRUE(std::holds_alternative<NoBody>(body_of("null")));
}

TEST(Collection, AuthIsInheritedFromTheNearestFolderAndNoauthStopsIt) {
  const Collection collection = parsed(wrapped(
      R"({"name": "F", "auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}]}, "item": [
      {"name": "inherits", "request": {"url": "h", "auth": null}},
      {"name": "own", "request": {"url": "h", "auth": {"type": "apikey", "apikey": [{"key": "key", "value": "k"}]}}},
      {"name": "none", "request": {"url": "h", "auth": {"type": "noauth"}}},
      {"name": "G", "item": [{"name": "deep", "request": "h"}]}]}, {"name": "top", "request": "h"})",
      R"(, "auth": {"type": "bearer", "bearer": {"token": "t"}})"));
  auto items = items_of(collection, {});
  ASSERT_TRUE(items);
  ASSERT_EQ(items->size(), 5u);
  EXPECT_EQ((*items)[0].effective_auth()->type, "basic");
  EXPECT_EQ((*items)[1].effective_auth()->type, "apikey");
  EXPECT_EQ((*items)[2].effective_auth(), nullptr);
  EXPECT_EQ((*items)[3].effective_auth()->params.at("username"), "u");
  EXPECT_EQ((*items)[4].effective_auth()->params.at("token"), "t");
}

TEST(Collection, BehaviorIsInheritedMemberByMember) {
  const Collection collection = parsed(wrapped(
      R"({"name": "F", "protocolProfileBehavior": {"followRedirects": false, "maxRedirects": 3}, "item": [
      {"name": "r", "request": "h", "protocolProfileBehavior": {"maxRedirects": 5, "disabledSystemHeaders": {"User-Agent": true, "accept": false}}}]})",
      R"(, "protocolProfileBehavior": {"strictSSL": false, "followRedirects": true})"));
  const RequestBehavior behavior = items_of(collection, {}).value().at(0).effective_behavior();
  EXPECT_EQ(behavior.follow_redirects, false);
  EXPECT_EQ(behavior.max_redirects, 5);
  EXPECT_EQ(behavior.strict_ssl, false);
  EXPECT_THAT(behavior.disabled_system_headers, ElementsAre("user-agent"));
}

TEST(Collection, FoldersAreChosenByNameOrIdInTheCollectionsOrder) {
  const Collection collection = parsed(wrapped(
      R"({"name": "A", "item": [{"name": "a1", "request": "h"}, {"name": "B", "id": "b-id", "item": [{"name": "b1", "request": "h"}]}]},
      {"name": "C", "item": [{"name": "c1", "request": "h"}]}, {"name": "a1", "request": "h"})"));
  EXPECT_THAT(names_of(collection, {}), ElementsAre("a1", "b1", "c1", "a1"));
  EXPECT_THAT(names_of(collection, {"C", "b-id"}), ElementsAre("b1", "c1"));
  EXPECT_THAT(names_of(collection, {"A", "B"}), ElementsAre("a1", "b1"));
  EXPECT_THAT(names_of(collection, {"a1"}), ElementsAre("a1"));
  const auto missing = items_of(collection, {"nope"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(missing.error().mend, HasSubstr("\"C\""));
}

TEST(Collection, WhatIsNotSupportedIsNamedWithItsPlace) {
  const Collection collection =
      parsed(wrapped(R"({"name": "F", "auth": {"type": "edgegrid"}, "item": [{"name": "r",
      "event": [{"listen": "test", "script": {"src": "tests.js"}}],
      "response": [{"name": "saved"}], "protocolProfileBehavior": {"tlsPreferServerCiphers": true},
      "request": {"url": "h", "proxy": {}, "certificate": {}, "body": {"mode": "odd"}}}]})"));
  EXPECT_THAT(collection.warnings, Contains(AllOf(HasSubstr("F: "), HasSubstr("edgegrid"))));
  EXPECT_THAT(collection.warnings,
              Contains(AllOf(HasSubstr("F / r: "), HasSubstr("test script"), HasSubstr("src"))));
  EXPECT_THAT(collection.warnings, Contains(AllOf(HasSubstr("F / r"), HasSubstr("tlsPreferServerCiphers"))));
  EXPECT_THAT(collection.warnings, Contains(AllOf(HasSubstr("F / r"), HasSubstr("proxy"))));
  EXPECT_THAT(collection.warnings, Contains(AllOf(HasSubstr("F / r"), HasSubstr("certificate"))));
  EXPECT_THAT(collection.warnings, Contains(AllOf(HasSubstr("F / r"), HasSubstr("odd"))));
  EXPECT_EQ(collection.warnings.size(), 6u);
}

TEST(Collection, ScriptsAreReadFromEachFormThatPostmanKnows) {
  const Collection collection = parsed(
      wrapped(R"({"name": "F", "event": [{"listen": "test", "script": ["a", "b"]}], "item": [{"name": "r",
      "event": [{"listen": "prerequest", "id": "e", "script": {"exec": "one\r\ntwo"}},
                {"listen": "test", "script": {"id": "s", "exec": ["x();", "y();"], "type": "text/javascript"}},
                {"listen": "test", "disabled": true, "script": {"exec": ["z"]}},
                {"listen": "afterward", "script": {"exec": ["z"]}},
                {"listen": "test", "script": {"exec": [""]}}, {"listen": "test"}],
      "request": {"url": "h"}}]})",
              R"(, "event": [{"listen": "prerequest", "script": "c();"}])"));
  EXPECT_THAT(collection.warnings, IsEmpty());
  const auto texts = [](const std::vector<Script>& scripts) {
    std::vector<std::string> list;
    for (const Script& script : scripts)
      list.push_back(script.listen + " " + script.id + ": " + script.source);
    return list;
  };
  EXPECT_THAT(texts(collection.root.scripts), ElementsAre("prerequest : c();"));
  const auto& folder = std::get<std::unique_ptr<Folder>>(collection.root.children[0]);
  EXPECT_THAT(texts(folder->scripts), ElementsAre("test : a\nb"));
  EXPECT_THAT(texts(std::get<Item>(folder->children[0]).scripts),
              ElementsAre("prerequest e: one\ntwo", "test s: x();\ny();", "test : "));
}

TEST(Collection, AnOrdinaryOneHasNoWarnings) {
  EXPECT_THAT(
      parsed(
          wrapped(
              R"({"name": "r", "id": "i", "_postman_isSubFolder": true, "request": {"url": "h", "method": "GET", "header": [], "description": "d"}, "response": []})"))
          .warnings,
      IsEmpty());
}

TEST(Collection, FormatV2_0HasAuthParametersAsAnObjectAndUrlsAsTexts) {
  const Collection collection = parsed(R"({
    "info": {"schema": "https://schema.getpostman.com/json/collection/v2.0.0/collection.json", "name": "Old"},
    "auth": {"type": "basic", "basic": {"username": "u", "password": "p", "showPassword": false}},
    "variable": [{"id": "v", "value": 1}],
    "item": [{"name": "r", "request": {"method": "PUT", "url": "http://h/:id", "header": [], "body": {}}}]
  })");
  EXPECT_EQ(collection.root.auth->type, "basic");
  EXPECT_EQ(collection.root.auth->params.at("password"), "p");
  EXPECT_EQ(collection.root.variables.at(0).key, "v");
  EXPECT_EQ(std::get<Item>(collection.root.children.at(0)).request.url.raw, "http://h/:id");
}

TEST(Collection, FormatV1SaysHowToConvert) {
  for (const char* text : {R"({"id": "1", "requests": [], "order": []})",
                           R"({"info": {"schema": "https://h/collection/v1.0.0/"}, "item": []})"}) {
    const auto v1 = parse_collection(text);
    EXPECT_EQ(v1.error().code, ErrorCode::kUnsupported);
    EXPECT_THAT(v1.error().mend, HasSubstr("v2.1"));
  }
  EXPECT_EQ(parse_collection(R"({"name": "env", "values": []})").error().code, ErrorCode::kMalformed);
  EXPECT_EQ(parse_collection("[]").error().code, ErrorCode::kMalformed);
  EXPECT_EQ(parse_collection("").error().code, ErrorCode::kMalformed);
}

TEST(Collection, LongNamesAndManyWarningsAreCut) {
  std::string items;
  for (int i = 0; i < 1500; ++i) items += R"({"odd": 1, "request": "h"},)";
  const Collection collection = parsed(wrapped(R"({"name": ")" + std::string(199, 'x') + "\u00e9" +
                                               std::string(1000, 'y') + R"(", "item": [)" + items + "{}]}"));
  ASSERT_EQ(collection.warnings.size(), 1001U);
  EXPECT_LT(collection.warnings.front().size(), 300U);
  EXPECT_TRUE(is_utf8(collection.warnings.front()));
}

TEST(Collection, AMalformedItemIsNamedByItsPath) {
  const auto broken = parse_collection(wrapped(R"({"name": "F", "item": [{"name": "r", "request": 7}]})"));
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::kMalformed);
  EXPECT_THAT(broken.error().what, HasSubstr("F / r"));
  EXPECT_FALSE(parse_collection(wrapped("7")));
  EXPECT_FALSE(parse_collection(wrapped(R"({"name": "F", "item": {}})")));
}

TEST(Collection, AnAnswerOfPostmansApiIsUnwrapped) {
  const Collection collection =
      parsed(R"({"collection": )" + wrapped(R"({"name": "r", "request": "h"})") + "}");
  EXPECT_EQ(collection.root.name, "C");
  EXPECT_EQ(collection.id, "c1");
}

}  // namespace
}  // namespace coffer::postman
