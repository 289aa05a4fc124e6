// Answers of STS and IAM, and the errors of both protocols. An MFA code and the credentials that were sent
// never come back in an error.
#include "aws/iam.h"
#include "aws/sts.h"
#include "aws/times.h"
#include "aws_client.h"

namespace coffer::fuzz {

void one_input(std::string_view bytes) {
  constexpr const char* kRegion = "eu-central-1";
  constexpr std::string_view kCode = "918273";
  AwsClient aws(bytes);
  const auto identity = aws::get_caller_identity(aws.client(), aws.credentials(), kRegion);
  aws.check(identity);
  if (identity) REQUIRE(!identity->arn.empty() && !identity->account.empty());
  const Secret code(kCode);
  const auto session =
      aws::get_session_token(aws.client(), aws.credentials(), kRegion, "arn:aws:iam::111122223333:mfa/phone",
                             code, std::chrono::hours(2));
  aws.check(session);
  if (session)
    REQUIRE(!session->access_key_id.empty() && !session->secret_access_key.empty() && session->temporary());
  // A code is six digits, which may stand in an account's number: only an answer that echoes it alone can
  // tell.
  if (!session && bytes.contains(fmt::format(">{}<", kCode)))
    REQUIRE(!session.error().what.contains(fmt::format(": {}", kCode)));
  aws::AssumeRoleInput input;
  input.role_arn = "arn:aws:iam::111122223333:role/payments-reader";
  const auto role = aws::assume_role(aws.client(), aws.credentials(), kRegion, input);
  aws.check(role);
  if (role) REQUIRE(role->temporary());
  const auto devices = aws::list_mfa_devices(aws.client(), aws.credentials(), "aws");
  aws.check(devices);
  if (devices) {
    for (const aws::MfaDevice& device : *devices) REQUIRE(!device.serial.empty());
  }
  aws::parse_iso_time(bytes.substr(0, 64));
  aws::parse_http_date(bytes.substr(0, 64));
}

}  // namespace coffer::fuzz
