// Answers of Secrets Manager, for each of its calls. What is called binary was base64, what is text is the
// JSON's string.
#include "aws/secrets_manager.h"
#include "aws_client.h"
#include "json/json.h"

namespace coffer::fuzz {
namespace {

constexpr const char* kRegion = "eu-central-1";
constexpr const char* kArn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:stripe-key-AbCdEf";
constexpr size_t kLimit = 100;

// The value of the answer as it stands, read without any of our code but the JSON parser.
void check_value(std::string_view bytes, const aws::SecretValue& value) {
  const http::Response answer = parse_answer(bytes);
  const auto body = json::parse(*answer.body->view());
  REQUIRE(body.ok());
  const auto text = json::find_string(*body, "SecretString");
  REQUIRE(value.binary || (text && plain(value.value) == *text));
  REQUIRE(!value.binary || json::find_string(*body, "SecretBinary").has_value());
}

}  // namespace

void one_input(std::string_view bytes) {
  AwsClient aws(bytes);
  const auto value = aws::get_secret_value(aws.client(), aws.credentials(), kRegion, {kArn, "", ""});
  aws.check(value);
  if (value) check_value(bytes, *value);
  const auto batch =
      aws::batch_get_secret_value(aws.client(), aws.credentials(), kRegion, {kArn, "other", kArn});
  aws.check(batch);
  if (batch) {
    REQUIRE(batch->size() == 3);
    for (const auto& each : *batch) aws.check(each);
  }
  aws.check(aws::describe_secret(aws.client(), aws.credentials(), kRegion, kArn));
  const auto list = aws::list_secrets(aws.client(), aws.credentials(), kRegion, kLimit);
  aws.check(list);
  if (list) REQUIRE(list->size() <= kLimit);
  aws.check(aws::list_secret_version_ids(aws.client(), aws.credentials(), kRegion, kArn));
}

}  // namespace coffer::fuzz
