#include "http/curl/ntlm.h"

#include <gtest/gtest.h>

#include "base/environment.h"
#include "http/testing/loopback_server.h"
#include "http/transport.h"

namespace coffer::http::curl {
namespace {

NtlmLogin login(std::string_view user, std::string_view password) {
  return {std::make_shared<const Secret>(user), std::make_shared<const Secret>(password)};
}

// What a server makes of the login is judged in tests/auth.
TEST(Ntlm, ALoginThatLibcurlWouldGarbleIsRefusedBeforeAnythingIsSent) {
  LoopbackServer server;
  const auto transport = make_curl_transport(Environment());
  Request request;
  request.url = Secret(server.url());
  for (const auto& [user, password, field] : {std::tuple{"CORP\\alice", "пароль", "auth password"},
                                              {"CORP\\爱", "p", "auth username"},
                                              {"\\u", "broken \xC3", "auth password"},
                                              {"\\u", "broken \xC3x", "auth password"}}) {
    SendOptions options;
    options.ntlm = login(user, password);
    const auto sent = transport->send(request, options);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, ErrorCode::kUnsupported);
    EXPECT_EQ(sent.error().field, field);
    EXPECT_EQ(to_string(sent.error()).find(password), std::string::npos);
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(Ntlm, AServerThatWantsNoLoginGetsTheWholeRequest) {
  LoopbackServer server;
  const auto transport = make_curl_transport(Environment());
  Request request;
  request.method = "POST";
  request.url = Secret(server.url());
  request.body = Secret("the body");
  SendOptions options;
  options.ntlm = login("\\u", "grün");
  const auto response = transport->send(request, options);
  ASSERT_TRUE(response) << to_string(response.error());
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(server.last().body, "the body");
}

TEST(Ntlm, NoConnectionOfALoginIsUsedAgain) {
  LoopbackServer server;
  const auto transport = make_curl_transport(Environment());
  Request request;
  request.url = Secret(server.url());
  SendOptions options;
  options.ntlm = login("\\u", "p");
  ASSERT_TRUE(transport->send(request, options));
  const int used = server.last().connection;
  ASSERT_TRUE(transport->send(request, SendOptions()));
  EXPECT_NE(server.last().connection, used);
}

}  // namespace
}  // namespace coffer::http::curl
