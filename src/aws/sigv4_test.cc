// AWS's published vectors (the SigV4 test suite, and the IAM User Guide's ListUsers example); tests/aws holds
// the signer against botocore on random requests.
#include "aws/sigv4.h"

#include <gtest/gtest.h>

#include "crypto/hash.h"

namespace coffer::aws {
namespace {

constexpr WallTime kNow{std::chrono::milliseconds(1440938160000)};  // 20150830T123600Z

Credentials example() {
  Credentials credentials;
  credentials.access_key_id = "AKIDEXAMPLE";
  credentials.secret_access_key = Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  return credentials;
}

std::string plain(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

CanonicalInput input(std::string method, std::string_view path, std::string_view query,
                     const Pairs& headers) {
  CanonicalInput made{std::move(method), Secret(path), Secret(query), {}, crypto::sha256_hex("")};
  for (const auto& [name, value] : headers) made.headers.push_back({std::string(name), Secret(value)});
  return made;
}

std::string signature_of(const CanonicalInput& made) {
  const SigningScope scope{"us-east-1", "service"};
  return signature(example(), string_to_sign(canonical_request(made), scope, kNow), scope, kNow);
}

const Pairs kPlainHeaders{{"Host", "example.amazonaws.com"}, {"X-Amz-Date", "20150830T123600Z"}};

TEST(SigV4Test, GetVanillaStepByStep) {
  const CanonicalInput made = input("GET", "/", "", kPlainHeaders);
  const std::string canonical = plain(canonical_request(made));
  EXPECT_EQ(canonical,
            "GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n"
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(string_to_sign(Secret(canonical), {"us-east-1", "service"}, kNow),
            "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n"
            "bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63");
  EXPECT_EQ(signature_of(made), "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

TEST(SigV4Test, PublishedVectors) {
  EXPECT_EQ(signature_of(input("POST", "/", "", kPlainHeaders)),
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");  // post-vanilla
  EXPECT_EQ(
      signature_of(input("GET", "/", "Param2=value2&Param1=value1", kPlainHeaders)),
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");  // get-vanilla-query-order-key-case
  EXPECT_EQ(signature_of(input("GET", "/%E1%88%B4", "", kPlainHeaders)),
            signature_of(input("GET", "/./x/..//%E1%88%B4", "", kPlainHeaders)));  // path normalisation
}

TEST(SigV4Test, TheIamGuidesListUsersExample) {
  const Pairs headers{{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                      {"Host", "iam.amazonaws.com"},
                      {"X-Amz-Date", "20150830T123600Z"}};
  const SigningScope scope{"us-east-1", "iam"};
  const std::string text = string_to_sign(
      canonical_request(input("GET", "/", "Action=ListUsers&Version=2010-05-08", headers)), scope, kNow);
  EXPECT_TRUE(text.ends_with("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59")) << text;
  EXPECT_EQ(signature(example(), text, scope, kNow),
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

TEST(SigV4Test, FoldsAndSortsHeaders) {
  const auto made = input("GET", "/", "", {{"B", " 2  3 "}, {"a", "x\ty"}, {"b", "1"}});
  EXPECT_EQ(signed_headers(made), "a;b");
  EXPECT_NE(plain(canonical_request(made)).find("\na:x y\nb:2 3,1\n\na;b\n"), std::string::npos);
}

TEST(SigV4Test, SortsTheQueryByNameThenValueAndKeepsEmptyValues) {
  const std::string canonical = plain(canonical_request(input("GET", "/", "b=2&a&b=1&a=&A=9", {})));
  EXPECT_TRUE(canonical.starts_with("GET\n/\nA=9&a=&a=&b=1&b=2\n")) << canonical;
}

TEST(SigV4Test, EncodesThePathTwiceButForS3) {
  CanonicalInput made = input("GET", "/a%20b//../c", "", {});
  EXPECT_TRUE(plain(canonical_request(made)).starts_with("GET\n/c\n"));
  made.path = Secret("/a%20b");
  EXPECT_TRUE(plain(canonical_request(made)).starts_with("GET\n/a%2520b\n"));
  made.path = Secret("/a%20b//../c");
  made.encode_path_twice = false;
  EXPECT_TRUE(plain(canonical_request(made)).starts_with("GET\n/a%20b//../c\n"));
}

http::Request request_to(std::string_view url) {
  http::Request request;
  request.url = Secret(url);
  return request;
}

std::string header(const http::Request& request, std::string_view name) {
  const auto* found = request.find_header(name);
  return found != nullptr ? plain(found->value) : "";
}

TEST(SignTest, SignsARequestInPlace) {
  http::Request request = request_to("https://user:pw@Example.amazonaws.com:443/");
  request.add_header("User-Agent", "anything");
  ASSERT_TRUE(sign(request, example(), {"us-east-1", "service"}, kNow));
  EXPECT_EQ(header(request, "Authorization"),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
            "SignedHeaders=host;x-amz-date, "
            "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

TEST(SignTest, SigningAgainReplacesTheOldSignature) {
  http::Request request = request_to("https://example.amazonaws.com/");
  Credentials temporary = example();
  temporary.session_token = Secret("token");
  ASSERT_TRUE(sign(request, temporary, {"eu-west-1", "other"}, kNow - std::chrono::hours(1)));
  EXPECT_EQ(header(request, "X-Amz-Security-Token"), "token");
  ASSERT_TRUE(sign(request, example(), {"us-east-1", "service"}, kNow));
  EXPECT_EQ(header(request, "X-Amz-Security-Token"), "");
  EXPECT_TRUE(header(request, "Authorization")
                  .ends_with("Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"));
  EXPECT_EQ(request.headers.size(), 2u);
}

TEST(SignTest, ReadsAnUnencodedQueryAsAwsDoes) {
  http::Request raw = request_to("https://h.example/?path=a/b c&x=1+2&&y=%2f");
  http::Request encoded = request_to("https://h.example/?path=a%2Fb%20c&x=1%202&y=%2F");
  ASSERT_TRUE(sign(raw, example(), {"us-east-1", "service"}, kNow));
  ASSERT_TRUE(sign(encoded, example(), {"us-east-1", "service"}, kNow));
  EXPECT_EQ(header(raw, "Authorization"), header(encoded, "Authorization"));
}

TEST(SignTest, LeavesBodiesFromFilesUnsignedForS3Only) {
  http::Request request = request_to("https://bucket.s3.amazonaws.com/key");
  request.body = http::FileBody{"/nowhere"};
  ASSERT_TRUE(sign(request, example(), {"us-east-1", "s3"}, kNow));
  EXPECT_EQ(header(request, "X-Amz-Content-Sha256"), "UNSIGNED-PAYLOAD");
  request.remove_header("X-Amz-Content-Sha256");
  const auto refused = sign(request, example(), {"us-east-1", "execute-api"}, kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
}

TEST(SignTest, RefusesAUrlWithoutAScheme) {
  http::Request request = request_to("example.com/x");
  const auto refused = sign(request, example(), {"us-east-1", "service"}, kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(refused.error().field, "URL");
}

// The S3 guide's presigned example signs only the host, for 24 hours.
TEST(SignQueryTest, TheS3GuidesPresignedExample) {
  Credentials credentials = example();
  credentials.access_key_id = "AKIAIOSFODNN7EXAMPLE";
  credentials.secret_access_key = Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  http::Request request = request_to("https://examplebucket.s3.amazonaws.com/test.txt");
  ASSERT_TRUE(
      sign_query(request, credentials, {"us-east-1", "s3"}, WallTime(std::chrono::seconds(1369353600))));
  EXPECT_EQ(plain(request.url),
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
            "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  EXPECT_TRUE(request.headers.empty());
}

}  // namespace
}  // namespace coffer::aws
