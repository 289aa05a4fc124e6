#include "vault/allowed_domains.h"

#include <gtest/gtest.h>

namespace coffer::vault {
namespace {

AllowedDomains domains(std::string_view text) { return AllowedDomains::parse(text).value(); }

bool allows(std::string_view text, std::string scheme, std::string host, uint16_t port) {
  return domains(text).allows({std::move(scheme), std::move(host), port});
}

TEST(AllowedDomainsTest, EmptyMeansAny) {
  EXPECT_TRUE(domains("").any());
  EXPECT_TRUE(domains("  ").any());
  EXPECT_TRUE(allows("", "http", "anything", 1));
  EXPECT_FALSE(domains("a.b").any());
}

TEST(AllowedDomainsTest, AHostIsThatHostByHttpsOnItsOwnPort) {
  EXPECT_TRUE(allows("api.example.com", "https", "api.example.com", 443));
  EXPECT_TRUE(allows("API.Example.COM.", "https", "api.example.com", 443));
  EXPECT_FALSE(allows("api.example.com", "http", "api.example.com", 80));
  EXPECT_FALSE(allows("api.example.com", "https", "api.example.com", 8443));
  EXPECT_FALSE(allows("api.example.com", "https", "example.com", 443));
  EXPECT_FALSE(allows("api.example.com", "https", "x.api.example.com", 443));
  EXPECT_FALSE(allows("api.example.com", "https", "api.example.com.evil.test", 443));
}

TEST(AllowedDomainsTest, AWildcardIsTheApexAndEverythingBelow) {
  EXPECT_TRUE(allows("*.example.com", "https", "example.com", 443));
  EXPECT_TRUE(allows("*.example.com", "https", "a.example.com", 443));
  EXPECT_TRUE(allows("*.example.com", "https", "a.b.example.com", 443));
  EXPECT_FALSE(allows("*.example.com", "https", "badexample.com", 443));
  EXPECT_FALSE(allows("*.example.com", "https", ".example.com.evil.test", 443));
}

TEST(AllowedDomainsTest, SchemeAndPortCanBeGiven) {
  EXPECT_TRUE(allows("http://localhost:8080", "http", "localhost", 8080));
  EXPECT_TRUE(allows("HTTP://localhost", "http", "localhost", 80));
  EXPECT_FALSE(allows("http://localhost", "https", "localhost", 443));
  EXPECT_FALSE(allows("https://localhost:80", "http", "localhost", 80));
  EXPECT_TRUE(allows("example.com:8443", "https", "example.com", 8443));
  EXPECT_FALSE(allows("example.com:8443", "https", "example.com", 443));
}

TEST(AllowedDomainsTest, PathsAreIgnored) {
  for (const std::string_view text :
       {"example.com/", "example.com/v1/x", "https://example.com?x=1", "example.com#top"}) {
    EXPECT_EQ(domains(text).text(), "example.com") << text;
  }
}

TEST(AllowedDomainsTest, AddressesAreComparedByValue) {
  EXPECT_TRUE(allows("127.0.0.1", "https", "127.0.0.1", 443));
  EXPECT_TRUE(allows("[::1]:8443", "https", "::1", 8443));
  EXPECT_TRUE(allows("[0:0:0:0:0:0:0:1]", "https", "::1", 443));
  EXPECT_TRUE(allows("[2001:DB8::1]", "https", "2001:db8:0:0::1", 443));
  EXPECT_FALSE(allows("[::1]", "https", "::2", 443));
}

TEST(AllowedDomainsTest, ListsAreNormalised) {
  EXPECT_EQ(domains(" A.example.com ,https://b.example.com:443/x, *.C.example ,http://d:80,e:81,[::0001], "
                    "a.example.com")
                .text(),
            "a.example.com, b.example.com, *.c.example, http://d, e:81, [::1]");
  const AllowedDomains list = domains("a, *.b:1, http://[::1]:2");
  EXPECT_EQ(domains(list.text()), list);
  EXPECT_TRUE(list.allows({"http", "::1", 2}));
}

TEST(AllowedDomainsTest, TakesUnusualHosts) {
  for (const std::string_view text :
       {"localhost", "my_service", "xn--bcher-kva.example", "*.com", "a--b.example", "1password.com",
        "0x.example", "*.localhost:3000", "9.example9"}) {
    EXPECT_TRUE(AllowedDomains::parse(text).ok()) << text;
  }
}

TEST(AllowedDomainsTest, RefusesWhatCouldNeverMatchWithTheReason) {
  const std::pair<std::string, std::string_view> cases[] = {
      {"*", "any domain"},
      {"*.", "any domain"},
      {"https://*:443", "any domain"},
      {"*.a..b", "dots"},
      {"*.*.x", "only the whole first part"},
      {"a.*.com", "only the whole first part"},
      {"a*.com", "only the whole first part"},
      {"exa mple.com", "space inside"},
      {"ftp://x", "http and https only"},
      {"://x", "http and https only"},
      {"x:0", "1 to 65535"},
      {"x:70000", "1 to 65535"},
      {"x:", "1 to 65535"},
      {"x:80a", "1 to 65535"},
      {"x:*", "1 to 65535"},
      {"https://", "no host"},
      {"/path", "no host"},
      {"a,,b", "two commas"},
      {"a,", "after the last"},
      {",", "two commas"},
      {"*.1.2.3.4", "no subdomains"},
      {"1.2.3", "whole IPv4"},
      {"1.2.3.256", "whole IPv4"},
      {"::1", "brackets"},
      {"[::1", "brackets"},
      {"[::1]x", "only a port"},
      {"[::zz]", "no IPv6"},
      {"*.[::1]", "nothing before"},
      {"a..b", "two dots"},
      {".a", "two dots"},
      {"-a.com", "hyphen"},
      {"a-.com", "hyphen"},
      {"user@example.com", "user name"},
      {"bücher.example", "xn--"},
      {"a\\b.com", "no host name has"},
      {"a;b.com", "no host name has"},
      {std::string(64, 'a') + ".com", "63"},
      {std::string(60, 'a') + "." + std::string(60, 'a') + "." + std::string(60, 'a') + "." +
           std::string(60, 'a') + "." + std::string(60, 'a'),
       "253"},
  };
  for (const auto& [text, reason] : cases) {
    const auto parsed = AllowedDomains::parse(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidArgument) << text;
    EXPECT_EQ(parsed.error().field, "allowed domains") << text;
    EXPECT_NE(to_string(parsed.error()).find(reason), std::string::npos)
        << text << ": " << to_string(parsed.error());
  }
}

TEST(AllowedDomainsTest, IsBounded) {
  EXPECT_FALSE(AllowedDomains::parse(std::string(9000, 'a')).ok());
  std::string many = "a0";
  for (int i = 1; i < 101; ++i) many += fmt::format(",a{}", i);
  EXPECT_FALSE(AllowedDomains::parse(many).ok());
}

}  // namespace
}  // namespace coffer::vault
