#include "demo/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coffer::demo {
namespace {

Policy policy(std::string_view text) {
  const auto document = json::parse(text);
  EXPECT_TRUE(document.ok());
  auto parsed = parse_policy(*document);
  EXPECT_TRUE(parsed.ok());
  return parsed ? std::move(*parsed) : Policy();
}

constexpr std::string_view kStripe =
    "arn:aws:secretsmanager:eu-central-1:111122223333:secret:stripe-key-AbCdEf";

Decision ask(std::string_view text, std::string_view action, Context context = {}) {
  return evaluate({policy(text)}, {std::string(action), std::string(kStripe), std::move(context)});
}

TEST(WildcardTest, MatchesAsIamDoes) {
  EXPECT_TRUE(matches_wildcard("*", ""));
  EXPECT_TRUE(matches_wildcard("a*b*c", "a-b-b-c"));
  EXPECT_TRUE(matches_wildcard("stripe-key-??????", "stripe-key-AbCdEf"));
  EXPECT_FALSE(matches_wildcard("stripe-key-??????", "stripe-key-AbCdE"));
  EXPECT_FALSE(matches_wildcard("A", "a"));
  EXPECT_FALSE(matches_wildcard("", "a"));
}

TEST(PolicyTest, DeniesByDefaultAndAnExplicitDenyWins) {
  EXPECT_EQ(ask(R"({"Statement":[]})", "secretsmanager:GetSecretValue"), Decision::kNotMentioned);
  EXPECT_EQ(ask(R"({"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"},
                                 {"Effect":"Allow","Action":"*","Resource":"*"}]})",
                "secretsmanager:GetSecretValue"),
            Decision::kDenied);
}

TEST(PolicyTest, ComparesActionsWithoutCaseAndResourcesWithCase) {
  constexpr std::string_view kText = R"({"Statement":{"Effect":"Allow","Action":"SecretsManager:get*",
    "Resource":"arn:aws:secretsmanager:eu-central-1:111122223333:secret:stripe-key-??????"}})";
  EXPECT_EQ(ask(kText, "secretsmanager:GetSecretValue"), Decision::kAllowed);
  EXPECT_EQ(ask(kText, "secretsmanager:DescribeSecret"), Decision::kNotMentioned);
  EXPECT_EQ(ask(R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"ARN:*"}})",
                "secretsmanager:GetSecretValue"),
            Decision::kNotMentioned);
}

TEST(PolicyTest, KnowsNotActionAndNotResource) {
  EXPECT_EQ(ask(R"({"Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}})", "sts:AssumeRole"),
            Decision::kAllowed);
  EXPECT_EQ(ask(R"({"Statement":{"Effect":"Allow","Action":"*","NotResource":"*:secret:stripe-*"}})", "a:B"),
            Decision::kNotMentioned);
}

TEST(PolicyTest, TellsBoolFromBoolIfExistsWhereTheKeyIsAbsent) {
  constexpr std::string_view kBool =
      R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":true}}}})";
  constexpr std::string_view kIfExists =
      R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}}})";
  const Context with_mfa = {{"aws:multifactorauthpresent", "true"}};
  const Context without = {{"aws:multifactorauthpresent", "false"}};
  EXPECT_EQ(ask(kBool, "a:B"), Decision::kNotMentioned);
  EXPECT_EQ(ask(kBool, "a:B", with_mfa), Decision::kAllowed);
  EXPECT_EQ(ask(kBool, "a:B", without), Decision::kNotMentioned);
  EXPECT_EQ(ask(kIfExists, "a:B"), Decision::kAllowed);
  EXPECT_EQ(ask(kIfExists, "a:B", without), Decision::kNotMentioned);
}

TEST(PolicyTest, EvaluatesTheOtherConditions) {
  const auto allows = [](const std::string& condition, Context context) {
    return ask(R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":)" + condition +
                   "}}",
               "a:B", std::move(context)) == Decision::kAllowed;
  };
  EXPECT_TRUE(allows(R"({"Null":{"k":"true"}})", {}));
  EXPECT_FALSE(allows(R"({"Null":{"k":"true"}})", {{"k", "v"}}));
  EXPECT_TRUE(allows(R"({"StringLike":{"K":["x*","v?"]}})", {{"k", "vv"}}));
  EXPECT_FALSE(allows(R"({"StringNotEquals":{"k":["a","b"]}})", {{"k", "b"}}));
  EXPECT_TRUE(allows(R"({"StringNotEquals":{"k":"a"}})", {}));
  EXPECT_TRUE(allows(R"({"NumericLessThan":{"k":3600}})", {{"k", "3599"}}));
  EXPECT_FALSE(allows(R"({"NumericLessThan":{"k":"3600"}})", {{"k", "3600"}}));
}

TEST(PolicyTest, FillsInPolicyVariables) {
  const Policy own = policy(
      R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::1:user/${aws:username}"}})");
  EXPECT_EQ(evaluate({own}, {"a:B", "arn:aws:iam::1:user/alice", {{"aws:username", "alice"}}}),
            Decision::kAllowed);
  EXPECT_EQ(evaluate({own}, {"a:B", "arn:aws:iam::1:user/alice", {}}), Decision::kNotMentioned);
}

TEST(TrustPolicyTest, TellsAGrantToTheAccountFromOneToThePrincipal) {
  const Caller alice{"111122223333", {"arn:aws:iam::111122223333:user/alice"}};
  const auto grant = [&](const std::string& principal) {
    return evaluate(
        policy(R"({"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":)" + principal + "}}"),
        {"sts:AssumeRole", "role", {}}, alice);
  };
  EXPECT_EQ(grant(R"({"AWS":"arn:aws:iam::111122223333:root"})"), Grant::kToAccount);
  EXPECT_EQ(grant(R"({"AWS":["111122223333"]})"), Grant::kToAccount);
  EXPECT_EQ(grant(R"({"AWS":"arn:aws:iam::111122223333:user/alice"})"), Grant::kToPrincipal);
  EXPECT_EQ(grant(R"("*")"), Grant::kToPrincipal);
  EXPECT_EQ(grant(R"({"AWS":"arn:aws:iam::444455556666:root"})"), Grant::kNone);
  EXPECT_EQ(grant(R"({"Service":"ec2.amazonaws.com"})"), Grant::kNone);
}

TEST(PolicyTest, RefusesWhatItDoesNotUnderstand) {
  for (
      const std::string_view text :
      {R"({})", R"({"Statement":{"Effect":"Maybe","Action":"*"}})", R"({"Statement":{"Effect":"Allow"}})",
       R"({"Statement":{"Effect":"Allow","Action":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}})",
       R"({"Statement":"x"})", R"({"Statement":{"Effect":"Allow","Action":[{}]}})"}) {
    EXPECT_FALSE(parse_policy(*json::parse(text)).ok()) << text;
  }
}

}  // namespace
}  // namespace coffer::demo
