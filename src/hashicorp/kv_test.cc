#include "hashicorp/kv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/testing/fake_transport.h"

namespace coffer::hashicorp {
namespace {

class KvTest : public testing::Test {
 protected:
  static std::string plain(const Secret& secret) {
    return secret.expose([](std::string_view bytes) { return std::string(bytes); });
  }
  static KvSecretId id(int engine, const std::string& version = "") {
    return {"team", "secret", "app/db", engine, version};
  }
  Result<KvSecret> read(const KvSecretId& which) { return read_kv(client_, token_, which, "token-ci"); }
  Error error_of(const KvSecretId& which) {
    const auto secret = read(which);
    EXPECT_FALSE(secret);
    if (secret) return {};
    EXPECT_FALSE(secret.error().mend.empty()) << secret.error().what;
    EXPECT_EQ(to_string(secret.error()).find("nobody-may-see"), std::string::npos);
    return secret.error();
  }
  Result<int> engine() { return engine_version(client_, token_, id(2)); }

  http::FakeTransport transport_;
  FakeClock clock_{WallTime(std::chrono::seconds(1440938160))};
  Client client_{transport_, clock_, *parse_address("https://vault.example.com"), 0};
  Secret token_{"hvs.nobody-may-see"};
};

TEST_F(KvTest, ReadsVersionTwoByteForByte) {
  transport_.push(200, R"({"request_id":"r","data":{"data":{"data": "in\u00e4", "n":1.50e+3},
      "metadata":{"created_time":"2026-01-02T03:04:05.678901234Z","deletion_time":"","destroyed":false,"version":7}}})");
  const auto secret = read(id(2));
  ASSERT_TRUE(secret) << to_string(secret.error());
  EXPECT_EQ(plain(secret->data), R"({"data": "in\u00e4", "n":1.50e+3})");
  EXPECT_EQ(secret->version, "7");
  EXPECT_EQ(secret->created, "2026-01-02T03:04:05.678901234Z");
  const http::RecordedRequest request = transport_.requests().back();
  EXPECT_EQ(request.url, "https://vault.example.com/v1/secret/data/app/db");
  EXPECT_EQ(request.header("X-Vault-Namespace"), "team");
}

TEST_F(KvTest, ReadsAVersion) {
  transport_.push(200, R"({"data":{"data":{},"metadata":{"version":2}}})");
  ASSERT_TRUE(read(id(2, "2")));
  EXPECT_EQ(transport_.requests().back().url, "https://vault.example.com/v1/secret/data/app/db?version=2");
}

TEST_F(KvTest, ReadsVersionOne) {
  transport_.push(200, R"({"data":{"data":{"x":1},"password":"p"},"lease_duration":2764800})");
  const auto secret = read(id(1));
  ASSERT_TRUE(secret) << to_string(secret.error());
  EXPECT_EQ(plain(secret->data), R"({"data":{"x":1},"password":"p"})");
  EXPECT_EQ(secret->version, "");
  EXPECT_EQ(transport_.requests().back().url, "https://vault.example.com/v1/secret/app/db");
  EXPECT_EQ(error_of(id(1, "2")).code, ErrorCode::kVersionNotFound);
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(KvTest, ADeletedAndADestroyedVersionAreToldApart) {
  transport_.push(404, R"({"data":{"data":null,"metadata":{"deletion_time":"2026-01-01T00:00:00Z",
      "destroyed":false,"version":3}}})");
  Error error = error_of(id(2));
  EXPECT_EQ(error.code, ErrorCode::kSecretScheduledForDeletion);
  EXPECT_THAT(error.what, testing::HasSubstr("version 3 of secret/app/db is deleted"));
  EXPECT_THAT(error.mend, testing::HasSubstr("vault kv undelete -mount=secret -versions=3 app/db"));
  transport_.push(404,
                  R"({"data":{"data":null,"metadata":{"deletion_time":"","destroyed":true,"version":3}}})");
  error = error_of(id(2, "3"));
  EXPECT_EQ(error.code, ErrorCode::kVersionNotFound);
  EXPECT_THAT(error.what, testing::HasSubstr("destroyed"));
}

TEST_F(KvTest, AVersionThatNeverWasIsNoMissingSecret) {
  transport_.push(404, R"({"errors":[]})").push(200, R"({"data":{"data":{},"metadata":{"version":3}}})");
  EXPECT_EQ(error_of(id(2, "9")).code, ErrorCode::kVersionNotFound);
  transport_.push(404, R"({"errors":[]})").push(404, R"({"errors":[]})");
  EXPECT_EQ(error_of(id(2, "9")).code, ErrorCode::kExternalSecretNotFound);
  transport_.push(404, R"({"errors":[]})");
  EXPECT_EQ(error_of(id(2)).code, ErrorCode::kExternalSecretNotFound);
  transport_.push(404, R"({"errors":[]})");
  EXPECT_EQ(error_of(id(1)).code, ErrorCode::kExternalSecretNotFound);
  EXPECT_EQ(transport_.unanswered(), 0U);
}

TEST_F(KvTest, NoMountIsSaidToBeNone) {
  transport_.push(404,
                  R"({"errors":["no handler for route \"secret/data/app/db\". route entry not found."]})");
  const Error error = error_of(id(2));
  EXPECT_EQ(error.code, ErrorCode::kExternalSecretNotFound);
  EXPECT_THAT(error.what, testing::HasSubstr("no secrets engine is mounted at secret"));
}

TEST_F(KvTest, ADenialNamesWhoAndThePolicy) {
  transport_.push(403, R"({"errors":["1 error occurred:\n\t* permission denied\n\n"]})");
  const Error error = error_of(id(2));
  EXPECT_EQ(error.code, ErrorCode::kAccessDenied);
  EXPECT_THAT(error.what, testing::HasSubstr("token-ci may not read secret/data/app/db"));
  EXPECT_THAT(error.mend, testing::HasSubstr("path \"secret/data/app/db\" { capabilities = [\"read\"] }"));
}

TEST_F(KvTest, AnswersThatAreNotWhatTheyShouldBe) {
  for (const char* body :
       {"", "[]", "{}", R"({"data":null})", R"({"data":{"data":null}})", R"({"data":{"data":[]}})"}) {
    transport_.push(200, body);
    EXPECT_EQ(error_of(id(2)).code, ErrorCode::kServiceError) << body;
  }
  transport_.push(403, "<html>sign in</html>");
  EXPECT_EQ(error_of(id(2)).code, ErrorCode::kServiceError);
  transport_.push(404, "nothing here");
  EXPECT_EQ(error_of(id(2)).code, ErrorCode::kServiceError);
}

TEST_F(KvTest, TheServerSaysWhichEngineIsMounted) {
  transport_.push(200, R"({"data":{"path":"secret/","type":"kv","options":{"version":"2"}}})");
  EXPECT_EQ(*engine(), 2);
  EXPECT_EQ(transport_.requests().back().url,
            "https://vault.example.com/v1/sys/internal/ui/mounts/secret/app/db");
  for (const char* body : {R"({"data":{"path":"secret/","type":"kv","options":null}})",
                           R"({"data":{"path":"secret/","type":"kv","options":{"version":"1"}}})",
                           R"({"data":{"type":"generic"}})"}) {
    transport_.push(200, body);
    EXPECT_EQ(*engine(), 1) << body;
  }
}

TEST_F(KvTest, AMountThatIsNoKvEngineIsSaidToBeNone) {
  const std::pair<const char*, ErrorCode> cases[] = {
      {R"({"data":{"path":"secret/","type":"transit"}})", ErrorCode::kExternalSecretNotFound},
      {R"({"data":{"path":"secret/app/","type":"kv"}})", ErrorCode::kExternalSecretNotFound},
      {"{}", ErrorCode::kServiceError}};
  for (const auto& [body, code] : cases) {
    transport_.push(200, body);
    const auto version = engine();
    ASSERT_FALSE(version) << body;
    EXPECT_EQ(version.error().code, code) << body;
  }
  transport_.push(403, R"({"errors":["preflight capability check returned 403"]})");
  EXPECT_EQ(engine().error().code, ErrorCode::kAccessDenied);
}

}  // namespace
}  // namespace coffer::hashicorp
