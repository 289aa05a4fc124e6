// What the tests of STS, IAM and Secrets Manager share: a client over a fake transport, and AWS's answers.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "aws/client.h"
#include "base/clock.h"
#include "crypto/random.h"
#include "http/testing/fake_transport.h"

namespace coffer::aws {

class ClientFixture : public ::testing::Test {
 protected:
  static constexpr WallTime kNow{std::chrono::seconds(1440938160)};  // Sun, 30 Aug 2015 12:36:00 GMT

  static Credentials long_lived() {
    Credentials credentials;
    credentials.access_key_id = "AKIAIOSFODNN7EXAMPLE";
    credentials.secret_access_key = Secret("very-secret-key");
    credentials.source = "test";
    return credentials;
  }
  static Credentials temporary() {
    Credentials credentials = long_lived();
    credentials.session_token = Secret("session-token-text");
    return credentials;
  }
  static std::string plain(const Secret& secret) {
    return secret.expose([](std::string_view bytes) { return std::string(bytes); });
  }
  static std::string json_error(std::string_view code, std::string_view message) {
    return "{\"__type\":\"" + std::string(code) + "\",\"message\":\"" + std::string(message) + "\"}";
  }
  static std::string xml_error(std::string_view code, std::string_view message) {
    return "<ErrorResponse "
           "xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>" +
           std::string(code) + "</Code><Message>" + std::string(message) +
           "</Message></Error><RequestId>0-1-2</RequestId></ErrorResponse>";
  }

  Client& client() {
    if (!client_) client_ = make_client(transport_, clock_, random_, environment_, nullptr, options_);
    return *client_;
  }

  http::FakeTransport transport_;
  FakeClock clock_{kNow};
  crypto::SeededRandom random_{7};
  Environment environment_;
  ClientOptions options_;
  std::shared_ptr<Client> client_;
};

}  // namespace coffer::aws
