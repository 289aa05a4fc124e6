#include "postman/template_url.h"

#include <gtest/gtest.h>

namespace coffer::postman {
namespace {

std::string encoded(std::string_view text) { return encode_template_url(parse_template_url(text), false); }

TEST(TemplateUrl, ATextWithoutASchemeIsHttp) { EXPECT_EQ(encoded("example.com/a"), "http://example.com/a"); }

TEST(TemplateUrl, AHostAloneGetsAPath) {
  EXPECT_EQ(encoded("https://Example.COM"), "https://example.com/");
  EXPECT_EQ(encoded("https://example.com?a=1"), "https://example.com/?a=1");
}

TEST(TemplateUrl, AnEmptyQueryKeepsItsQuestionMark) { EXPECT_EQ(encoded("http://h/p?"), "http://h/p?"); }

TEST(TemplateUrl, PathAndQueryHaveTheirOwnCharacters) {
  EXPECT_EQ(encoded("http://h/a b\"{x}'|?q=a b'\"<>{}|+%20%zz&é=1#f `x"),
            "http://h/a%20b%22%7Bx%7D'|?q=a%20b%27%22%3C%3E{}|+%20%zz&%C3%A9=1#f%20%60x");
}

TEST(TemplateUrl, BackslashesOfThePathBecomeSlashes) {
  EXPECT_EQ(encoded("http:\\\\h\\a?b=\\"), "http://h/a?b=\\");
}

TEST(TemplateUrl, UserInfoIsEncodedAndPortsStay) {
  EXPECT_EQ(encoded("https://u;r:p=w@h:8443/x"), "https://u%3Br:p%3Dw@h:8443/x");
  EXPECT_EQ(encoded("http://[::1]:80/x"), "http://[::1]:80/x");
}

TEST(TemplateUrl, NothingInsideBracesSeparates) {
  const TemplateUrl url = parse_template_url("{{vault:base}}/a/{{vault:b/c?d}}?k={{vault:e#f}}#g");
  EXPECT_EQ(url.host, "{{vault:base}}");
  ASSERT_TRUE(url.path);
  EXPECT_EQ(*url.path, (std::vector<std::string>{"a", "{{vault:b/c?d}}"}));
  EXPECT_EQ(url.query, "k={{vault:e#f}}");
  EXPECT_EQ(url.hash, "g");
}

TEST(TemplateUrl, ReferencesAreNotEncodedWhereOtherBracesAre) {
  EXPECT_EQ(encoded("https://{{vault:Host}}/{{vault:my key}}/{{gone}}"),
            "https://{{vault:Host}}/{{vault:my key}}/%7B%7Bgone%7D%7D");
}

TEST(TemplateUrl, PathVariablesKeepWhatFollowsADot) {
  TemplateUrl url = parse_template_url("h/:id.json/:other/:empty/x:id");
  replace_path_variables(url, {{"id", "7"}, {"empty", ""}});
  EXPECT_EQ(to_string(url), "h/7.json/:other/:empty/x:id");
}

TEST(TemplateUrl, AQueryParameterReplacesItsNamesakes) {
  std::string url = "http://h/?a=1&key=old&b=2&key";
  set_query_parameter(url, "key", "a b&c#d={{vault:x}}");
  EXPECT_EQ(url, "http://h/?a=1&b=2&key=a%20b%26c%23d={{vault:x}}");
  set_query_parameter(url, "a", std::nullopt);
  EXPECT_EQ(url, "http://h/?b=2&key=a%20b%26c%23d={{vault:x}}");
}

TEST(TemplateUrl, TheAuthorityIsFoundBesideUserInfoAndReferences) {
  const std::string url = "https://u:{{vault:p@q}}@{{vault:h}}:8080/x@y";
  const Authority span = find_authority(url);
  EXPECT_EQ(url.substr(span.host_begin, span.end - span.host_begin), "{{vault:h}}:8080");
}

}  // namespace
}  // namespace coffer::postman
