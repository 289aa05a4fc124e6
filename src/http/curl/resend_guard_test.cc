#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/testing/loopback_server.h"
#include "http/transport.h"

namespace coffer::http {
namespace {

using testing::HasSubstr;

// A server that answers the first request of a connection and takes the second without an answer.
class DyingServer {
 public:
  DyingServer() {
    server_.push(raw_response("200 OK"));
    ScriptedAnswer none{""};
    none.close = true;
    server_.push(none);
  }

  // Opens the connection; the next request on it is the one that gets no answer.
  void warm_up() { ASSERT_TRUE(send("GET", {}).ok()); }
  Result<Response> send(const std::string& method, std::string_view body) {
    Request request;
    request.method = method;
    request.url = Secret(server_.url("/thing"));
    if (!body.empty()) request.body = Secret(body);
    return transport_->send(request, {});
  }
  int received(std::string_view method) const {
    int count = 0;
    for (const ReceivedRequest& request : server_.requests()) count += request.method == method ? 1 : 0;
    return count;
  }

 private:
  LoopbackServer server_;
  std::unique_ptr<Transport> transport_ = make_curl_transport(Environment{});
};

TEST(ResendGuard, ARequestThatMayHaveBeenCarriedOutIsNotSentAgain) {
  for (const std::string method : {"POST", "PATCH", "post", "CHARGE"}) {
    for (const std::string_view body : {"", "amount=1"}) {
      DyingServer server;
      server.warm_up();
      const Result<Response> response = server.send(method, body);
      ASSERT_FALSE(response.ok()) << method;
      EXPECT_EQ(response.error().code, ErrorCode::kNetwork);
      EXPECT_THAT(response.error().what, HasSubstr("closed the connection without an answer"));
      EXPECT_THAT(response.error().mend, HasSubstr("a " + method + " is not sent a second time"));
      EXPECT_EQ(server.received(method), 1) << method << " body '" << body << "'";
    }
  }
}

TEST(ResendGuard, WhatMayBeRepeatedIsSentAgainOnAFreshConnection) {
  for (const std::string method : {"PUT", "DELETE", "OPTIONS"}) {
    DyingServer server;
    server.warm_up();
    EXPECT_TRUE(server.send(method, {}).ok()) << method;
    EXPECT_EQ(server.received(method), 2) << method;
  }
}

TEST(ResendGuard, TheNextRequestAfterARefusedOneGoesOut) {
  DyingServer server;
  server.warm_up();
  ASSERT_FALSE(server.send("POST", "a").ok());
  EXPECT_TRUE(server.send("POST", "b").ok());
  EXPECT_EQ(server.received("POST"), 2);
}

}  // namespace
}  // namespace coffer::http
