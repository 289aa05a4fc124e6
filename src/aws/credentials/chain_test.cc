// Which source wins: files, environment and recorded answers in, a key ID or an error code out.
#include <gmock/gmock.h>

#include "aws/testing/source_world.h"

namespace coffer::aws {
namespace {

using ::testing::HasSubstr;

struct ChainCase {
  std::string name, config, credentials;
  std::map<std::string, std::string, std::less<>> environment;
  std::vector<Recorded> answers;
  std::string flag, expected;
};

std::ostream& operator<<(std::ostream& out, const ChainCase& test) { return out << test.name; }

const std::string kKeys = "aws_access_key_id=AKIAFILE\naws_secret_access_key=sEcReT\n";
const Recorded kRole{"Action=AssumeRole&", 200, credentials_xml("AssumeRole", "ASIAROLE")};
const Recorded kWeb{"Action=AssumeRoleWithWebIdentity", 200,
                    credentials_xml("AssumeRoleWithWebIdentity", "ASIAWEB")};
const Recorded kMetadataToken{"PUT http://169.254.169.254/latest/api/token", 200, "tOkEn"};
const Recorded kMetadataCredentials{"security-credentials/my-role", 200, metadata_json("ASIAINSTANCE")};
const Recorded kMetadataRole{"security-credentials/", 200, "my-role"};
const Recorded kContainer{"GET http://169.254.170.2/creds", 200, metadata_json("ASIACONTAINER")};
const std::map<std::string, std::string, std::less<>> kEnvironmentKeys{{"AWS_ACCESS_KEY_ID", "AKIAENV"},
                                                                       {"AWS_SECRET_ACCESS_KEY", "sEcReT"}};
const std::map<std::string, std::string, std::less<>> kEnvironmentWeb{
    {"AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/r"}, {"AWS_WEB_IDENTITY_TOKEN_FILE", "~/web"}};
const std::string kRoleArn = "role_arn=arn:aws:iam::123456789012:role/reader\n";

std::vector<ChainCase> cases() {
  return {
      {"Nothing", "", "", {}, {}, "", "none"},
      {"EnvironmentKeysFirst", "", "[default]\n" + kKeys, kEnvironmentKeys, {}, "", "AKIAENV"},
      {"AFlagBeatsThem", "", "[x]\n" + kKeys, kEnvironmentKeys, {}, "x", "AKIAFILE"},
      {"AVariableDoesNot",
       "",
       "[x]\n" + kKeys,
       {{"AWS_PROFILE", "x"}, {"AWS_ACCESS_KEY_ID", "AKIAENV"}, {"AWS_SECRET_ACCESS_KEY", "sEcReT"}},
       {},
       "",
       "AKIAENV"},
      {"HalfAPairEndsIt",
       "",
       "[default]\n" + kKeys,
       {{"AWS_ACCESS_KEY_ID", "A"}},
       {},
       "",
       "error invalid-argument AWS_SECRET_ACCESS_KEY"},
      {"MainBeforeDefault",
       "",
       "[default]\naws_access_key_id=X\naws_secret_access_key=s\n[main]\n" + kKeys,
       {},
       {},
       "",
       "AKIAFILE"},
      {"APersonsProfileThatIsNotThere", "", "", {{"AWS_PROFILE", "gone"}}, {}, "", "error not-found profile"},
      {"WebIdentityOfTheEnvironmentBeatsKeysOfTheProfile",
       "",
       "[default]\n" + kKeys,
       kEnvironmentWeb,
       {kWeb},
       "",
       "ASIAWEB"},
      {"ButNotOfAFlag", "", "[default]\n" + kKeys, kEnvironmentWeb, {kWeb}, "default", "AKIAFILE"},
      {"NorARoleOfTheProfile",
       "[default]\n" + kRoleArn + "source_profile=default\n",
       "[default]\n" + kKeys,
       kEnvironmentWeb,
       {kRole, kWeb},
       "",
       "ASIAROLE"},
      {"TheContainerBeforeTheInstance",
       "",
       "",
       {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/creds"}},
       {kContainer, kMetadataToken, kMetadataCredentials, kMetadataRole},
       "",
       "ASIACONTAINER"},
      {"TheInstanceLast",
       "",
       "",
       {},
       {kMetadataToken, kMetadataCredentials, kMetadataRole},
       "",
       "ASIAINSTANCE"},
      {"AProfileWithoutCredentialsGoesOn",
       "[default]\nregion=eu-west-1\n",
       "",
       {},
       {kMetadataToken, kMetadataCredentials, kMetadataRole},
       "",
       "ASIAINSTANCE"},
      {"ButNotOneOfAFlag",
       "[profile x]\nregion=eu-west-1\n",
       "",
       {},
       {kMetadataToken, kMetadataCredentials, kMetadataRole},
       "x",
       "none"},
      {"TheInstanceSwitchedOff",
       "",
       "",
       {{"AWS_EC2_METADATA_DISABLED", "True"}},
       {kMetadataToken, kMetadataCredentials, kMetadataRole},
       "",
       "none"},
      {"ASourceThatFailsEndsTheSearch",
       "",
       "",
       {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/creds"}},
       {{"169.254.170.2", 404, "gone"}, kMetadataToken, kMetadataCredentials, kMetadataRole},
       "",
       "error not-connected"},
      {"ARole",
       "[profile x]\n" + kRoleArn + "source_profile=base\n[profile base]\nregion=eu-west-1\n",
       "[base]\n" + kKeys,
       {},
       {kRole},
       "x",
       "ASIAROLE"},
      {"ARoleOverARole",
       "[profile x]\n" + kRoleArn + "source_profile=middle\n[profile middle]\n" + kRoleArn +
           "source_profile=base\n",
       "[base]\n" + kKeys,
       {},
       {kRole},
       "x",
       "ASIAROLE"},
      {"ARoleOnItsOwnKeys",
       "[profile x]\n" + kRoleArn + "source_profile=x\n",
       "[x]\n" + kKeys,
       {},
       {kRole},
       "x",
       "ASIAROLE"},
      {"AProfileOnItselfWithoutKeys",
       "[profile x]\n" + kRoleArn + "source_profile=x\n",
       "",
       {},
       {kRole},
       "x",
       "error invalid-argument source_profile"},
      {"ACircle",
       "[profile a]\n" + kRoleArn + "source_profile=b\n[profile b]\n" + kRoleArn +
           "source_profile=c\n[profile c]\n" + kRoleArn + "source_profile=a\n",
       "",
       {},
       {kRole},
       "a",
       "error invalid-argument source_profile"},
      {"ASourceThatIsNotThere",
       "[profile x]\n" + kRoleArn + "source_profile=gone\n",
       "",
       {},
       {},
       "x",
       "error invalid-argument source_profile"},
      {"ASourceWithoutCredentials",
       "[profile x]\n" + kRoleArn + "source_profile=b\n[profile b]\nregion=r\n",
       "",
       {},
       {},
       "x",
       "error invalid-argument source_profile"},
      {"ARoleWithoutASource",
       "[profile x]\n" + kRoleArn,
       "",
       {},
       {},
       "x",
       "error invalid-argument source_profile"},
      {"ARoleWithTwoSources",
       "[profile x]\n" + kRoleArn + "source_profile=b\ncredential_source=Environment\n",
       "",
       {},
       {},
       "x",
       "error invalid-argument source_profile"},
      {"CredentialSourceEnvironment",
       "[profile x]\n" + kRoleArn + "credential_source=Environment\n",
       "",
       kEnvironmentKeys,
       {kRole},
       "x",
       "ASIAROLE"},
      {"CredentialSourceEnvironmentEmpty",
       "[profile x]\n" + kRoleArn + "credential_source=Environment\n",
       "",
       {},
       {kRole},
       "x",
       "error not-connected credential_source"},
      {"CredentialSourceContainer",
       "[profile x]\n" + kRoleArn + "credential_source=EcsContainer\n",
       "",
       {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/creds"}},
       {kContainer, kRole},
       "x",
       "ASIAROLE"},
      {"CredentialSourceInstance",
       "[profile x]\n" + kRoleArn + "credential_source=Ec2InstanceMetadata\n",
       "",
       {},
       {kMetadataToken, kMetadataCredentials, kMetadataRole, kRole},
       "x",
       "ASIAROLE"},
      {"CredentialSourceThatThereIsNot",
       "[profile x]\n" + kRoleArn + "credential_source=environment\n",
       "",
       kEnvironmentKeys,
       {kRole},
       "x",
       "error invalid-argument credential_source"},
      {"ARoleThatMayNotBeAssumed",
       "[profile x]\n" + kRoleArn + "source_profile=base\n",
       "[base]\n" + kKeys,
       {},
       {{"Action=AssumeRole", 403,
         "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"}},
       "x",
       "error role-not-assumable"},
      {"ADurationThatIsNone",
       "[profile x]\n" + kRoleArn + "source_profile=base\nduration_seconds=1h\n",
       "[base]\n" + kKeys,
       {},
       {kRole},
       "x",
       "error invalid-argument duration_seconds"},
      {"AWebIdentityProfile",
       "[profile x]\n" + kRoleArn + "web_identity_token_file=~/web\n",
       "",
       {},
       {kWeb},
       "x",
       "ASIAWEB"},
      {"AWebIdentityAsASource",
       "[profile x]\n" + kRoleArn + "source_profile=web\n[profile web]\n" + kRoleArn +
           "web_identity_token_file=~/web\n",
       "",
       {},
       {kRole, kWeb},
       "x",
       "ASIAROLE"},
      {"AWebIdentityWithoutARole",
       "[profile x]\nweb_identity_token_file=~/web\n",
       "",
       {},
       {kWeb},
       "x",
       "error invalid-argument role_arn"},
      {"AWebIdentityFileThatIsNotThere",
       "[profile x]\n" + kRoleArn + "web_identity_token_file=~/gone\n",
       "",
       {},
       {kWeb},
       "x",
       "error not-connected web_identity_token_file"},
      {"AWebIdentityFileThatIsEmpty",
       "[profile x]\n" + kRoleArn + "web_identity_token_file=~/empty\n",
       "",
       {},
       {kWeb},
       "x",
       "error not-connected web_identity_token_file"},
      {"AWebIdentityThatHasExpired",
       "[profile x]\n" + kRoleArn + "web_identity_token_file=~/web\n",
       "",
       {},
       {{"WithWebIdentity", 400,
         "<ErrorResponse><Error><Code>ExpiredTokenException</Code><Message>expired: "
         "tOkEn</Message></Error></ErrorResponse>"}},
       "x",
       "error credentials-expired"},
      {"AWebIdentityThatIsRefused",
       "[profile x]\n" + kRoleArn + "web_identity_token_file=~/web\n",
       "",
       {},
       {{"WithWebIdentity", 400,
         "<ErrorResponse><Error><Code>InvalidIdentityToken</Code><Message>bad "
         "tOkEn</Message></Error></ErrorResponse>"}},
       "x",
       "error credentials-invalid"},
      {"KeysBeatAProcess",
       "[profile x]\ncredential_process=false\n",
       "[x]\n" + kKeys,
       {},
       {},
       "x",
       "AKIAFILE"},
      {"AHalfKeyInAProfile",
       "",
       "[x]\naws_access_key_id=A\n",
       {},
       {},
       "x",
       "error invalid-argument aws_secret_access_key"},
  };
}

class ChainTest : public SourceWorld, public ::testing::WithParamInterface<ChainCase> {};

// "~/" in the table stands for the test's own HOME.
std::string with_home(std::string text, const std::string& home) {
  for (size_t at = text.find("~/"); at != std::string::npos; at = text.find("~/", at))
    text.replace(at, 1, home);
  return text;
}

TEST_P(ChainTest, Finds) {
  const ChainCase& test = GetParam();
  config(with_home(test.config, home().string()));
  credentials(test.credentials);
  write("web", "tOkEn.of.web\n");
  write("empty", "\n");
  for (const auto& [name, value] : test.environment)
    environment_.set(name, with_home(value, home().string()));
  answers_ = test.answers;
  EXPECT_EQ(found(test.flag), test.expected) << (last_ ? "" : to_string(last_.error()));
  const auto used = std::ranges::count(trace_, SourceOutcome::kUsed, &SourceNote::outcome);
  EXPECT_EQ(used, last_ && *last_ ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(Sources, ChainTest, ::testing::ValuesIn(cases()),
                         [](const auto& test) { return test.param.name; });

class RoleTest : public SourceWorld {
 protected:
  RoleTest() {
    credentials("[base]\n" + kKeys);
    config("[profile x]\n" + kRoleArn +
           "source_profile=base\nexternal_id=ext\nrole_session_name=me\nduration_seconds=900\n"
           "[profile mfa]\n" +
           kRoleArn + "source_profile=base\nmfa_serial=arn:aws:iam::123456789012:mfa/me\n");
    answers_ = {{"TokenCode=111111", 403,
                 "<ErrorResponse><Error><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed "
                 "with invalid "
                 "MFA one time pass code. </Message></Error></ErrorResponse>"},
                kRole};
  }
};

TEST_F(RoleTest, SendsWhatTheProfileSays) {
  ASSERT_EQ(found("x"), "ASIAROLE");
  const std::string body = transport_.requests().back().body;
  for (const char* field : {"ExternalId=ext", "RoleSessionName=me", "DurationSeconds=900", "role%2Freader"})
    EXPECT_THAT(body, HasSubstr(field));
  EXPECT_THAT(transport_.requests().back().header("Authorization"), HasSubstr("Credential=AKIAFILE/"));
  EXPECT_THAT(hidden_, ::testing::Contains("tOkEn-of-ASIAROLE"));
  EXPECT_THAT(hidden_, ::testing::Contains("sEcReT"));
}

TEST_F(RoleTest, AsksForTheMfaCodeAndAgainWhenItIsWrong) {
  codes_ = {"111111", "222222"};
  ASSERT_EQ(found("mfa"), "ASIAROLE");
  ASSERT_EQ(asked_.size(), 2U);
  EXPECT_EQ(asked_[0], "arn:aws:iam::123456789012:mfa/me|");
  EXPECT_THAT(asked_[1], HasSubstr("MFA code"));
  EXPECT_THAT(transport_.requests().back().body, HasSubstr("TokenCode=222222"));
}

TEST_F(RoleTest, WrongCodesEndAfterThree) {
  codes_ = {"111111", "111111", "111111", "222222"};
  EXPECT_EQ(found("mfa"), "error mfa-wrong MFA code");
}

TEST_F(RoleTest, WithNobodyToAskTheCodeIsMissed) {
  EXPECT_EQ(found("mfa"), "error mfa-required mfa_serial");
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(RoleTest, TheTraceNamesTheStepsOfTheChain) {
  ASSERT_EQ(found("x"), "ASIAROLE");
  std::vector<std::string> lines;
  for (const SourceNote& note : trace_)
    lines.push_back(note.source + ": " + std::string(to_string(note.outcome)));
  EXPECT_EQ(lines, (std::vector<std::string>{"environment: skipped", "profile base: web identity: not set",
                                             "profile base: IAM Identity Center: not set",
                                             "profile base: keys: found", "profile x: role: used",
                                             "container: skipped", "EC2 instance: skipped"}));
}

TEST_F(RoleTest, ErrorsNameProfileFileAndSection) {
  config("[profile x]\n" + kRoleArn);
  ASSERT_EQ(found("x"), "error invalid-argument source_profile");
  EXPECT_THAT(last_.error().what, HasSubstr("[profile x] of ~/.aws/config"));
  EXPECT_THAT(last_.error().mend, HasSubstr("credential_source"));
}

TEST_F(RoleTest, TheWebIdentityCallIsNotSigned) {
  write("web", "tOkEn.of.web\n");
  environment_.set("AWS_WEB_IDENTITY_TOKEN_FILE", (home() / "web").string());
  environment_.set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/reader");
  environment_.set("AWS_ROLE_SESSION_NAME", "job");
  answers_ = {kWeb};
  ASSERT_EQ(found(), "ASIAWEB");
  const http::RecordedRequest sent = transport_.requests().back();
  EXPECT_EQ(sent.header("Authorization"), "");
  EXPECT_THAT(sent.body, HasSubstr("WebIdentityToken=tOkEn.of.web"));
  EXPECT_THAT(sent.body, HasSubstr("RoleSessionName=job"));
  EXPECT_EQ(sent.url, "https://sts.eu-west-1.amazonaws.com/");
}

}  // namespace
}  // namespace coffer::aws
