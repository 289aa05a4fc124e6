// Every cause of spec 5.2 for which a reference does not resolve: its own code, the reference, a mend, and no
// value.
#include <gtest/gtest.h>

#include "secrets/testing/session_fixture.h"

namespace coffer::secrets {
namespace {

class ResolveErrorsTest : public SessionTest {
 protected:
  // The error of {{vault:k}}, linked; with what every error must have.
  Error cause(vault::Link made) {
    link("k", std::move(made));
    return checked(error_of("k"));
  }
  Error cause() { return cause(plain()); }
  static vault::Link plain() {
    vault::Link made;
    made.secret = test_arn("a");
    return made;
  }
  static Error checked(Error error) {
    EXPECT_TRUE(error.what.starts_with("{{vault:k}}: ")) << error.what;
    EXPECT_FALSE(error.mend.empty()) << error.what;
    EXPECT_EQ(to_string(error).find("secret-value"), std::string::npos);
    return error;
  }
  void aws_says(const std::string& action, const std::string& code, const std::string& message,
                int status = 400) {
    connected();
    aws_.put(test_arn("a"), "secret-value");
    aws_.fail(action, code, message, status);
  }
};

TEST_F(ResolveErrorsTest, NoSuchSecretSuggestsACloseName) {
  link("kk", plain());
  const Error error = checked(error_of("k"));
  EXPECT_EQ(error.code, ErrorCode::kSecretNotFound);
  EXPECT_NE(error.mend.find("{{vault:kk}}"), std::string::npos) << error.mend;
  EXPECT_NE(error.mend.find("coffer secret link 'k' --secret-arn ARN"), std::string::npos) << error.mend;
}

TEST_F(ResolveErrorsTest, NameThatOnlyAnUntrustedFileHas) {
  const auto path = folder_.path() / "coffer.links.json";
  ASSERT_TRUE(replace_file(path, R"({"version":1,"links":{"k":{"secret_arn":")" + test_arn("a") + "\"}}}"));
  session().note_untrusted_links(path);
  const Error error = checked(error_of("k"));
  EXPECT_EQ(error.code, ErrorCode::kLinksNotTrusted);
  EXPECT_NE(error.mend.find("coffer trust '" + path.string() + "'"), std::string::npos) << error.mend;
  EXPECT_EQ(error_of("other").code, ErrorCode::kSecretNotFound);
}

TEST_F(ResolveErrorsTest, SwitchedOff) {
  const auto created =
      vault::Store::create({folder_.path() / "vault", &clock_, &crypto::system_random()}, nullptr);
  ASSERT_TRUE(created);
  ASSERT_TRUE(created->store->update([](vault::Content& content) -> Result<void> {
    vault::Entry entry;
    entry.name = "k";
    entry.enabled = false;
    entry.value = Secret("secret-value");
    content.entries.push_back(std::move(entry));
    return {};
  }));
  session().use_vault(created->store.get());
  const Error error = checked(error_of("k"));
  EXPECT_EQ(error.code, ErrorCode::kSecretOff);
  EXPECT_NE(error.mend.find("coffer secret on 'k'"), std::string::npos);
  EXPECT_EQ(session().test("k")->size, 12U);
}

TEST_F(ResolveErrorsTest, DomainNotAllowedAndNothingIsFetched) {
  connected();
  link("k", plain(), "api.example.com");
  const http::Origin evil{"https", "evil.example", 443};
  auto result = std::move(session().resolve({"k"}, evil)[0]);
  ASSERT_FALSE(result);
  const Error error = checked(result.error());
  EXPECT_EQ(error.code, ErrorCode::kDomainNotAllowed);
  EXPECT_NE(error.what.find("https://evil.example"), std::string::npos) << error.what;
  EXPECT_NE(error.what.find("api.example.com"), std::string::npos) << error.what;
  EXPECT_TRUE(aws_.calls("GetSecretValue").empty());
  EXPECT_EQ(session().check_domain("k", evil).error().code, ErrorCode::kDomainNotAllowed);
  EXPECT_TRUE(session().check_domain("k", {"https", "api.example.com", 443}));
}

TEST_F(ResolveErrorsTest, NotConnected) { EXPECT_EQ(cause().code, ErrorCode::kNotConnected); }

TEST_F(ResolveErrorsTest, NotConnectedBecauseThereAreNoCredentials) {
  session().connect_on_demand({});
  const Error error = cause();
  EXPECT_EQ(error.code, ErrorCode::kNotConnected);
  EXPECT_NE(error.what.find("no credentials were found"), std::string::npos) << error.what;
}

TEST_F(ResolveErrorsTest, NotConnectedUnderTheNameThatTheLinkWants) {
  connected();
  vault::Link made = plain();
  made.connection = "prod";
  const Error error = cause(made);
  EXPECT_EQ(error.code, ErrorCode::kNotConnected);
  EXPECT_NE(error.what.find("“prod”"), std::string::npos);
}

TEST_F(ResolveErrorsTest, AFailedConnectionIsTriedOnceForAllLinks) {
  aws_says("GetCallerIdentity", "InvalidClientTokenId",
           "The security token included in the request is invalid.", 403);
  EXPECT_EQ(cause().code, ErrorCode::kCredentialsInvalid);
  EXPECT_EQ(error_of("k").code, ErrorCode::kCredentialsInvalid);
  EXPECT_EQ(aws_.calls("GetCallerIdentity").size(), 1U);
}

TEST_F(ResolveErrorsTest, AnUnusableSettingIsNotConnectedToALink) {
  ConnectInput input;
  input.profile = "nowhere";
  session().connect_on_demand(std::move(input));
  EXPECT_EQ(cause().code, ErrorCode::kNotConnected);
}

TEST_F(ResolveErrorsTest, CredentialsExpired) {
  aws_says("GetSecretValue", "ExpiredTokenException",
           "The security token included in the request is expired");
  EXPECT_EQ(cause().code, ErrorCode::kCredentialsExpired);
  aws_.recover("GetSecretValue");
  const Error again = checked(error_of("k"));  // the credentials are gone
  EXPECT_EQ(again.code, ErrorCode::kCredentialsExpired);
  EXPECT_NE(again.mend.find("Authenticate again"), std::string::npos);
  EXPECT_TRUE(session().connections()->empty());
}

TEST_F(ResolveErrorsTest, MfaNeeded) {
  aws_.mfa_devices = {kDevice};
  connected();
  const Error error = cause();
  EXPECT_EQ(error.code, ErrorCode::kMfaRequired);
  EXPECT_NE(error.mend.find("COFFER_MFA_CODE"), std::string::npos);
}

TEST_F(ResolveErrorsTest, AccessDeniedNamesActionArnAndIdentity) {
  const std::string said =
      "User: arn:aws:iam::123456789012:user/me is not authorized to perform: secretsmanager:GetSecretValue "
      "on resource: " +
      test_arn("a");
  aws_says("GetSecretValue", "AccessDeniedException", said);
  const Error error = cause();
  EXPECT_EQ(error.code, ErrorCode::kAccessDenied);
  EXPECT_NE(error.what.find(said), std::string::npos) << error.what;
}

TEST_F(ResolveErrorsTest, SecretNotFoundInAws) {
  connected();
  EXPECT_EQ(cause().code, ErrorCode::kExternalSecretNotFound);
}

TEST_F(ResolveErrorsTest, SecretScheduledForDeletion) {
  aws_says("GetSecretValue", "InvalidRequestException",
           "You can't perform this operation on the secret because it was marked for deletion.");
  EXPECT_EQ(cause().code, ErrorCode::kSecretScheduledForDeletion);
}

TEST_F(ResolveErrorsTest, VersionNotFound) {
  connected();
  aws_.put(test_arn("a"), "secret-value");
  vault::Link made = plain();
  made.version = "green";
  EXPECT_EQ(cause(made).code, ErrorCode::kVersionNotFound);
}

TEST_F(ResolveErrorsTest, JsonKeyMissingListsNamesOnly) {
  connected();
  aws_.put(test_arn("a"), R"({"user":"secret-value-1","pass":"secret-value-2"})");
  vault::Link made = plain();
  made.json_key = "password";
  const Error error = cause(made);
  EXPECT_EQ(error.code, ErrorCode::kJsonKeyMissing);
  EXPECT_NE(error.mend.find("“user”, “pass”"), std::string::npos) << error.mend;
}

TEST_F(ResolveErrorsTest, NoJsonWhereAKeyIsAsked) {
  connected();
  aws_.put(test_arn("a"), "secret-value");
  vault::Link made = plain();
  made.json_key = "password";
  EXPECT_EQ(cause(made).code, ErrorCode::kNotJson);
}

TEST_F(ResolveErrorsTest, BinaryWhereAKeyIsAsked) {
  connected();
  aws_.put_binary(test_arn("a"), "/wD/");
  link("whole", plain());
  const auto whole = std::move(session().resolve({"whole"}, std::nullopt)[0]);
  ASSERT_TRUE(whole);
  EXPECT_TRUE(whole->binary);
  EXPECT_EQ(text_of(whole), std::string("\xff\x00\xff", 3));
  vault::Link made = plain();
  made.json_key = "password";
  EXPECT_EQ(cause(made).code, ErrorCode::kBinaryAsText);
}

TEST_F(ResolveErrorsTest, RoleNotAssumable) {
  aws_says("AssumeRole", "AccessDenied",
           "User: arn:aws:iam::123456789012:user/me is not authorized to perform: sts:AssumeRole", 403);
  vault::Link made = plain();
  made.role = "arn:aws:iam::210987654321:role/reader";
  const Error error = cause(made);
  EXPECT_EQ(error.code, ErrorCode::kRoleNotAssumable);
  EXPECT_NE(error.what.find(made.role), std::string::npos) << error.what;
}

TEST_F(ResolveErrorsTest, KmsDenied) {
  aws_says("GetSecretValue", "AccessDeniedException", "Access to KMS is not allowed");
  EXPECT_EQ(cause().code, ErrorCode::kKmsDenied);
}

TEST_F(ResolveErrorsTest, Network) {
  connected();
  aws_.cut("GetSecretValue", ErrorCode::kNetwork);
  EXPECT_EQ(cause().code, ErrorCode::kNetwork);
}

TEST_F(ResolveErrorsTest, Tls) {
  connected();
  aws_.cut("GetSecretValue", ErrorCode::kTls);
  EXPECT_EQ(cause().code, ErrorCode::kTls);
}

TEST_F(ResolveErrorsTest, Throttled) {
  aws_says("GetSecretValue", "ThrottlingException", "Rate exceeded");
  EXPECT_EQ(cause().code, ErrorCode::kThrottled);
}

TEST_F(ResolveErrorsTest, ServiceError) {
  aws_says("GetSecretValue", "InternalServiceError", "An internal error occurred", 500);
  EXPECT_EQ(cause().code, ErrorCode::kServiceError);
}

TEST_F(ResolveErrorsTest, AnAnswerThatFitsNoOtherCodeIsAServiceError) {
  aws_says("GetSecretValue", "InvalidParameterException", "strange");
  EXPECT_EQ(cause().code, ErrorCode::kServiceError);
}

TEST_F(ResolveErrorsTest, OneFailureDoesNotHideTheOthersValues) {
  connected();
  aws_.put(test_arn("a"), "value-a");
  aws_.put(test_arn("b"), "value-b");
  link("a", test_arn("a"));
  link("gone", test_arn("gone"));
  link("b", test_arn("b"));
  EXPECT_EQ(values({"a", "gone", "none", "b"}),
            (std::vector<std::string>{"value-a", "error: external-secret-not-found",
                                      "error: secret-not-found", "value-b"}));
}

}  // namespace
}  // namespace coffer::secrets
