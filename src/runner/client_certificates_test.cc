#include "runner/client_certificates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/testing/temporary_folder.h"

namespace coffer::runner {
namespace {

bool fits(std::string_view pattern, std::string_view url) {
  const auto parsed = UrlPattern::parse(pattern);
  EXPECT_TRUE(parsed.ok()) << pattern;
  return parsed && parsed->matches(url);
}

TEST(UrlPattern, FitsAsInPostman) {
  EXPECT_TRUE(fits("<all_urls>", "https://a.example/x"));
  EXPECT_TRUE(fits("https://a.example/*", "https://A.Example/x?y=1"));
  EXPECT_TRUE(fits("https://a.example/*", "https://a.example"));
  EXPECT_FALSE(fits("https://a.example/*", "http://a.example/"));
  EXPECT_FALSE(fits("https://a.example/*", "https://b.example/"));
  EXPECT_FALSE(fits("https://a.example/*", "https://a.example.evil/"));
  EXPECT_TRUE(fits("http+https://a.example/*", "http://a.example/x"));
  EXPECT_TRUE(fits("*://a.example/*", "http://a.example/x"));
}

TEST(UrlPattern, AStarStandsForSubdomainsAndTheApex) {
  EXPECT_TRUE(fits("https://*.example.com/*", "https://a.b.example.com/"));
  EXPECT_TRUE(fits("https://*.example.com/*", "https://example.com/"));
  EXPECT_FALSE(fits("https://*.example.com/*", "https://notexample.com/"));
  EXPECT_TRUE(fits("https://*/*", "https://anything.test/"));
}

TEST(UrlPattern, ThePortIsTheSchemesOwnUnlessItIsNamed) {
  EXPECT_TRUE(fits("https://a.example/*", "https://a.example:443/"));
  EXPECT_FALSE(fits("https://a.example/*", "https://a.example:8443/"));
  EXPECT_TRUE(fits("https://a.example:8443/*", "https://a.example:8443/"));
  EXPECT_TRUE(fits("https://a.example:*/*", "https://a.example:9/"));
}

TEST(UrlPattern, ThePathHasStarsAndQuestionMarks) {
  EXPECT_TRUE(fits("https://a.example/api/*/x", "https://a.example/api/1/2/x"));
  EXPECT_FALSE(fits("https://a.example/api/*/x", "https://a.example/api/1/2/y"));
  EXPECT_TRUE(fits("https://a.example/v?", "https://a.example/v2"));
  EXPECT_FALSE(fits("https://a.example/v?", "https://a.example/v"));
}

TEST(UrlPattern, WhatCouldNeverFitIsRefused) {
  for (const char* text :
       {"", "a.example", "https://a.example", "https:///x", "https://a*b.example/*", "https://a.example:x/*"})
    EXPECT_FALSE(UrlPattern::parse(text).ok()) << text;
}

class ClientCertificatesTest : public ::testing::Test {
 protected:
  Result<ClientCertificates> load(std::string_view text) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "list.json";
    std::ofstream(file) << text;
    return ClientCertificates::load(file, "/base");
  }
};

TEST_F(ClientCertificatesTest, TheFirstEntryThatFitsIsTaken) {
  const auto list = load(R"([
    {"name": "one", "matches": ["https://one.example/*"], "cert": {"src": "one.pem"}, "key": {"src": "/keys/one.key"}, "passphrase": "open"},
    {"matches": ["https://two.example/*", "<all_urls>"], "pfx": {"src": "all.p12"}}])");
  ASSERT_TRUE(list.ok()) << to_string(list.error());
  http::TlsOptions tls;
  list->apply("https://one.example/x", tls);
  EXPECT_EQ(*tls.client_certificate, "/base/one.pem");
  EXPECT_EQ(*tls.client_key, "/keys/one.key");
  EXPECT_TRUE(tls.client_key_passphrase->equals(Secret("open")));
  list->apply("https://other.example/", tls);
  EXPECT_EQ(*tls.client_certificate, "/base/all.p12");
  EXPECT_FALSE(tls.client_key.has_value());
  EXPECT_EQ(tls.client_key_passphrase, nullptr);
}

TEST_F(ClientCertificatesTest, PlainHttpGetsNone) {
  const auto list = load(R"([{"matches": ["<all_urls>"], "cert": {"src": "a.pem"}}])");
  ASSERT_TRUE(list.ok());
  http::TlsOptions tls;
  list->apply("http://one.example/x", tls);
  EXPECT_FALSE(tls.client_certificate.has_value());
}

TEST_F(ClientCertificatesTest, AnErrorNamesTheEntryAndNeverThePassphrase) {
  const auto list = load(
      R"([{"matches": ["<all_urls>"], "cert": {"src": "a.pem"}}, {"passphrase": "hush-hush", "matches": []}])");
  ASSERT_FALSE(list.ok());
  EXPECT_THAT(list.error().what, ::testing::HasSubstr("entry 2"));
  EXPECT_THAT(to_string(list.error()), ::testing::Not(::testing::HasSubstr("hush")));
  EXPECT_FALSE(load("{}").ok());
  EXPECT_FALSE(load("[").ok());
}

}  // namespace
}  // namespace coffer::runner
