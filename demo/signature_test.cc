#include "demo/signature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "demo/times.h"

namespace coffer::demo {
namespace {

// "get-vanilla" of AWS's Signature Version 4 test suite.
HttpRequest vanilla() {
  HttpRequest request;
  request.method = "GET";
  request.target = "/";
  request.headers = {{"Host", "example.amazonaws.com"},
                     {"X-Amz-Date", "20150830T123600Z"},
                     {"Authorization",
                      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                      "SignedHeaders=host;x-amz-date, "
                      "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"}};
  return request;
}

constexpr std::string_view kSuiteKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

TEST(SignatureTest, AgreesWithAwssTestSuite) {
  const HttpRequest request = vanilla();
  const auto claim = read_claim(request);
  ASSERT_TRUE(claim.has_value());
  EXPECT_EQ(claim->access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(claim->region, "us-east-1");
  EXPECT_EQ(claim->service, "service");
  EXPECT_EQ(compute_signature(request, *claim, kSuiteKey).signature, claim->signature);
  EXPECT_NE(compute_signature(request, *claim, "another").signature, claim->signature);
}

TEST(SignatureTest, TakesFiveMinutesOfSkewAndNoMore) {
  const HttpRequest request = vanilla();
  const auto claim = read_claim(request);
  ASSERT_TRUE(claim.has_value());
  const WallTime then = *parse_basic_iso_time("20150830T123600Z");
  using std::chrono::seconds;
  EXPECT_TRUE(check_claim(request, *claim, then + seconds(300)).has_value());
  EXPECT_TRUE(check_claim(request, *claim, then - seconds(300)).has_value());
  EXPECT_EQ(
      check_claim(request, *claim, then + seconds(301)).error().message,
      "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)");
  EXPECT_EQ(check_claim(request, *claim, then - seconds(301)).error().message,
            "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
            "(20150830T123059Z + 5 "
            "min.)");
}

TEST(SignatureTest, TellsMissingFromIncomplete) {
  HttpRequest request = vanilla();
  request.headers.pop_back();
  EXPECT_EQ(read_claim(request).error().kind, AuthFailure::kMissing);
  for (const char* header :
       {"Bearer x", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e,SignedHeaders=host",
        "AWS4-HMAC-SHA256 Credential=a/b/c,SignedHeaders=host,Signature=0"}) {
    request.headers.push_back({"Authorization", header});
    EXPECT_EQ(read_claim(request).error().kind, AuthFailure::kIncomplete) << header;
    request.headers.pop_back();
  }
}

}  // namespace
}  // namespace coffer::demo
