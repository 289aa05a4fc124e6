#include <gmock/gmock.h>
#include <sys/stat.h>

#include "aws/credentials/sso_sign_in.h"
#include "aws/testing/source_world.h"

namespace coffer::aws {
namespace {

using ::testing::HasSubstr;

constexpr const char* kSessionConfig =
    "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n"
    "sso_registration_scopes = sso:account:access, other\n"
    "[profile x]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Reader\n";
constexpr const char* kLegacyConfig =
    "[profile x]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n"
    "sso_account_id = 123456789012\nsso_role_name = Reader\n";
// sha1sum of "corp", and of the start URL.
constexpr const char* kSessionFile = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
constexpr const char* kLegacyFile = ".aws/sso/cache/a51746d4aa793ae07b25e90c3a5db96fc7832bd7.json";

class SsoTest : public SourceWorld {
 protected:
  SsoTest() {
    config(kSessionConfig);
    answers_ = {
        {"GET "
         "https://portal.sso.eu-central-1.amazonaws.com/federation/credentials?role_name=Reader&account_id="
         "123456789012",
         200,
         R"({"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"sEcReT-k","sessionToken":"tOkEn-s",)"
         R"("expiration":1767229200000}})"}};
  }
  std::string file(bool legacy = false) {
    auto files = ProfileFiles::load(environment_);
    EXPECT_TRUE(files);
    const auto settings = sso_settings(*files->find("x"), *files, true);
    EXPECT_TRUE(settings && *settings);
    const auto path = sso_token_file(environment_, **settings);
    EXPECT_EQ(path.parent_path(), home() / ".aws/sso/cache");
    EXPECT_EQ(legacy, (*settings)->session.empty());
    return path.lexically_relative(home()).string();
  }
  void token(const std::string& expires, const std::string& more = "") {
    write(
        file(),
        R"({"startUrl":"https://corp.awsapps.com/start","region":"eu-central-1","accessToken":"tOkEn-a","expiresAt":")" +
            expires + "\"" + more + "}");
  }
  static std::string renewable() {
    return R"(,"clientId":"client","clientSecret":"sEcReT-c","registrationExpiresAt":"2026-03-01T00:00:00Z","refreshToken":"tOkEn-r")";
  }
  Recorded renewal(int status = 200) {
    return {R"("grantType": "refresh_token")", status,
            status == 200 ? R"({"accessToken":"tOkEn-new","expiresIn":28800,"refreshToken":"tOkEn-r2"})"
                          : R"({"error":"invalid_grant","error_description":"no"})"};
  }
  std::string bearer() { return transport_.requests().back().header("x-amz-sso_bearer_token"); }
};

TEST_F(SsoTest, TheTokenFilesAreThoseOfTheAwsCli) {
  EXPECT_EQ(file(), kSessionFile);
  config(kLegacyConfig);
  EXPECT_EQ(file(true), kLegacyFile);
}

TEST_F(SsoTest, UsesATokenThatIsGood) {
  token("2026-01-01T08:00:00Z");
  ASSERT_EQ(found("x"), "ASIASSO");
  EXPECT_EQ(bearer(), "tOkEn-a");
  EXPECT_EQ(transport_.requests().back().header("Authorization"), "");
  EXPECT_EQ((*last_)->expires, kNow + std::chrono::hours(1));
  EXPECT_THAT(hidden_, ::testing::IsSupersetOf({"tOkEn-a", "sEcReT-k", "tOkEn-s"}));
}

TEST_F(SsoTest, TheOlderLayoutToo) {
  config(kLegacyConfig);
  write(file(true), R"({"accessToken":"tOkEn-old","expiresAt":"2026-01-01T08:00:00UTC"})");
  ASSERT_EQ(found("x"), "ASIASSO");
  EXPECT_EQ(bearer(), "tOkEn-old");
}

TEST_F(SsoTest, RenewsATokenAboutToExpireAndKeepsIt) {
  token("2026-01-01T00:10:00Z", renewable());
  answers_.push_back(renewal());
  ASSERT_EQ(found("x"), "ASIASSO");
  EXPECT_EQ(bearer(), "tOkEn-new");
  const auto kept = load_sso_token(home() / file());
  ASSERT_TRUE(kept && *kept);
  EXPECT_TRUE((*kept)->access_token.equals(Secret("tOkEn-new")));
  EXPECT_TRUE((*kept)->refresh_token.equals(Secret("tOkEn-r2")));
  EXPECT_TRUE((*kept)->registration.client_secret.equals(Secret("sEcReT-c")));
  EXPECT_EQ((*kept)->expires, kNow + std::chrono::hours(8));
  struct stat status{};
  ASSERT_EQ(::stat((home() / file()).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(SsoTest, ARenewalThatFailsMattersOnlyOnceTheTokenHasExpired) {
  answers_.push_back(renewal(400));
  token("2026-01-01T00:10:00Z", renewable());
  EXPECT_EQ(found("x"), "ASIASSO");
  token("2025-12-31T23:00:00Z", renewable());
  EXPECT_EQ(found("x"), "error credentials-expired");
  EXPECT_THAT(last_.error().mend, HasSubstr("coffer aws login --profile x"));
}

TEST_F(SsoTest, WithoutATokenItSaysHowToSignIn) {
  EXPECT_EQ(found("x"), "error credentials-expired");
  EXPECT_THAT(last_.error().what, HasSubstr("missing"));
  token("2025-12-31T23:00:00Z");
  EXPECT_EQ(found("x"), "error credentials-expired");
  for (const std::string damaged :
       {"sEcReT", "{}", R"({"accessToken":"tOkEn"})", R"({"accessToken":"tOkEn","expiresAt":"x"})"}) {
    write(file(), damaged);
    EXPECT_EQ(found("x"), "error credentials-expired");
    EXPECT_THAT(last_.error().what, HasSubstr("damaged"));
  }
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(SsoTest, ATokenThatIsRefusedSaysSo) {
  token("2026-01-01T08:00:00Z");
  answers_[0].status = 401;
  answers_[0].body = R"({"__type":"UnauthorizedException","message":"Session token not found: tOkEn-a"})";
  EXPECT_EQ(found("x"), "error credentials-expired");
  answers_[0].status = 403;
  answers_[0].body = R"({"__type":"ForbiddenException","message":"No access"})";
  EXPECT_EQ(found("x"), "error service-error");
}

TEST_F(SsoTest, SettingsThatAreMissingOrContradictAreNamed) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"[profile x]\nsso_session=gone\nsso_account_id=1\nsso_role_name=r\n", "sso_session"},
      {"[profile x]\nsso_account_id=1\nsso_role_name=r\nsso_region=eu-west-1\n", "sso_start_url"},
      {"[profile x]\nsso_account_id=1\nsso_role_name=r\nsso_start_url=https://a\n", "sso_region"},
      {"[profile x]\nsso_account_id=1\nsso_start_url=https://a\nsso_region=eu-west-1\n", "sso_role_name"},
      {"[profile x]\nsso_role_name=1\nsso_start_url=https://a\nsso_region=eu-west-1\n", "sso_account_id"},
      {"[profile x]\nsso_role_name=1\nsso_account_id=1\nsso_start_url=a b\nsso_region=eu-west-1\n",
       "sso_start_url"},
      {"[sso-session s]\nsso_region=eu-west-1\nsso_start_url=https://a\n"
       "[profile x]\nsso_session=s\nsso_region=eu-west-2\nsso_account_id=1\nsso_role_name=r\n",
       "sso_region"},
  };
  for (const auto& [text, field] : cases) {
    config(text);
    EXPECT_EQ(found("x"), "error invalid-argument " + field) << text;
  }
}

class SignInTest : public SsoTest {
 protected:
  SignInTest() {
    signs_in_ = true;
    once_ = true;
    const Recorded credentials = answers_[0];
    answers_ = {
        {"POST https://oidc.eu-central-1.amazonaws.com/client/register", 200,
         R"({"clientId":"client","clientSecret":"sEcReT-c","clientSecretExpiresAt":1774915200})"},
        {"/device_authorization", 200,
         R"({"deviceCode":"sEcReT-d","userCode":"ABCD-EFGH","verificationUri":"https://device.sso/",)"
         R"("verificationUriComplete":"https://device.sso/?user_code=ABCD-EFGH","expiresIn":600,"interval":1})"},
        {"/token", 400, R"({"error":"authorization_pending","__type":"AuthorizationPendingException"})"},
        {"/token", 400, R"({"error":"slow_down","__type":"SlowDownException"})"},
        {"/token", 200, R"({"accessToken":"tOkEn-a","expiresIn":28800,"refreshToken":"tOkEn-r"})"},
        credentials};
  }
};

TEST_F(SignInTest, ShowsTheCodeWaitsAndKeepsTheToken) {
  ASSERT_EQ(found("x"), "ASIASSO") << to_string(last_.error());
  ASSERT_EQ(shown_.size(), 1U);
  EXPECT_EQ(shown_[0].code, "ABCD-EFGH");
  EXPECT_EQ(shown_[0].url_with_code, "https://device.sso/?user_code=ABCD-EFGH");
  EXPECT_EQ(shown_[0].name, "corp");
  EXPECT_EQ(clock_.elapsed(), std::chrono::seconds(1 + 1 + 6));  // slow_down: five seconds more
  const auto requests = transport_.requests();
  EXPECT_THAT(requests[0].body, HasSubstr(R"("scopes": ["sso:account:access","other"])"));
  EXPECT_THAT(requests[1].body, HasSubstr(R"("startUrl": "https://corp.awsapps.com/start")"));
  EXPECT_THAT(requests[2].body, HasSubstr("urn:ietf:params:oauth:grant-type:device_code"));
  EXPECT_THAT(hidden_, ::testing::IsSupersetOf({"sEcReT-c", "sEcReT-d", "tOkEn-a", "tOkEn-r"}));
  const auto kept = load_sso_token(home() / file());
  ASSERT_TRUE(kept && *kept);
  EXPECT_TRUE((*kept)->refresh_token.equals(Secret("tOkEn-r")));
  EXPECT_EQ((*kept)->registration.client_id, "client");
  signs_in_ = false;  // the next time the file is enough
  answers_ = {
      {"GET", 200,
       R"({"roleCredentials":{"accessKeyId":"ASIA2","secretAccessKey":"sEcReT-k","sessionToken":"tOkEn-s",)"
       R"("expiration":1767229200000}})"}};
  EXPECT_EQ(found("x"), "ASIA2");
}

TEST_F(SignInTest, ANoAndACodeTooOldEndIt) {
  answers_[2] = {"/token", 400, R"({"__type":"AccessDeniedException","error":"access_denied"})"};
  EXPECT_EQ(found("x"), "error cancelled");
}

TEST_F(SignInTest, AnExpiredCodeEndsIt) {
  answers_[2] = {"/token", 400, R"({"__type":"ExpiredTokenException","error":"expired_token"})"};
  EXPECT_EQ(found("x"), "error credentials-expired");
}

TEST_F(SignInTest, WaitsNoLongerThanTheCodeIsGood) {
  once_ = false;
  EXPECT_EQ(found("x"), "error credentials-expired");  // it stays pending
  EXPECT_EQ(clock_.elapsed(), std::chrono::seconds(600));
  EXPECT_FALSE(std::filesystem::exists(home() / file()));
}

TEST_F(SignInTest, AnAddressThatIsNoneIsNotShown) {
  for (const std::string url :
       {"--help", "javascript:alert(1)", "https://a/ b", "https://a/\\u0007", "file:///etc/passwd"}) {
    once_ = false;
    answers_[1].body = R"({"deviceCode":"sEcReT-d","userCode":"ABCD","verificationUri":")" + url + R"("})";
    EXPECT_EQ(found("x"), "error service-error") << url;
  }
  EXPECT_TRUE(shown_.empty());
}

class LoginSessionTest : public SourceWorld {
 protected:
  LoginSessionTest() { config("[profile x]\nlogin_session = arn:aws:iam::1:user/me\n"); }
  void cache(const std::string& folder, const std::string& expires, const std::string& key_id = "ASIALOGIN") {
    // sha256sum of the session
    write(folder + "/da19974a351c10e6ddab0fe8d7b1fb3a289211121e24f211c7eb19ed08e30e3a.json",
          R"({"accessToken":{"accessKeyId":")" + key_id +
              R"(","secretAccessKey":"sEcReT","sessionToken":"tOkEn","accountId":"1","expiresAt":")" +
              expires + R"("},"refreshToken":"tOkEn-r","dpopKey":"sEcReT-p"})");
  }
};

TEST_F(LoginSessionTest, UsesWhatAwsLoginLeftWhileItIsGood) {
  cache(".aws/login/cache", "2026-01-01T00:15:00Z");
  ASSERT_EQ(found("x"), "ASIALOGIN");
  EXPECT_EQ((*last_)->expires, kNow + std::chrono::minutes(15));
  environment_.set("AWS_LOGIN_CACHE_DIRECTORY", "~/elsewhere");
  EXPECT_EQ(found("x"), "error credentials-expired login_session");
  cache("elsewhere", "2026-01-01T00:15:00Z", "ASIAELSEWHERE");
  EXPECT_EQ(found("x"), "ASIAELSEWHERE");
}

TEST_F(LoginSessionTest, OtherwiseSaysHowToLogIn) {
  cache(".aws/login/cache", "2025-12-31T23:59:59Z");
  EXPECT_EQ(found("x"), "error credentials-expired login_session");
  EXPECT_THAT(last_.error().mend, HasSubstr("aws login --profile x"));
  cache(".aws/login/cache", "2026-01-01T00:15:00Z", "");
  EXPECT_EQ(found("x"), "error credentials-expired login_session");
}

}  // namespace
}  // namespace coffer::aws
