#include "aws/service_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coffer::aws {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";

CallContext get_secret(const Credentials* credentials = nullptr) {
  return {Service::kSecretsManager,
          "GetSecretValue",
          "eu-west-1",
          "secretsmanager.eu-west-1.amazonaws.com",
          kArn,
          credentials};
}

Error json(int status, std::string_view body, const Credentials* credentials = nullptr) {
  return explain(read_failure(status, {}, Secret(body)), get_secret(credentials));
}

Error coded(std::string_view code, std::string_view message = "text") {
  return json(400, "{\"__type\":\"" + std::string(code) + "\",\"Message\":\"" + std::string(message) + "\"}");
}

TEST(ServiceErrorTest, ReadsTheCodeInEveryFormThatAwsWritesIt) {
  for (const std::string_view body : {
           R"({"__type":"AccessDeniedException","message":"m"})",
           R"({"__type":"com.amazon.coral.service#AccessDeniedException","Message":"m"})",
           R"({"__type":"AccessDeniedException:http://internal.amazon.com/","Message":"m"})",
           R"({"code":"AccessDenied","message":"m"})",
           "<ErrorResponse><Error><Code>AccessDenied</Code><Message>m</Message></Error></ErrorResponse>",
           "<Response><Errors><Error><Code>AccessDenied</Code><Message>m</Message></Error></Errors></"
           "Response>",
           "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code><Message>m</Message></Error>",
       }) {
    const ServiceFailure failure = read_failure(400, {}, Secret(body));
    EXPECT_EQ(failure.code, "AccessDenied") << body;
    EXPECT_EQ(failure.message, "m") << body;
  }
  const ServiceFailure by_header = read_failure(
      400, {{"X-Amzn-ErrorType", "AccessDeniedException:x"}, {"x-amzn-RequestId", "r-1"}}, Secret("{}"));
  EXPECT_EQ(by_header.code, "AccessDenied");
  EXPECT_EQ(by_header.request_id, "r-1");
}

TEST(ServiceErrorTest, EveryCauseHasItsCode) {
  const struct {
    std::string_view code, message;
    ErrorCode meaning;
  } cases[] = {
      {"AccessDeniedException",
       "User: arn:aws:iam::1:user/me is not authorized to perform: secretsmanager:GetSecretValue",
       ErrorCode::kAccessDenied},
      {"AccessDeniedException", "Access to KMS is not allowed", ErrorCode::kKmsDenied},
      {"DecryptionFailure", "", ErrorCode::kKmsDenied},
      {"ResourceNotFoundException", "Secrets Manager can't find the specified secret.",
       ErrorCode::kExternalSecretNotFound},
      {"ResourceNotFoundException",
       "Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
       ErrorCode::kVersionNotFound},
      {"ResourceNotFoundException", "Secrets Manager can't find the specified secret value for VersionId: 1",
       ErrorCode::kVersionNotFound},
      {"InvalidRequestException",
       "You can't perform this operation on the secret because it was marked for deletion.",
       ErrorCode::kSecretScheduledForDeletion},
      {"InvalidRequestException",
       "You provided a VersionStage that is not associated to the provided VersionId.",
       ErrorCode::kVersionNotFound},
      {"InvalidRequestException", "something else", ErrorCode::kInvalidArgument},
      {"InvalidParameterException", "", ErrorCode::kInvalidArgument},
      {"UnrecognizedClientException", "The security token included in the request is invalid.",
       ErrorCode::kCredentialsInvalid},
      {"InvalidSignatureException", "The request signature we calculated does not match",
       ErrorCode::kCredentialsInvalid},
      {"InvalidSignatureException", "Credential should be scoped to a valid region.",
       ErrorCode::kRegionWrong},
      {"IncompleteSignatureException", "", ErrorCode::kCredentialsInvalid},
      {"ExpiredTokenException", "The security token included in the request is expired",
       ErrorCode::kCredentialsExpired},
      {"ThrottlingException", "Rate exceeded", ErrorCode::kThrottled},
      {"LimitExceededException", "", ErrorCode::kThrottled},
      {"UnknownOperationException", "", ErrorCode::kUnsupported},
      {"InternalServiceError", "", ErrorCode::kServiceError},
      {"SomethingNew", "", ErrorCode::kServiceError},
  };
  for (const auto& test : cases) {
    const Error error = coded(test.code, test.message);
    EXPECT_EQ(error.code, test.meaning) << test.code << ": " << test.message;
    EXPECT_NE(error.what, "");
  }
}

TEST(ServiceErrorTest, ADenialNamesActionResourceAndIdentity) {
  const Error error =
      coded("AccessDeniedException", "User: arn:aws:iam::1:user/me is not authorized to perform: x");
  EXPECT_THAT(error.what, HasSubstr("GetSecretValue"));
  EXPECT_THAT(error.what, HasSubstr(kArn));
  EXPECT_THAT(error.what, HasSubstr("arn:aws:iam::1:user/me"));
}

// Spec 3.3: each its own message.
TEST(ServiceErrorTest, WrongKeyWrongSecretAndWrongTokenAreThreeMessages) {
  Credentials typed;
  typed.access_key_id = "AKIAIOSFODNN7EXAMPLE";
  typed.secret_access_key = Secret("s3cr3t-key");
  const std::string unknown = R"({"__type":"UnrecognizedClientException"})";
  EXPECT_EQ(json(400, unknown, &typed).field, "access key ID");
  EXPECT_EQ(json(400, R"({"__type":"InvalidSignatureException"})", &typed).field, "secret access key");
  typed.session_token = Secret("t0ken");
  EXPECT_EQ(json(400, unknown, &typed).field, "session token");
  EXPECT_THAT(json(400, unknown, &typed).what, HasSubstr("AKIA…MPLE"));
  EXPECT_THAT(json(400, unknown, &typed).what, Not(HasSubstr("AKIAIOSFODNN7EXAMPLE")));
}

TEST(ServiceErrorTest, MessagesAreShownOnlyIfTheyCarryNoSecretAndAreClean) {
  Credentials typed;
  typed.access_key_id = "AKIAIOSFODNN7EXAMPLE";
  typed.secret_access_key = Secret("s3cr3t-key");
  typed.session_token = Secret("t0ken");
  const auto denied = [&](std::string_view message) {
    return json(400, "{\"__type\":\"AccessDenied\",\"message\":\"" + std::string(message) + "\"}", &typed)
        .what;
  };
  EXPECT_THAT(denied("you sent s3cr3t-key"), Not(HasSubstr("you sent")));
  EXPECT_THAT(denied("you sent t0ken"), Not(HasSubstr("you sent")));
  EXPECT_THAT(denied("key AKIAIOSFODNN7EXAMPLE twice AKIAIOSFODNN7EXAMPLE"),
              HasSubstr("key AKIA…MPLE twice AKIA…MPLE"));
  EXPECT_THAT(denied("red\\u001b[31m\\nline\\u009b2J"), HasSubstr("red [31m line 2J"));
  EXPECT_THAT(json(400, R"({"__type":"NoAKIAIOSFODNN7EXAMPLEHere"})", &typed).what,
              HasSubstr("NoAKIA…MPLEHere"));
  EXPECT_LT(denied(std::string(100000, 'x')).size(), 2000u);
  EXPECT_LT(denied(fmt::format("{:x>5000}ü", "")).size(), 2000u);
}

TEST(ServiceErrorTest, AConfidentialPartOfTheRequestDoesNotComeBack) {
  const Secret code("123456");
  CallContext context = get_secret();
  context.confidential = &code;
  const Error error = explain(
      read_failure(
          400, {},
          Secret("<Error><Code>ValidationError</Code><Message>Value '123456' is bad</Message></Error>")),
      context);
  EXPECT_THAT(to_string(error), Not(HasSubstr("123456' is bad")));
}

TEST(ServiceErrorTest, SaysWhatCameInsteadOfAwssAnswer) {
  EXPECT_THAT(json(503, "<!DOCTYPE html><html>").what, HasSubstr("503 and HTML"));
  EXPECT_THAT(json(404, "not found").what, HasSubstr("404 and text"));
  EXPECT_THAT(json(302, "").what, HasSubstr("302 and nothing"));
  EXPECT_THAT(json(400, "<Other/>").what, HasSubstr("XML of another kind"));
  EXPECT_EQ(json(429, "slow").code, ErrorCode::kThrottled);
}

}  // namespace
}  // namespace coffer::aws
