#include "secrets/links_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/testing/temporary_folder.h"

namespace coffer::secrets {
namespace {

constexpr const char* kArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/stripe-AbCdEf";

class LinksFileTest : public testing::Test {
 protected:
  Result<LinksFile> load(const std::string& text) {
    EXPECT_TRUE(replace_file(path(), text));
    return load_links_file(path());
  }
  Error error_of(const std::string& text) {
    const auto loaded = load(text);
    EXPECT_FALSE(loaded) << text;
    return loaded ? Error{} : loaded.error();
  }
  // One entry "k" with these members.
  static std::string entry(const std::string& members) {
    return R"({"version":1,"links":{"k":{)" + members + "}}}";
  }
  static std::string with_arn(const std::string& more) {
    return entry("\"secret_arn\":\"" + std::string(kArn) + "\"" + more);
  }
  std::filesystem::path path() const { return folder_.path() / kLinksFileName; }

  TemporaryFolder folder_;
};

TEST_F(LinksFileTest, ReadsEveryMember) {
  const auto file = load(
      with_arn(R"(,"provider":"aws","role_arn":"arn:aws:iam::210987654321:role/reader","external_id":"ext-1",
      "narrow_role":true,"version":"AWSPREVIOUS","json_key":"a.b","connection":"prod","cache_seconds":0,
      "domains":["api.stripe.com","*.example.com"])"));
  ASSERT_TRUE(file) << to_string(file.error());
  ASSERT_EQ(file->entries.size(), 1U);
  const LinksEntry& found = file->entries[0];
  EXPECT_EQ(found.name, "k");
  EXPECT_EQ(found.link.secret, kArn);
  EXPECT_EQ(found.link.role, "arn:aws:iam::210987654321:role/reader");
  EXPECT_EQ(found.link.external_id, "ext-1");
  EXPECT_TRUE(found.link.narrow_role);
  EXPECT_EQ(found.link.version, "AWSPREVIOUS");
  EXPECT_EQ(found.link.json_key, "a.b");
  EXPECT_EQ(found.link.connection, "prod");
  EXPECT_EQ(found.link.cache_seconds, 0);
  EXPECT_FALSE(found.domains.any());
  EXPECT_EQ(file->content_hash.size(), 64U);
}

TEST_F(LinksFileTest, WritesWhatItReadsBackToTheSame) {
  const auto file = load(with_arn(
      R"(,"role_arn":"arn:aws:iam::210987654321:role/reader","json_key":"a","domains":"api.stripe.com")"));
  ASSERT_TRUE(file);
  const auto again = load(links_file_text(file->entries));
  ASSERT_TRUE(again) << to_string(again.error());
  ASSERT_EQ(again->entries.size(), 1U);
  EXPECT_EQ(again->entries[0].link, file->entries[0].link);
  EXPECT_EQ(again->entries[0].domains, file->entries[0].domains);
}

TEST_F(LinksFileTest, SplitsAPastedArn) {
  const auto file = load(entry("\"secret_arn\":\"" + std::string(kArn) + ":user:AWSPREVIOUS:\""));
  ASSERT_TRUE(file) << to_string(file.error());
  EXPECT_EQ(file->entries[0].link.secret, kArn);
  EXPECT_EQ(file->entries[0].link.json_key, "user");
  EXPECT_EQ(file->entries[0].link.version, "AWSPREVIOUS");
}

TEST_F(LinksFileTest, NamesEntryAndFieldOfWhatIsWrong) {
  const std::pair<std::string, std::string> cases[] = {
      {entry(""), "k.secret_arn"},
      {entry(R"("secret_arn":5)"), "k.secret_arn"},
      {entry(R"("secret_arn":"arn:aws:s3:::bucket")"), "k.secret_arn"},
      {with_arn(R"(,"secret":"x")"), "k.secret"},
      {with_arn(R"(,"value":"x")"), "k.value"},
      {with_arn(R"(,"role_arn":"arn:aws:iam::1:user/x")"), "k.role_arn"},
      {with_arn(R"(,"role_arn":"arn:aws-cn:iam::210987654321:role/x")"), "k.role_arn"},
      {with_arn(R"(,"external_id":"ext-1")"), "k.external_id"},
      {with_arn(R"(,"role_arn":"arn:aws:iam::210987654321:role/x","external_id":"a b")"), "k.external_id"},
      {with_arn(R"(,"narrow_role":"yes")"), "k.narrow_role"},
      {with_arn(R"(,"narrow_role":true)"), "k.narrow_role"},
      {with_arn(R"(,"cache_seconds":-1)"), "k.cache_seconds"},
      {with_arn(R"(,"cache_seconds":1.5)"), "k.cache_seconds"},
      {with_arn(R"(,"cache_seconds":86401)"), "k.cache_seconds"},
      {with_arn(R"(,"json_key":"a\u0000b")"), "k.json_key"},
      {with_arn(R"(,"domains":["a.example",7])"), "k.domains"},
      {with_arn(R"(,"domains":"http://")"), "k.domains"},
      {with_arn(R"(,"provider":"azure")"), "k.provider"},
      {R"({"version":1,"links":{"a{b":{}}})", "a{b"},
      {R"({"version":1,"links":{"k":"x"}})", "k"},
      {R"({"version":1,"links":[]})", "links"},
      {R"({"version":1})", "links"},
      {R"({"version":"1","links":{}})", "version"},
      {R"({"links":{}})", "version"},
      {R"({"version":1,"links":{},"more":1})", "more"},
      {"[]", "JSON object"},
  };
  for (const auto& [text, where] : cases) {
    const Error error = error_of(text);
    EXPECT_EQ(error.code, ErrorCode::kInvalidArgument) << text;
    EXPECT_NE(error.what.find(where), std::string::npos) << text << " → " << error.what;
    EXPECT_EQ(error.field, path().string());
  }
}

TEST_F(LinksFileTest, TellsANewerVersionBrokenJsonAndAMissingFileApart) {
  EXPECT_EQ(error_of(R"({"version":2,"links":{}})").code, ErrorCode::kUnsupported);
  EXPECT_EQ(error_of("{").code, ErrorCode::kMalformed);
  EXPECT_EQ(error_of(std::string(kMostLinksBytes + 1, ' ')).code, ErrorCode::kTooLarge);
  EXPECT_EQ(load_links_file(folder_.path() / "none").error().code, ErrorCode::kNotFound);
}

TEST_F(LinksFileTest, TrustsAContentOnceTheUserSaysSo) {
  const TrustStore store(folder_.path() / "state");
  const auto file = load(with_arn(""));
  ASSERT_TRUE(file);
  EXPECT_FALSE(store.trusts(*file));
  ASSERT_TRUE(store.trust(*file));
  EXPECT_TRUE(store.trusts(*file));
  const auto list = store.list();
  ASSERT_TRUE(list);
  EXPECT_EQ(*list, std::vector<std::filesystem::path>{file->path});
}

TEST_F(LinksFileTest, DoesNotTrustAnotherContentOrAnotherPlace) {
  const TrustStore store(folder_.path() / "state");
  const auto file = load(with_arn(""));
  ASSERT_TRUE(store.trust(*file));
  const auto changed = load(with_arn(R"(,"version":"x")"));
  EXPECT_FALSE(store.trusts(*changed));
  const std::filesystem::path elsewhere = folder_.path() / "copy.json";
  ASSERT_TRUE(replace_file(elsewhere, with_arn("")));
  EXPECT_FALSE(store.trusts(*load_links_file(elsewhere)));
}

TEST_F(LinksFileTest, TrustsOneContentOfAFileAtATime) {
  const TrustStore store(folder_.path() / "state");
  const auto first = load(with_arn(""));
  ASSERT_TRUE(store.trust(*first));
  const auto second = load(with_arn(R"(,"version":"x")"));
  ASSERT_TRUE(store.trust(*second));
  EXPECT_TRUE(store.trusts(*second));
  EXPECT_FALSE(store.trusts(*first));
  EXPECT_EQ(store.list()->size(), 1U);
}

TEST_F(LinksFileTest, TakesTrustBack) {
  const TrustStore store(folder_.path() / "state");
  const auto file = load(with_arn(""));
  ASSERT_TRUE(store.trust(*file));
  EXPECT_TRUE(*store.revoke(path()));
  EXPECT_FALSE(store.trusts(*file));
  EXPECT_FALSE(*store.revoke(path()));
}

TEST_F(LinksFileTest, DoesNotBelieveMarksThatOthersCouldHaveMade) {
  const TrustStore store(folder_.path() / "state");
  const auto file = load(with_arn(""));
  ASSERT_TRUE(store.trust(*file));
  ASSERT_EQ(chmod((folder_.path() / "state" / "trusted-links").c_str(), 0777), 0);
  EXPECT_FALSE(store.trusts(*file));
}

}  // namespace
}  // namespace coffer::secrets
