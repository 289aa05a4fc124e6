#include "aws/profile_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>  // mkdtemp

#include <filesystem>
#include <fstream>

namespace coffer::aws {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string plain(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

class ProfileFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "coffer-aws-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Result<ProfileFiles> load(std::string_view config, std::string_view credentials = "") const {
    std::ofstream(folder_ / "config") << config;
    std::ofstream(folder_ / "credentials") << credentials;
    return ProfileFiles::load(environment());
  }
  Environment environment() const {
    return Environment({{"AWS_CONFIG_FILE", (folder_ / "config").string()},
                        {"AWS_SHARED_CREDENTIALS_FILE", (folder_ / "credentials").string()}});
  }
  Environment home() const {
    Environment made;
    made.set("HOME", folder_.string());
    return made;
  }
  // The setting `key` of the profile x, "-" where it has none.
  std::string setting(std::string_view config, std::string_view key = "a") const {
    const auto files = load(config);
    if (!files) return to_string(files.error());
    const Profile* profile = files->find("x");
    return profile != nullptr ? profile->get(key).value_or("-") : "no profile";
  }

  std::filesystem::path folder_;
};

TEST_F(ProfileFileTest, Grammar) {
  const struct {
    std::string_view what, config, expected;
  } cases[] = {
      {"plain", "[profile x]\na = b\n", "b"},
      {"no newline at the end", "[profile x]\na = b", "b"},
      {"no spaces", "[profile x]\na=b\n", "b"},
      {"CRLF", "[profile x]\r\na = b\r\n", "b"},
      {"byte order mark", "\xEF\xBB\xBF[profile x]\na = b\n", "b"},
      {"spaces in the header", "[ \tprofile \t x ]\na = b\n", "b"},
      {"quotes in the header", "[profile \"x\"]\na = b\n", "b"},
      {"a comment after the header", "[profile x] # here\na = b\n", "b"},
      {"a comment stuck to the header", "[profile x];here\na = b\n", "b"},
      {"comment lines", "# one\n[profile x]\n; two\n  # three\na = b\n", "b"},
      {"a comment after the value", "[profile x]\na = b # c\n", "b"},
      {"another comment after the value", "[profile x]\na = b\t; c\n", "b"},
      {"no comment inside a word", "[profile x]\na = b#c;d\n", "b#c;d"},
      {"equals signs in the value", "[profile x]\na = b = c\n", "b = c"},
      {"a colon, as configparser takes it", "[profile x]\na: b\n", "b"},
      {"keys in any case", "[profile x]\nA = b\n", "b"},
      {"the later key wins", "[profile x]\na = 1\na = b\n", "b"},
      {"sections merge", "[profile x]\na = b\n[profile y]\na = 2\n[profile x]\nc = 3\n", "b"},
      {"the later section wins", "[profile x]\na = 1\n[profile x]\na = b\n", "b"},
      {"an empty value", "[profile x]\na =\n", "-"},
      {"a continuation", "[profile x]\na = b\n  c\n", "b\nc"},
      {"names in the right case", "[profile X]\na = b\n", "no profile"},
      {"no prefix in the config file", "[x]\na = b\n", "no profile"},
      {"a section that nobody knows", "[foo x]\na = b\n[profile x]\na = c\n", "c"},
  };
  for (const auto& test : cases) EXPECT_EQ(setting(test.config), test.expected) << test.what;
}

TEST_F(ProfileFileTest, MalformedLinesAreNamedByNumberAndNotQuoted) {
  const struct {
    std::string_view config, says;
  } cases[] = {
      {"[profile x]\nhunter2\n", "line 2: a setting lacks its \"=\""},
      {"\n[profile hunter2\n", "line 2: a [section] lacks its closing bracket"},
      {"[profile x] hunter2\n", "line 1: something follows"},
      {"hunter2 = 1\n", "line 1: a setting stands before the first"},
      {"[profile x]\n= hunter2\n", "line 2: a setting has no name"},
      {"[profile x]\n  hunter2 = 1\n", "line 2: an indented line belongs to no setting"},
      {"[profile x]\ns3 =\n  hunter2\n", "line 3: a setting lacks"},
      {std::string_view("[profile x]\na = \0hunter2\n", 25), "UTF-8"},
  };
  for (const auto& test : cases) {
    const auto files = load(test.config);
    ASSERT_FALSE(files) << test.says;
    EXPECT_EQ(files.error().code, ErrorCode::kMalformed);
    EXPECT_THAT(files.error().what, HasSubstr((folder_ / "config").string()));
    EXPECT_THAT(files.error().what, HasSubstr(test.says));
    EXPECT_THAT(to_string(files.error()), Not(HasSubstr("hunter2")));
  }
}

TEST_F(ProfileFileTest, ReadsNestedSettingsAndServices) {
  const auto files = load(
      "[profile x]\nservices = local\ns3 =\n  max_queue_size = 7\n  # no\n  a = b # c\nregion = eu-west-1\n"
      "[services local]\nsecrets_manager =\n  endpoint_url = http://localhost:1\n[sso-session "
      "corp]\nsso_region = us-east-1\n");
  ASSERT_TRUE(files) << to_string(files.error());
  const Profile* profile = files->find("x");
  ASSERT_NE(profile, nullptr);
  EXPECT_EQ(profile->nested.at("s3").at("max_queue_size"), "7");
  EXPECT_EQ(profile->nested.at("s3").at("a"), "b");
  EXPECT_EQ(profile->get("region"), "eu-west-1");
  EXPECT_EQ(profile->services.at("secrets_manager.endpoint_url"), "http://localhost:1");
  ASSERT_NE(files->section("sso-session", "corp"), nullptr);
  EXPECT_EQ(files->section("sso-session", "corp")->at("sso_region"), "us-east-1");
  EXPECT_EQ(files->section("services", "none"), nullptr);
}

TEST_F(ProfileFileTest, TheCredentialsFileWinsAndHasNoPrefixes) {
  const auto files = load(
      "[profile x]\naws_access_key_id = FROMCONFIG\naws_secret_access_key = config-secret\nregion = "
      "eu-west-1\n",
      "[x]\naws_access_key_id = FROMCREDENTIALS\naws_secret_access_key = abc/+=#; d\n[profile y]\nregion = "
      "a\n[z]\n");
  ASSERT_TRUE(files) << to_string(files.error());
  const Profile* profile = files->find("x");
  ASSERT_NE(profile, nullptr);
  EXPECT_EQ(profile->access_key_id, "FROMCREDENTIALS");
  EXPECT_EQ(plain(profile->secret_access_key), "abc/+=#; d");
  EXPECT_EQ(profile->get("region"), "eu-west-1");
  EXPECT_EQ(profile->settings.count("aws_secret_access_key"), 0u);
  EXPECT_THAT(files->names(), ElementsAre("x", "z"));
}

TEST_F(ProfileFileTest, ProfileDefaultBeatsDefault) {
  const auto both = load("[default]\nregion = one\noutput = json\n[profile default]\nregion = two\n");
  ASSERT_TRUE(both);
  EXPECT_EQ(both->find("default")->get("region"), "two");
  EXPECT_EQ(both->find("default")->get("output"), std::nullopt);
  const auto bare = load("[default]\nregion = one\n");
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->find("default")->get("region"), "one");
}

TEST_F(ProfileFileTest, MissingFilesCountAsEmpty) {
  const auto files = ProfileFiles::load(home());
  ASSERT_TRUE(files) << to_string(files.error());
  EXPECT_TRUE(files->names().empty());
  const auto none = files->for_autofill(std::nullopt);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

TEST_F(ProfileFileTest, FilesStandUnderHomeByDefault) {
  std::filesystem::create_directories(folder_ / ".aws");
  std::ofstream(folder_ / ".aws" / "credentials") << "[home]\n";
  std::ofstream(folder_ / "other") << "[other]\n";
  const auto files = ProfileFiles::load(home());
  ASSERT_TRUE(files);
  EXPECT_THAT(files->names(), ElementsAre("home"));
  const auto tilde = ProfileFiles::load(
      Environment({{"HOME", folder_.string()}, {"AWS_SHARED_CREDENTIALS_FILE", "~/other"}}));
  ASSERT_TRUE(tilde);
  EXPECT_THAT(tilde->names(), ElementsAre("other"));
}

TEST_F(ProfileFileTest, AFolderInPlaceOfAFileIsAnError) {
  std::filesystem::create_directories(folder_ / "config");
  const auto files = ProfileFiles::load(environment());
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().code, ErrorCode::kIo);
}

// Spec 3.5.
TEST_F(ProfileFileTest, FillsFromMainThenDefaultThenNothing) {
  const auto both = load("[default]\n[profile main]\n[profile other]\n");
  ASSERT_TRUE(both);
  EXPECT_EQ((*both->for_autofill(std::nullopt))->name, "main");
  EXPECT_EQ((*both->for_autofill("other"))->name, "other");
  const auto missing = both->for_autofill("nobody");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(missing.error().mend, HasSubstr("default, main, other"));
  const auto one = load("[default]\n[profile other]\n");
  ASSERT_TRUE(one);
  EXPECT_EQ((*one->for_autofill(std::nullopt))->name, "default");
  const auto neither = load("[profile other]\n");
  ASSERT_TRUE(neither);
  EXPECT_FALSE(neither->for_autofill(std::nullopt));
}

}  // namespace
}  // namespace coffer::aws
