#include "agent/surroundings.h"

#include <algorithm>

#include "agent/testing/agent_fixture.h"

namespace coffer::agent {
namespace {

class SurroundingsTest : public AgentTest {
 protected:
  std::shared_ptr<Surroundings> here() { return *keeper_.surroundings(environment_, std::nullopt); }

  void write_profiles(const std::string& text) {
    ASSERT_TRUE(make_private_folder(folder_.path() / ".aws"));
    ASSERT_TRUE(replace_file(folder_.path() / ".aws" / "credentials", text));
  }
  static std::string profile(const std::string& name, const std::string& key_id) {
    return fmt::format("[{}]\naws_access_key_id={}\naws_secret_access_key=s\n", name, key_id);
  }
  static secrets::ConnectInput of_profile(const std::string& name) {
    secrets::ConnectInput input;
    input.profile = name;
    return input;
  }
  void connect_on_purpose(Surroundings& surroundings, const secrets::ConnectInput& input) {
    const auto core = surroundings.core(input);
    secrets::OwnHolder holder(surroundings.authenticate_parts(nullptr), *core);
    const auto connection = holder.make_connection(input);
    ASSERT_TRUE(connection) << to_string(connection.error());
    surroundings.connected_on_purpose(input, *connection);
  }
  std::string who(Surroundings& surroundings, const secrets::ConnectInput& input) {
    const auto infos = surroundings.core(input)->connections.list();
    return infos.empty() ? "" : infos.front().arn;
  }
};

TEST_F(SurroundingsTest, OneEnvironmentIsOne) {
  EXPECT_EQ(here(), here());
  environment_.set("DISPLAY", ":7");  // another terminal of the same user
  environment_.set("UNRELATED", "x");
  EXPECT_EQ(read(*here(), "a"), "value-a");
  EXPECT_EQ(read(*here(), "a"), "value-a");
  EXPECT_EQ(logins(), 1U);
  EXPECT_EQ(fetches(), 1U);
}

TEST_F(SurroundingsTest, AnotherEnvironmentIsAnother) {
  const std::string mine = fingerprint(environment_, std::nullopt);
  for (const char* name : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE",
                           "AWS_ENDPOINT_URL", "AWS_CONFIG_FILE", "HTTPS_PROXY", "no_proxy", "HOME"}) {
    Environment other = environment_;
    other.set(name, "something-else");
    EXPECT_NE(fingerprint(other, std::nullopt), mine) << name;
  }
  EXPECT_NE(fingerprint(environment_, "/ca.pem"), mine);
  EXPECT_EQ(fingerprint(environment_, std::nullopt), mine);
}

TEST_F(SurroundingsTest, NoTwoVariablesRunTogether) {
  Environment one, other;
  one.set("AWS_REGION", "a\nHOME 1\nb");
  other.set("AWS_REGION", "a");
  other.set("HOME", "b");
  EXPECT_NE(fingerprint(one, std::nullopt), fingerprint(other, std::nullopt));
}

TEST_F(SurroundingsTest, TellsPathsAsAbsoluteOnes) {
  environment_.set("AWS_CONFIG_FILE", "conf");
  environment_.set("AWS_SHARED_CREDENTIALS_FILE", "~/creds");
  environment_.set("UNRELATED", "x");
  const Environment told = told_environment(environment_);
  EXPECT_EQ(told.get("AWS_CONFIG_FILE"), std::filesystem::absolute("conf").string());
  EXPECT_EQ(told.get("AWS_SHARED_CREDENTIALS_FILE"), "~/creds");
  EXPECT_EQ(told.get("AWS_REGION"), "eu-west-1");
  EXPECT_EQ(told.get("UNRELATED"), std::nullopt);
}

TEST_F(SurroundingsTest, AFlagThatNamesAProfileHasAConnectionOfItsOwn) {
  environment_.set("AWS_ACCESS_KEY_ID", "");
  environment_.set("AWS_SECRET_ACCESS_KEY", "");
  write_profiles(profile("main", "AKIAMAIN") + profile("other", "AKIAOTHER"));
  EXPECT_EQ(read(*here(), "a"), "value-a");
  EXPECT_EQ(read(*here(), "a", of_profile("other")), "value-a");
  EXPECT_TRUE(who(*here(), {}).ends_with("AKIAMAIN"));
  EXPECT_TRUE(who(*here(), of_profile("other")).ends_with("AKIAOTHER"));
  EXPECT_EQ(here()->connections().size(), 2U);
}

TEST_F(SurroundingsTest, WhatWasConnectedOnPurposeServesWithoutFlagsToo) {
  environment_.set("AWS_ACCESS_KEY_ID", "");
  environment_.set("AWS_SECRET_ACCESS_KEY", "");
  write_profiles(profile("main", "AKIAMAIN") + profile("other", "AKIAOTHER"));
  const auto surroundings = here();
  connect_on_purpose(*surroundings, of_profile("other"));
  EXPECT_TRUE(who(*surroundings, {}).ends_with("AKIAOTHER"));
  EXPECT_EQ(surroundings->connections().size(), 1U);
  // Whatever becomes of the files.
  write_profiles(profile("main", "AKIAANOTHER"));
  EXPECT_TRUE(who(*surroundings, {}).ends_with("AKIAOTHER"));
  EXPECT_EQ(surroundings->disconnect("default"), 1U);
  EXPECT_EQ(who(*surroundings, {}), "");
  EXPECT_EQ(who(*surroundings, of_profile("other")), "");
}

TEST_F(SurroundingsTest, WhatWasConnectedOnPurposeIsMadeAgainAsItWasThoughTheFilesHaveChanged) {
  environment_.set("AWS_ACCESS_KEY_ID", "");
  environment_.set("AWS_SECRET_ACCESS_KEY", "");
  write_profiles(profile("main", "AKIAMAIN") + profile("other", "AKIAOTHER"));
  const auto surroundings = here();
  connect_on_purpose(*surroundings, of_profile("other"));
  clock_.advance(std::chrono::hours(2));
  surroundings->sweep();
  EXPECT_TRUE(surroundings->connections().empty());
  write_profiles(profile("main", "AKIAMAIN") + profile("other", "AKIANEW"));
  EXPECT_EQ(read(*surroundings, "a"), "value-a");
  EXPECT_TRUE(who(*surroundings, {}).ends_with("AKIANEW"));
}

TEST_F(SurroundingsTest, TypedKeysThatHaveExpiredAreReplacedByNothingUntilTheyAreForgotten) {
  const auto surroundings = here();
  secrets::ConnectInput typed;
  typed.credentials = aws::Credentials{"AKIATYPED", Secret("s"), Secret(), std::nullopt, "typed"};
  connect_on_purpose(*surroundings, typed);
  clock_.advance(std::chrono::hours(2) - std::chrono::seconds(1));
  EXPECT_EQ(read(*surroundings, "a"), "value-a");
  clock_.advance(std::chrono::seconds(1));
  EXPECT_EQ(read(*surroundings, "a"), "error: credentials-expired");
  surroundings->disconnect("");
  EXPECT_EQ(read(*surroundings, "a"), "value-a");
  EXPECT_TRUE(who(*surroundings, {}).ends_with("AKIAENVIRONMENT0"));
}

TEST_F(SurroundingsTest, ChangedFilesMakeWhatCameFromThemAnew) {
  environment_.set("AWS_ACCESS_KEY_ID", "");
  environment_.set("AWS_SECRET_ACCESS_KEY", "");
  write_profiles(profile("main", "AKIAMAIN"));
  EXPECT_EQ(read(*here(), "a"), "value-a");
  write_profiles(profile("main", "AKIANEW"));
  EXPECT_EQ(read(*here(), "a"), "value-a");
  EXPECT_TRUE(who(*here(), {}).ends_with("AKIANEW"));
  EXPECT_EQ(logins(), 2U);
}

TEST_F(SurroundingsTest, AnExpiredConnectionIsMadeAgainByTheNextCommand) {
  const auto surroundings = here();
  EXPECT_EQ(read(*surroundings, "a"), "value-a");
  clock_.advance(std::chrono::hours(2));
  EXPECT_EQ(read(*surroundings, "a"), "value-a");
  EXPECT_EQ(logins(), 2U);
  aws_.fail("GetCallerIdentity", "ExpiredToken", "expired", 403);
  clock_.advance(std::chrono::hours(2));
  EXPECT_EQ(read(*surroundings, "a"), "error: credentials-expired");
}

TEST_F(SurroundingsTest, DisconnectTakesTheValuesWithIt) {
  const auto surroundings = here();
  EXPECT_EQ(read(*surroundings, "a"), "value-a");
  EXPECT_EQ(surroundings->values(), 1U);
  EXPECT_EQ(surroundings->disconnect("another"), 0U);
  EXPECT_EQ(surroundings->values(), 1U);
  EXPECT_EQ(surroundings->disconnect(""), 1U);
  EXPECT_EQ(surroundings->values(), 0U);
  EXPECT_TRUE(surroundings->connections().empty());
}

TEST_F(SurroundingsTest, ResetForgetsValuesAndKeepsConnections) {
  const auto surroundings = here();
  EXPECT_EQ(read(*surroundings, "a"), "value-a");
  surroundings->reset_caches();
  EXPECT_EQ(surroundings->values(), 0U);
  EXPECT_EQ(surroundings->connections().size(), 1U);
}

}  // namespace
}  // namespace coffer::agent
