// Answers of Systems Manager's Parameter Store: the value is the JSON's string.
#include "aws/parameter_store.h"
#include "aws_client.h"
#include "json/json.h"

namespace coffer::fuzz {
namespace {

constexpr const char* kRegion = "eu-central-1";
constexpr const char* kName = "/prod/key";

}  // namespace

void one_input(std::string_view bytes) {
  AwsClient aws(bytes);
  const auto parameter = aws::get_parameter(aws.client(), aws.credentials(), kRegion, kName, "blue");
  aws.check(parameter);
  if (parameter) {
    const http::Response answer = parse_answer(bytes);
    const auto body = json::parse(*answer.body->view());
    REQUIRE(body.ok());
    const json::Value* found = json::find(*body, "Parameter");
    REQUIRE(found != nullptr && plain(parameter->value) == json::find_string(*found, "Value"));
  }
  const auto several = aws::get_parameters(aws.client(), aws.credentials(), kRegion, {kName, "other", kName});
  aws.check(several);
  REQUIRE(!several || several->size() == 3);
  REQUIRE(!several || (*several)[0].has_value() == (*several)[2].has_value());
}

}  // namespace coffer::fuzz
