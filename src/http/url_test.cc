#include "http/url.h"

#include <gtest/gtest.h>

namespace coffer::http {
namespace {

std::string origin_text(std::string_view url) {
  const Result<Origin> origin = origin_of(url);
  return origin ? to_string(*origin) : "error: " + origin.error().what;
}

TEST(UrlTest, OriginIsLowerCaseWithoutDefaultPort) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"https://api.example.com/v1?x=1", "https://api.example.com"},
      {"HTTPS://API.Example.COM:443/", "https://api.example.com"},
      {"http://example.com:8080", "http://example.com:8080"},
      {"http://example.com:", "http://example.com"},
      {"https://example.com:80/", "https://example.com:80"},
      {"http://example.com./x", "http://example.com"},
      {"  https://example.com/ ", "https://example.com"},
      {"https://example.com?q=a@b:c/d", "https://example.com"},
      {"https://example.com#@evil.example", "https://example.com"},
      {"https://user:p@ss:w@example.com/", "https://example.com"},
      {"https://[2001:DB8:0:0::1]:8443/", "https://[2001:db8::1]:8443"},
      {"http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]"},
      {"http://localhost:3000/{{path}}", "http://localhost:3000"},
      {"https://münchen.example/", "https://münchen.example"},
      {"https://a_b.example.com/", "https://a_b.example.com"},
      {"https://example.com:00443/", "https://example.com"},
  };
  for (const auto& [url, expected] : cases) EXPECT_EQ(origin_text(url), expected) << url;
}

// One host in two spellings must not be two hosts for whoever checks allowed domains.
TEST(UrlTest, NumericHostsAreOneAddress) {
  for (const std::string_view host : {"127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001"}) {
    EXPECT_EQ(origin_text("http://" + std::string(host) + "/"), "http://127.0.0.1") << host;
  }
  EXPECT_EQ(origin_text("http://1.2.3.4.5/"), "http://1.2.3.4.5");
  EXPECT_EQ(origin_text("http://1password.com/"), "http://1password.com");
}

TEST(UrlTest, WhatTwoReadersCouldReadDifferentlyIsRefused) {
  for (const std::string_view url : {"",
                                     "example.com",
                                     "//example.com/",
                                     "http:/example.com",
                                     "http:///example.com",
                                     "http://",
                                     "https://:443/",
                                     "ftp://example.com/",
                                     "javascript://example.com/",
                                     "http://good.example\\@evil.example/",
                                     "http://a b/",
                                     "http://good.example\\.evil.example/",
                                     "http://exa%6dple.com/",
                                     "http://example.com:0/",
                                     "http://example.com:65536/",
                                     "http://example.com:80a/",
                                     "http://example.com:-1/",
                                     "http://a:b:c/",
                                     "http://[::1/",
                                     "http://[::1]x/",
                                     "http://[example.com]/",
                                     "http://[::1%25]/",
                                     "http://{{host}}/",
                                     "http://example.com/\r\nX: y",
                                     "http://exa\tmple.com/",
                                     "http://example.com;evil/",
                                     "http://."}) {
    const Result<Origin> origin = origin_of(url);
    ASSERT_FALSE(origin.ok()) << url;
    EXPECT_EQ(origin.error().code, ErrorCode::kInvalidArgument) << url;
    EXPECT_EQ(origin.error().field, "url") << url;
  }
}

TEST(UrlTest, ErrorsDoNotQuoteTheUrl) {
  const Result<Origin> origin = origin_of("http://user:hunter2@[x]/?token=hunter2");
  ASSERT_FALSE(origin.ok());
  EXPECT_EQ(to_string(origin.error()).find("hunter2"), std::string::npos);
}

TEST(UrlTest, SplitsIntoRawParts) {
  const UrlParts parts = split_url("https://u:p@host.example:81/a%20b/c?x=1?y=/2#f#g");
  EXPECT_EQ(parts.scheme, "https");
  EXPECT_EQ(parts.user_info, "u:p");
  EXPECT_EQ(parts.authority, "host.example:81");
  EXPECT_EQ(parts.path, "/a%20b/c");
  EXPECT_EQ(parts.query, "x=1?y=/2");
  EXPECT_EQ(parts.fragment, "f#g");
}

TEST(UrlTest, SplittingNeverFails) {
  EXPECT_EQ(split_url("host:80/x").authority, "host:80");
  EXPECT_EQ(split_url("host?u=http://other/").authority, "host");
  EXPECT_EQ(split_url("host?u=http://other/").query, "u=http://other/");
  EXPECT_EQ(split_url("/just/a/path").path, "/just/a/path");
  EXPECT_EQ(split_url("/just/a/path").authority, "");
  EXPECT_EQ(split_url("//host/p").authority, "host");
  EXPECT_EQ(split_url("").path, "");
  EXPECT_EQ(split_url("http://").authority, "");
  EXPECT_EQ(split_url("?q").query, "q");
}

TEST(UrlTest, AddsHttpWhereThereIsNoScheme) {
  EXPECT_EQ(with_default_scheme("example.com/x"), "http://example.com/x");
  EXPECT_EQ(with_default_scheme("localhost:8080"), "http://localhost:8080");
  EXPECT_EQ(with_default_scheme("//example.com"), "http://example.com");
  EXPECT_EQ(with_default_scheme("example.com?u=https://other/"), "http://example.com?u=https://other/");
  EXPECT_EQ(with_default_scheme(" HTTPS://example.com "), "HTTPS://example.com");
  EXPECT_EQ(with_default_scheme("1http://x"), "http://1http://x");
}

// RFC 3986 §5.4, on an http base.
TEST(UrlTest, ResolvesTheExamplesOfRfc3986) {
  const std::pair<std::string_view, std::string_view> cases[] = {{"g", "http://a/b/c/g"},
                                                                 {"./g", "http://a/b/c/g"},
                                                                 {"g/", "http://a/b/c/g/"},
                                                                 {"/g", "http://a/g"},
                                                                 {"//g", "http://g/"},
                                                                 {"?y", "http://a/b/c/d;p?y"},
                                                                 {"g?y", "http://a/b/c/g?y"},
                                                                 {"#s", "http://a/b/c/d;p?q#s"},
                                                                 {"g#s", "http://a/b/c/g#s"},
                                                                 {"g?y#s", "http://a/b/c/g?y#s"},
                                                                 {";x", "http://a/b/c/;x"},
                                                                 {"g;x", "http://a/b/c/g;x"},
                                                                 {"", "http://a/b/c/d;p?q"},
                                                                 {".", "http://a/b/c/"},
                                                                 {"./", "http://a/b/c/"},
                                                                 {"..", "http://a/b/"},
                                                                 {"../", "http://a/b/"},
                                                                 {"../g", "http://a/b/g"},
                                                                 {"../..", "http://a/"},
                                                                 {"../../", "http://a/"},
                                                                 {"../../g", "http://a/g"},
                                                                 {"../../../g", "http://a/g"},
                                                                 {"/./g", "http://a/g"},
                                                                 {"/../g", "http://a/g"},
                                                                 {"g.", "http://a/b/c/g."},
                                                                 {".g", "http://a/b/c/.g"},
                                                                 {"g..", "http://a/b/c/g.."},
                                                                 {"./../g", "http://a/b/g"},
                                                                 {"./g/.", "http://a/b/c/g/"},
                                                                 {"g/./h", "http://a/b/c/g/h"},
                                                                 {"g/../h", "http://a/b/c/h"},
                                                                 {"g;x=1/../y", "http://a/b/c/y"},
                                                                 {"g?y/../x", "http://a/b/c/g?y/../x"},
                                                                 {"https://g/x/../y", "https://g/y"}};
  for (const auto& [reference, expected] : cases) {
    const Result<std::string> url = resolve_reference("http://a/b/c/d;p?q", reference);
    ASSERT_TRUE(url.ok()) << reference;
    EXPECT_EQ(*url, expected) << reference;
  }
}

TEST(UrlTest, ResolvesSloppyLocations) {
  EXPECT_EQ(*resolve_reference("https://u:p@h:81/x", "/y z?a b"), "https://u:p@h:81/y%20z?a%20b");
  EXPECT_EQ(*resolve_reference("https://u:p@h/x", "//other/y"), "https://other/y");
  EXPECT_EQ(*resolve_reference("http://h", "y"), "http://h/y");
  EXPECT_EQ(*resolve_reference("http://h/x", " https://other "), "https://other/");
  EXPECT_EQ(*resolve_reference("http://h/x?a", "?"), "http://h/x?");
  EXPECT_EQ(*resolve_reference("http://h/x", "/é/%C3%A9"), "http://h/%C3%A9/%C3%A9");
  EXPECT_EQ(*resolve_reference("http://h/x", "/y?u=http://other/"), "http://h/y?u=http://other/");
}

TEST(UrlTest, ALocationThatLeavesHttpIsRefused) {
  for (const std::string_view reference :
       {"file:///etc/passwd", "gopher://h/", "http://", "http://a b/", "//good\\@evil/"}) {
    EXPECT_EQ(resolve_reference("http://h/x", reference).error().code, ErrorCode::kInvalidArgument)
        << reference;
  }
  EXPECT_EQ(resolve_reference("h/x", "/y").error().code, ErrorCode::kInvalidArgument);
}

// The sets of postman-url-encoder.
TEST(UrlTest, EncodesWhatMayNotStandRawAndLeavesTheRest) {
  EXPECT_EQ(encode_path_and_query("/a b/{x}/\"é%20%zz`|^"), "/a%20b/%7Bx%7D/%22%C3%A9%20%zz%60|^");
  EXPECT_EQ(encode_path_and_query("/p?q='a b'&j={\"k\":[1]}&u=http://h/?x=#"),
            "/p?q=%27a%20b%27&j={%22k%22:[1]}&u=http://h/?x=%23");
  EXPECT_EQ(encode_path_and_query("/it's"), "/it's");
  EXPECT_EQ(encode_path_and_query(std::string_view("\0\n\x7f", 3)), "%00%0A%7F");
  EXPECT_EQ(encode_path_and_query(""), "");
}

}  // namespace
}  // namespace coffer::http
