#include "page/server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <latch>
#include <thread>

#include "base/file_descriptor.h"
#include "page/peer_user.h"

namespace coffer::page {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// Somebody who speaks HTTP, or does not.
class Browser {
 public:
  explicit Browser(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  Browser& say(std::string_view text) {
    // The server may have hung up already: then there is an answer to read, or none.
    static_cast<void>(::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL));
    return *this;
  }
  // Until `mark` has come, or the end.
  std::string hear(std::string_view mark) {
    std::string heard;
    char buffer[4096];
    while (heard.find(mark) == std::string::npos) {
      const ssize_t size = ::recv(socket_.get(), buffer, sizeof buffer, 0);
      if (size <= 0) break;
      heard.append(buffer, static_cast<size_t>(size));
    }
    return heard;
  }
  std::string hear_all() { return hear("\x01 never"); }
  int socket() const { return socket_.get(); }

 private:
  FileDescriptor socket_;
};

std::string get(std::string_view path, std::string_view more = {}) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: h\r\n{}\r\n", path, more);
}

class ServerTest : public testing::Test, public Handler {
 protected:
  void start(const std::function<void(Server::Parts&)>& change = {}) {
    Server::Parts parts;
    if (change) change(parts);
    auto made = Server::listen(parts, 0);
    ASSERT_TRUE(made) << to_string(made.error());
    server_ = *std::move(made);
    thread_ = std::jthread([this] { server_->run(*this, events_); });
  }
  ~ServerTest() override {
    if (server_) server_->stop();
  }

  Response answer(const Request& request) override {
    if (request.path == "/events") return {.events = true};
    if (request.path == "/wait") wait_.wait();
    if (request.path == "/secret") return {.type = "text/plain", .body = Secret("s3cret")};
    return {
        .type = "text/plain",
        .headers = {{"X-Mine", "1"}},
        .body = fmt::format("{} {} {}", request.method, request.path,
                            request.body.expose([](std::string_view bytes) { return std::string(bytes); }))};
  }
  Browser browser() { return Browser(server_->port()); }

  EventHub events_;
  std::latch wait_{1};
  std::unique_ptr<Server> server_;
  std::jthread thread_;
};

TEST_F(ServerTest, AnswersOneAfterTheOtherOnOneConnection) {
  start();
  Browser one = browser();
  EXPECT_THAT(one.say(get("/a?b=c")).hear("GET /a "),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("X-Mine: 1\r\n")));
  one.say("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_THAT(one.hear("hello"), EndsWith("POST /p hello"));
  one.say(
      "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
  EXPECT_THAT(one.hear("hello"), EndsWith("POST /p hello"));
  one.say(get("/1") + get("/2"));
  EXPECT_THAT(one.hear("GET /2 "), HasSubstr("GET /1 "));
  EXPECT_THAT(one.say(get("/secret")).hear("s3cret"), EndsWith("\r\n\r\ns3cret"));
  EXPECT_THAT(one.say("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").hear_all(),
              AllOf(HasSubstr("Content-Length: "), EndsWith("\r\n\r\n")));
}

TEST_F(ServerTest, EveryAnswerKeepsTheBrowserInItsPlace) {
  start();
  const std::string answer = browser().say(get("/", "Connection: close\r\n")).hear_all();
  for (const char* header :
       {"default-src 'none'; script-src 'self';", "frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff\r\n", "X-Frame-Options: DENY\r\n",
        "Referrer-Policy: no-referrer\r\n", "Cache-Control: no-store\r\n",
        "Cross-Origin-Opener-Policy: same-origin\r\n", "Cross-Origin-Resource-Policy: same-origin\r\n"})
    EXPECT_THAT(answer, HasSubstr(header));
  EXPECT_THAT(answer, Not(HasSubstr("Access-Control")));
}

TEST_F(ServerTest, WhatIsTooLargeOrNoHttpIsRefused) {
  start([](Server::Parts& parts) { parts.most_body = 10; });
  EXPECT_THAT(browser().say("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nhello hello").hear_all(),
              StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(browser().say(get("/", "X: " + std::string(40'000, 'x') + "\r\n")).hear_all(),
              StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(browser().say("\x16\x03\x01 this is TLS\r\n\r\n").hear_all(), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(browser().say("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n").hear_all(),
              StartsWith("HTTP/1.1 400 "));
}

TEST_F(ServerTest, WhoeverStallsIsCutOff) {
  start([](Server::Parts& parts) {
    parts.head_time = parts.body_time = parts.idle_time = std::chrono::milliseconds(50);
  });
  EXPECT_THAT(browser().hear_all(), IsEmpty());
  EXPECT_THAT(browser().say("GET / HT").hear_all(), IsEmpty());
  EXPECT_THAT(browser().say("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe").hear_all(),
              IsEmpty());
  EXPECT_THAT(browser().say(get("/a")).hear_all(), EndsWith("GET /a ")) << "and no second request came";
}

TEST_F(ServerTest, OneMoreThanTheMostIsTold) {
  start([](Server::Parts& parts) { parts.most_connections = 2; });
  Browser one = browser(), two = browser();
  one.say(get("/1")).hear("GET /1 ");
  two.say(get("/2")).hear("GET /2 ");
  EXPECT_THAT(browser().say(get("/3")).hear_all(), StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(one.say(get("/4")).hear("GET /4 "), EndsWith("GET /4 "));
}

TEST_F(ServerTest, AnAnswerThatTakesItsTimeHoldsUpNobody) {
  start([](Server::Parts& parts) { parts.workers = 2; });
  Browser slow = browser();
  slow.say(get("/wait"));
  EXPECT_THAT(browser().say(get("/a")).hear("GET /a "), EndsWith("GET /a "));
  wait_.count_down();
  EXPECT_THAT(slow.hear("GET /wait "), EndsWith("GET /wait "));
}

TEST_F(ServerTest, TellsEventsAsTheyCome) {
  start([](Server::Parts& parts) { parts.heartbeat = std::chrono::milliseconds(20); });
  events_.tell("console", "1");
  events_.tell("console", "2");
  Browser one = browser(), two = browser();
  EXPECT_THAT(one.say(get("/events")).hear("data: 2\n\n"),
              AllOf(HasSubstr("Content-Type: text/event-stream"), HasSubstr("data: 1\n\n")));
  EXPECT_THAT(two.say(get("/events", "Last-Event-ID: 1\r\n")).hear("data: 2\n\n"),
              Not(HasSubstr("data: 1\n\n")));
  EXPECT_THAT(one.hear(": still here"), HasSubstr(": still here\n\n"));
  events_.tell("vault", "3");
  EXPECT_THAT(one.hear("data: 3\n\n"), HasSubstr("id: 3\nevent: vault\n"));
  EXPECT_THAT(two.hear("data: 3\n\n"), HasSubstr("id: 3\nevent: vault\n"));
}

TEST_F(ServerTest, APortThatIsTakenIsAnError) {
  start();
  const auto second = Server::listen(Server::Parts(), server_->port());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().field, "--port");
}

TEST_F(ServerTest, TheKernelTellsWhoseConnectionItIs) {
  start();
  Browser one = browser();
  sockaddr_in peer{}, own{};
  socklen_t size = sizeof peer;
  ::getsockname(one.socket(), reinterpret_cast<sockaddr*>(&peer), &size);
  ::getpeername(one.socket(), reinterpret_cast<sockaddr*>(&own), &size);
  EXPECT_EQ(user_of_peer(peer, own), ::geteuid());
  peer.sin_port = 0;
  EXPECT_EQ(user_of_peer(peer, own), std::nullopt);
}

}  // namespace
}  // namespace coffer::page
