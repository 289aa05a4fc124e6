#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "http/testing/full_listener.h"
#include "http/testing/loopback_server.h"
#include "http/transport.h"

namespace coffer::http {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

Request get(std::string_view url) {
  Request request;
  request.url = Secret(url);
  return request;
}

Request post(std::string_view url, std::string_view body) {
  Request request = get(url);
  request.method = "POST";
  request.body = Secret(body);
  return request;
}

class CurlTransportTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "coffer-http-test-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    environment_.set("TMPDIR", folder_.string());
    transport_ = make_curl_transport(environment_);
  }
  void TearDown() override {
    transport_.reset();
    fs::remove_all(folder_);
  }

  Result<Response> send(const Request& request, const SendOptions& options = {}) {
    return transport_->send(request, options);
  }
  std::string head_of(const Request& request) {
    const Result<Response> response = send(request);
    EXPECT_TRUE(response.ok()) << to_string(response.error());
    return server_.last().head;
  }
  fs::path file(const std::string& name, std::string_view content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return folder_ / name;
  }
  std::string port() const { return std::to_string(server_.port()); }

  fs::path folder_;
  Environment environment_;
  LoopbackServer server_;
  std::unique_ptr<Transport> transport_;
};

TEST_F(CurlTransportTest, SendsNothingThatWasNotAskedFor) {
  SendOptions options;
  options.decompress = false;
  ASSERT_TRUE(send(get(server_.url("/a?b=c#fragment")), options).ok());
  EXPECT_EQ(server_.last().head, "GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + port());
}

TEST_F(CurlTransportTest, AsksForCompressionOnlyWhereItDecompresses) {
  EXPECT_THAT(head_of(get(server_.url())), HasSubstr("\r\nAccept-Encoding: deflate, gzip, br, zstd"));
}

TEST_F(CurlTransportTest, HeadersKeepOrderSpellingAndEmptyValues) {
  Request request = get(server_.url());
  request.add_header("x-B", "1");
  request.add_header("X-a", "");
  request.add_header("x-B", " 2; \"q\", é ");
  request.add_header("User-Agent", "me");
  request.add_header("Accept", "text/plain");
  request.add_header("Accept-Encoding", "identity");
  request.add_header("Expect", "");
  EXPECT_EQ(head_of(request),
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + port() +
                "\r\nx-B: 1\r\nX-a:\r\nx-B:  2; \"q\", é \r\nUser-Agent: me\r\nAccept: text/plain"
                "\r\nAccept-Encoding: identity\r\nExpect:");
}

TEST_F(CurlTransportTest, AHostHeaderOfItsOwnReplacesTheDefault) {
  Request request = get(server_.url());
  request.add_header("Host", "virtual.example");
  const std::string head = head_of(request);
  EXPECT_THAT(head, HasSubstr("\r\nHost: virtual.example"));
  EXPECT_THAT(head, Not(HasSubstr("127.0.0.1")));
}

TEST_F(CurlTransportTest, HeaderInjectionIsRefusedBeforeAnythingIsSent) {
  for (const std::string_view value : {std::string_view("a\r\nX-Evil: 1"), std::string_view("a\n"),
                                       std::string_view("a\rb"), std::string_view("a\0b", 3)}) {
    Request request = get(server_.url());
    request.add_header("X-Token", value);
    const Result<Response> response = send(request);
    ASSERT_FALSE(response.ok());
    EXPECT_EQ(response.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(response.error().field, "header X-Token");
  }
  for (const std::string_view name : {"", "X Y", "X:", "X\r\nY", "Ü", "X("}) {
    Request request = get(server_.url());
    request.add_header(name, "v");
    EXPECT_EQ(send(request).error().code, ErrorCode::kInvalidArgument) << name;
  }
  EXPECT_EQ(server_.connections(), 0);
}

TEST_F(CurlTransportTest, TheTargetGoesOutAsWritten) {
  const std::pair<std::string_view, std::string_view> cases[] = {{"/a/../b/./c//d", "/a/../b/./c//d"},
                                                                 {"/a b?c d", "/a%20b?c%20d"},
                                                                 {"/%7e%zz%2F", "/%7e%zz%2F"},
                                                                 {"?x=1", "/?x=1"},
                                                                 {"", "/"},
                                                                 {"/é", "/%C3%A9"},
                                                                 {"/p?q={a}|'\"[]", "/p?q={a}|'\"[]"},
                                                                 {"/p?u=http://h/?x", "/p?u=http://h/?x"}};
  for (const auto& [path, target] : cases) {
    ASSERT_TRUE(send(get(server_.url(path))).ok()) << path;
    EXPECT_EQ(server_.last().target, target);
  }
}

TEST_F(CurlTransportTest, UserInfoBecomesBasicAuthUnlessTheRequestHasItsOwn) {
  Request request = get("http://user:p%40ss@127.0.0.1:" + port() + "/");
  EXPECT_THAT(head_of(request), HasSubstr("\r\nAuthorization: Basic dXNlcjpwQHNz"));
  request.add_header("Authorization", "Bearer x");
  const std::string head = head_of(request);
  EXPECT_THAT(head, HasSubstr("\r\nAuthorization: Bearer x"));
  EXPECT_THAT(head, Not(HasSubstr("Basic")));
}

TEST_F(CurlTransportTest, MethodsAndBodiesGoOutExactlyAsAsked) {
  for (const std::string method :
       {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "get", "X-Custom"}) {
    Request request = post(server_.url(), "payload");
    request.method = method;
    const std::string head = head_of(request);
    EXPECT_EQ(head.substr(0, head.find(' ')), method);
    EXPECT_THAT(head, HasSubstr("\r\nContent-Length: 7")) << method;
    EXPECT_THAT(head, Not(HasSubstr("Content-Type"))) << method;
    EXPECT_EQ(server_.last().body, "payload");
  }
}

TEST_F(CurlTransportTest, WithoutABodyOnlyMethodsThatExpectOneSayZero) {
  for (const std::string method : {"POST", "PUT", "PATCH"}) {
    Request request = get(server_.url());
    request.method = method;
    EXPECT_THAT(head_of(request), HasSubstr("\r\nContent-Length: 0")) << method;
  }
  for (const std::string method : {"GET", "DELETE", "HEAD", "OPTIONS"}) {
    Request request = get(server_.url());
    request.method = method;
    const std::string head = head_of(request);
    EXPECT_EQ(head.substr(0, head.find(' ')), method);
    EXPECT_THAT(head, Not(HasSubstr("Content-"))) << method;
  }
}

TEST_F(CurlTransportTest, HeadHasNoBodyEvenIfItSentOne) {
  server_.push({"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Encoding: gzip\r\n\r\n"});
  server_.push({"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"});
  Request request = get(server_.url());
  request.method = "HEAD";
  EXPECT_EQ(send(request)->body->size(), 0u);
  request.body = Secret("body");
  const Result<Response> response = send(request);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->body->size(), 0u);
  EXPECT_EQ(find_header(response->headers, "content-length"), "5");
  EXPECT_EQ(server_.last().method, "HEAD");
  EXPECT_EQ(server_.last().body, "body");
}

TEST_F(CurlTransportTest, BodiesAreBytes) {
  std::string bytes;
  for (int i = 0; i < 300000; ++i) bytes += static_cast<char>(i % 251);
  bytes[10] = '\0';
  Request request = post(server_.url(), bytes);
  request.add_header("Content-Type", "application/octet-stream");
  ASSERT_TRUE(send(request).ok());
  EXPECT_EQ(server_.last().body, bytes);
  EXPECT_FALSE(server_.last().has_header("Expect"));
  EXPECT_EQ(server_.last().header("Content-Type"), "application/octet-stream");
}

TEST_F(CurlTransportTest, TheContentLengthIsTheTrueOne) {
  Request request = post(server_.url(), "payload");
  request.add_header("Content-Length", "3");
  ASSERT_TRUE(send(request).ok());
  EXPECT_EQ(server_.last().header("Content-Length"), "7");
  Request empty = get(server_.url());
  empty.add_header("Content-Length", "99");
  ASSERT_TRUE(send(empty).ok());
  EXPECT_FALSE(server_.last().has_header("Content-Length"));
}

TEST_F(CurlTransportTest, ChunksOnlyWhereTheRequestSaysSo) {
  Request request = post(server_.url(), "payload");
  request.add_header("Transfer-Encoding", "chunked");
  ASSERT_TRUE(send(request).ok());
  EXPECT_EQ(server_.last().header("Transfer-Encoding"), "chunked");
  EXPECT_FALSE(server_.last().has_header("Content-Length"));
  EXPECT_EQ(server_.last().body, "payload");
}

TEST_F(CurlTransportTest, StreamsAFileWithItsLength) {
  const std::string content(2'000'000, 'f');
  Request request = get(server_.url());
  request.method = "POST";
  request.body = FileBody{file("upload.bin", content)};
  ASSERT_TRUE(send(request).ok());
  EXPECT_EQ(server_.last().method, "POST");
  EXPECT_EQ(server_.last().header("Content-Length"), "2000000");
  EXPECT_EQ(server_.last().body, content);
  EXPECT_FALSE(server_.last().has_header("Expect"));
  request.body = FileBody{file("empty", "")};
  ASSERT_TRUE(send(request).ok());
  EXPECT_EQ(server_.last().header("Content-Length"), "0");
}

TEST_F(CurlTransportTest, AMissingFileIsFoundBeforeConnecting) {
  Request request = get(server_.url());
  request.method = "POST";
  request.body = FileBody{folder_ / "absent"};
  Result<Response> response = send(request);
  EXPECT_EQ(response.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(response.error().what, HasSubstr((folder_ / "absent").string()));

  std::vector<FormPart> parts;
  parts.push_back({"f", FileBody{folder_}, "", ""});
  request.body = std::move(parts);
  EXPECT_EQ(send(request).error().code, ErrorCode::kIo);
  EXPECT_EQ(server_.connections(), 0);
}

TEST_F(CurlTransportTest, SendsForms) {
  Request request = get(server_.url());
  request.method = "POST";
  request.add_header("Content-Type", "multipart/form-data; boundary=stale");
  std::vector<FormPart> parts;
  parts.push_back({"text", Secret("va\0lue"), "", ""});
  parts.push_back({"na\"me", Secret("{}"), "application/json", ""});
  parts.push_back({"file", FileBody{file("photo.png", "PNG")}, "", ""});
  parts.push_back({"renamed", FileBody{file("x", std::string(100000, 'x'))}, "text/x", "y\r\n.txt"});
  parts.push_back({"empty", Secret(""), "", ""});
  request.body = std::move(parts);
  ASSERT_TRUE(send(request).ok());
  const ReceivedRequest received = server_.last();
  const std::string type = received.header("Content-Type");
  ASSERT_TRUE(type.starts_with("multipart/form-data; boundary=")) << type;
  EXPECT_THAT(type, Not(HasSubstr("stale")));
  const std::string line = "--" + type.substr(30) + "\r\n";
  EXPECT_EQ(
      received.body,
      line + "Content-Disposition: form-data; name=\"text\"\r\n\r\nva\r\n" + line +
          "Content-Disposition: form-data; name=\"na%22me\"\r\nContent-Type: application/json\r\n\r\n{}\r\n" +
          line +
          "Content-Disposition: form-data; name=\"file\"; filename=\"photo.png\"\r\n"
          "Content-Type: image/png\r\n\r\nPNG\r\n" +
          line +
          "Content-Disposition: form-data; name=\"renamed\"; filename=\"y%0D%0A.txt\"\r\n"
          "Content-Type: text/x\r\n\r\n" +
          std::string(100000, 'x') + "\r\n" + line +
          "Content-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n" + "--" + type.substr(30) + "--\r\n");
  EXPECT_EQ(received.header("Content-Length"), std::to_string(received.body.size()));
}

TEST_F(CurlTransportTest, AFormPartCannotInjectAHeader) {
  Request request = get(server_.url());
  request.method = "POST";
  std::vector<FormPart> parts;
  parts.push_back({"part", Secret("v"), "text/plain\r\nX: y", ""});
  request.body = std::move(parts);
  const Result<Response> response = send(request);
  EXPECT_EQ(response.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(response.error().field, "form part part");
}

TEST_F(CurlTransportTest, ReadsTheResponse) {
  server_.push(
      {"HTTP/1.1 418 I am a teapot\r\nX-A: 1 \r\nx-a:2\r\nX-Empty:\r\nX-Folded: a\r\n  b\r\nContent-Length: "
       "5\r\n\r\nhello"});
  const Result<Response> response = send(get(server_.url()));
  ASSERT_TRUE(response.ok()) << to_string(response.error());
  EXPECT_EQ(response->status, 418);
  EXPECT_EQ(response->reason, "I am a teapot");
  EXPECT_EQ(response->http_version, "1.1");
  EXPECT_EQ(*response->body->read(), "hello");
  EXPECT_EQ(response->body_wire_size, 5u);
  EXPECT_EQ(response->remote_address, "127.0.0.1");
  EXPECT_GT(response->timings.total.count(), 0);
  std::string headers;
  for (const Header& header : response->headers) headers += header.name + "=" + header.value + "|";
  EXPECT_EQ(headers, "X-A=1|x-a=2|X-Empty=|X-Folded=a b|Content-Length=5|");
}

// RFC 9110 §5.5; on a terminal a bare CR would write over what stands before it.
TEST_F(CurlTransportTest, ACarriageReturnWithinALineBecomesASpace) {
  server_.push({"HTTP/1.1 200 All\rwell\r\nX: a\rb\r\nContent-Length: 0\r\n\r\n"});
  const Result<Response> response = send(get(server_.url()));
  ASSERT_TRUE(response.ok()) << to_string(response.error());
  EXPECT_EQ(response->reason, "All well");
  EXPECT_EQ(find_header(response->headers, "X"), "a b");
}

TEST_F(CurlTransportTest, OnlyTheFinalResponseCountsAndRedirectsAreNotFollowed) {
  server_.push(
      {"HTTP/1.1 100 Continue\r\nX: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
       "HTTP/1.1 302 Found\r\nLocation: /next\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"});
  const Result<Response> response = send(get(server_.url()));
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->status, 302);
  EXPECT_EQ(response->headers.size(), 3u);
  ASSERT_TRUE(send(get(server_.url())).ok());
  EXPECT_EQ(server_.requests().size(), 2u);
  EXPECT_FALSE(server_.last().has_header("Cookie"));
}

TEST_F(CurlTransportTest, TrailersAreNotHeaders) {
  server_.push(
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n3\r\nabc\r\n0\r\nX-T: "
       "1\r\n\r\n"});
  const Result<Response> response = send(get(server_.url()));
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(*response->body->read(), "abc");
  EXPECT_EQ(find_header(response->headers, "X-T"), std::nullopt);
}

TEST_F(CurlTransportTest, SequentialSendsReuseOneConnection) {
  for (int i = 0; i < 20; ++i) {
    const Result<Response> response = send(i % 2 == 0 ? get(server_.url()) : post(server_.url(), "x"));
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(response->connection_reused, i != 0);
  }
  EXPECT_EQ(server_.connections(), 1);
}

TEST_F(CurlTransportTest, HandlesOfOtherHostsDoNotCostAConnection) {
  LoopbackServer other;
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(send(get(server_.url())).ok());
    ASSERT_TRUE(send(get(other.url())).ok());
  }
  EXPECT_EQ(server_.connections(), 1);
  EXPECT_EQ(other.connections(), 1);
}

TEST_F(CurlTransportTest, AConnectionThatTheServerClosedIsReplaced) {
  ScriptedAnswer closing(raw_response("200 OK", "bye"));
  closing.close = true;
  server_.push(closing).push(closing);
  for (int i = 0; i < 3; ++i) {
    Request request = get(server_.url());
    request.method = "PUT";
    request.body = FileBody{file("f", "content")};
    const Result<Response> response = send(request);
    ASSERT_TRUE(response.ok()) << to_string(response.error());
    EXPECT_EQ(server_.last().body, "content");
  }
  EXPECT_EQ(server_.connections(), 3);
}

TEST_F(CurlTransportTest, ManyThreadsSendAtOnce) {
  LoopbackServer echo(
      [](const ReceivedRequest& request) { return raw_response("200 OK", request.target + request.body); });
  std::atomic<int> wrong{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 50; ++i) {
          const std::string path = "/" + std::to_string(t * 1000 + i);
          const Result<Response> response = transport_->send(post(echo.url(path), "+"), {});
          if (!response || *response->body->read() != path + "+") ++wrong;
        }
      });
    }
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_LE(echo.connections(), 8);
}

TEST_F(CurlTransportTest, ALargeBodyGoesToAFileThatHasNoName) {
  std::string body(1'000'000, 'b');
  body.back() = 'e';
  server_.push({raw_response("200 OK", body)});
  SendOptions options;
  options.memory_limit = 1000;
  const Result<Response> response = send(get(server_.url()), options);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->body->view(), std::nullopt);
  EXPECT_EQ(response->body->size(), body.size());
  EXPECT_EQ(*response->body->read(3), "bbb");
  EXPECT_EQ(*response->body->read(), body);
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(CurlTransportTest, AFullOrMissingTemporaryFolderIsAnError) {
  environment_.set("TMPDIR", (folder_ / "absent").string());
  transport_ = make_curl_transport(environment_);
  server_.push({raw_response("200 OK", "0123456789")});
  SendOptions options;
  options.memory_limit = 5;
  EXPECT_EQ(send(get(server_.url()), options).error().code, ErrorCode::kIo);
}

TEST_F(CurlTransportTest, LimitsHold) {
  LoopbackServer big([](const ReceivedRequest&) { return raw_response("200 OK", std::string(5000, 'x')); });
  SendOptions options;
  options.body_limit = 4999;
  EXPECT_EQ(send(get(big.url()), options).error().code, ErrorCode::kTooLarge);
  options.body_limit = 5000;
  EXPECT_TRUE(send(get(big.url()), options).ok());

  options.keep_body_off_disk = true;
  options.memory_limit = 4999;
  EXPECT_EQ(send(get(big.url()), options).error().code, ErrorCode::kTooLarge);
  options.memory_limit = 5000;
  const Result<Response> response = send(get(big.url()), options);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->body->view(), std::string(5000, 'x'));
  EXPECT_EQ(*response->body->read(2), "xx");
}

TEST_F(CurlTransportTest, TooManyHeadersAreRefused) {
  Headers many(1001, Header{"X", "1"});
  server_.push({raw_response("200 OK", "", many)});
  EXPECT_EQ(send(get(server_.url())).error().code, ErrorCode::kTooLarge);
  many.resize(900);
  server_.push({raw_response("200 OK", "", many)});
  EXPECT_TRUE(send(get(server_.url())).ok());
}

TEST_F(CurlTransportTest, RefusedConnectionsSaySo) {
  uint16_t closed = 0;
  {
    const LoopbackServer gone;
    closed = gone.port();
  }
  const Result<Response> response =
      send(get("http://u:hunter2@127.0.0.1:" + std::to_string(closed) + "/path?token=hunter2"));
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().code, ErrorCode::kNetwork);
  EXPECT_EQ(response.error().what,
            "could not connect to 127.0.0.1:" + std::to_string(closed) + ": Connection refused");
}

TEST_F(CurlTransportTest, UnknownHostsSaySo) {
  const Result<Response> response = send(get("http://does-not-exist.invalid/path?token=hunter2"));
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().code, ErrorCode::kNetwork);
  EXPECT_EQ(response.error().what, "could not resolve host does-not-exist.invalid");
}

TEST_F(CurlTransportTest, BrokenAnswersAreNetworkErrorsWithoutTheUrl) {
  ScriptedAnswer nothing("");
  ScriptedAnswer short_body("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
  ScriptedAnswer not_http("SSH-2.0-OpenSSH_9\r\n");
  ScriptedAnswer bad_gzip(raw_response("200 OK", "not gzip at all", {{"Content-Encoding", "gzip"}}));
  for (ScriptedAnswer* answer : {&nothing, &short_body, &not_http, &bad_gzip}) {
    answer->close = true;
    server_.push(*answer);
    const Result<Response> response = send(get(server_.url("/secret?token=hunter2")));
    ASSERT_FALSE(response.ok()) << answer->bytes;
    EXPECT_EQ(response.error().code, ErrorCode::kNetwork) << to_string(response.error());
    EXPECT_THAT(response.error().what, HasSubstr("127.0.0.1:" + port()));
    EXPECT_THAT(to_string(response.error()), Not(testing::AnyOf(HasSubstr("secret"), HasSubstr("hunter2"))));
  }
}

TEST_F(CurlTransportTest, ASilentServerIsATimeout) {
  ScriptedAnswer silent("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
  silent.hold = true;
  server_.push(silent);
  SendOptions options;
  options.timeout = std::chrono::milliseconds(50);
  const Result<Response> response = send(get(server_.url("/?token=hunter2")), options);
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().code, ErrorCode::kTimeout);
  EXPECT_EQ(response.error().what, "127.0.0.1:" + port() + " did not answer in full within 50 ms");
}

TEST_F(CurlTransportTest, UrlsThatCannotBeSentAreRefusedBeforeConnecting) {
  for (const std::string_view url :
       {"", "ftp://127.0.0.1/", "file:///etc/passwd", "http://good\\@127.0.0.1/", "http://a b/"}) {
    EXPECT_EQ(send(get(url)).error().code, ErrorCode::kInvalidArgument) << url;
  }
  Request request = get(server_.url());
  request.method = "GET /\r\nX:";
  EXPECT_EQ(send(request).error().field, "method");
  EXPECT_EQ(server_.connections(), 0);
}

// "compressed" by gzip, zlib (deflate), raw deflate, brotli and zstd.
TEST_F(CurlTransportTest, DecompressesWhatTheServerCompressed) {
  const std::pair<std::string, std::string> cases[] = {
      {"gzip", std::string("\037\213\010\000\000\000\000\000\002\003\113\316\317\055\050\112\055\056\116\115"
                           "\001\000\036\113\126\227\012\000\000\000",
                           30)},
      {"x-gzip", std::string("\037\213\010\000\000\000\000\000\002\003\113\316\317\055\050\112\055\056\116"
                             "\115\001\000\036\113\126\227\012\000\000\000",
                             30)},
      {"deflate",
       std::string("\170\234\113\316\317\055\050\112\055\056\116\115\001\000\027\077\004\066", 18)},
      {"deflate", std::string("\113\316\317\055\050\112\055\056\116\115\001\000", 12)},
      {"br", std::string("\033\011\000\370\045\307\332\336\242\223\310\306\165", 13)},
      {"zstd",
       std::string(
           "\050\265\057\375\004\130\121\000\000\143\157\155\160\162\145\163\163\145\144\351\317\204\122",
           23)},
  };
  for (const auto& [coding, bytes] : cases) {
    server_.push({raw_response("200 OK", bytes, {{"Content-Encoding", coding}})});
    Request request = get(server_.url());
    if (coding == "gzip") request.add_header("Accept-Encoding", "gzip");
    const Result<Response> response = send(request);
    ASSERT_TRUE(response.ok()) << coding << to_string(response.error());
    EXPECT_EQ(*response->body->read(), "compressed") << coding;
    EXPECT_EQ(response->body_wire_size, bytes.size()) << coding;
    EXPECT_EQ(find_header(response->headers, "Content-Encoding"), coding);

    server_.push({raw_response("200 OK", bytes, {{"Content-Encoding", coding}})});
    SendOptions raw;
    raw.decompress = false;
    EXPECT_EQ(*send(get(server_.url()), raw)->body->read(), bytes) << coding;
  }
}

TEST_F(CurlTransportTest, TheLimitCountsDecompressedBytes) {
  const std::string bomb(
      "\037\213\010\000\000\000\000\000\002\003\355\301\061\001\000\000\000\302\240\365\117\155\015\017\240"
      "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
      "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
      "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
      "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\200\127\003\175"
      "\225\021\324\240\206\001\000",
      132);  // gzip of 100000 zero bytes
  server_.push({raw_response("200 OK", bomb, {{"Content-Encoding", "gzip"}})});
  SendOptions options;
  options.body_limit = 50000;
  EXPECT_EQ(send(get(server_.url()), options).error().code, ErrorCode::kTooLarge);
}

TEST_F(CurlTransportTest, ProxiesComeFromTheGivenEnvironmentOnly) {
  const LoopbackServer proxy;
  environment_.set("http_proxy", "http://user:pass@127.0.0.1:" + std::to_string(proxy.port()));
  environment_.set("NO_PROXY", "127.0.0.1");
  transport_ = make_curl_transport(environment_);
  ASSERT_TRUE(send(get("http://target.invalid:81/x?y")).ok());
  EXPECT_EQ(proxy.last().target, "http://target.invalid:81/x?y");
  EXPECT_EQ(proxy.last().header("Host"), "target.invalid:81");
  EXPECT_EQ(proxy.last().header("Proxy-Authorization"), "Basic dXNlcjpwYXNz");
  ASSERT_TRUE(send(get(server_.url())).ok());
  EXPECT_EQ(proxy.requests().size(), 1u);

  SendOptions options;
  options.proxy = "";
  EXPECT_EQ(send(get("http://target.invalid/"), options).error().code, ErrorCode::kNetwork);
  environment_ = Environment();
  transport_ = make_curl_transport(environment_);
  options.proxy = "127.0.0.1:" + std::to_string(proxy.port());
  ASSERT_TRUE(send(get("http://other.invalid/"), options).ok());
  EXPECT_EQ(proxy.last().target, "http://other.invalid/");
}

TEST_F(CurlTransportTest, TheProcessEnvironmentSetsNoProxy) {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  ::setenv("all_proxy", "http://127.0.0.1:1", 1);
  const Result<Response> response = send(get(server_.url()));
  ::unsetenv("http_proxy");
  ::unsetenv("all_proxy");
  EXPECT_TRUE(response.ok());
}

TEST_F(CurlTransportTest, AProxyThatIsDownIsNamedWithoutItsPassword) {
  SendOptions options;
  options.proxy = "http://user:hunter2@127.0.0.1:1";
  const Result<Response> response = send(get("http://target.invalid/"), options);
  ASSERT_FALSE(response.ok());
  EXPECT_THAT(response.error().what, HasSubstr("proxy 127.0.0.1:1"));
  EXPECT_THAT(to_string(response.error()), Not(HasSubstr("hunter2")));
}

TEST_F(CurlTransportTest, AStopCutsARequestThatNobodyAnswers) {
  ScriptedAnswer silence("");
  silence.hold = true;
  server_.push(silence);
  std::stop_source stop;
  SendOptions options;
  options.stop = stop.get_token();
  const std::jthread other([&] {
    while (server_.requests().empty()) std::this_thread::yield();
    stop.request_stop();
  });
  const Result<Response> response = send(get(server_.url()), options);
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().code, ErrorCode::kCancelled);
}

TEST_F(CurlTransportTest, AStopCutsAnAnswerThatHasBegun) {
  ScriptedAnswer beginning("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
  beginning.hold = true;
  server_.push(beginning);
  std::stop_source stop;
  SendOptions options;
  options.stop = stop.get_token();
  const std::jthread other([&] {
    while (server_.requests().empty()) std::this_thread::yield();
    stop.request_stop();
  });
  EXPECT_EQ(send(get(server_.url()), options).error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(send(get(server_.url())).ok()) << "the handle is of use for the next request";
}

// A listener whose queue is full answers no further connection.
TEST_F(CurlTransportTest, AStopCutsAConnectionThatIsBeingMade) {
  const FullListener full;
  std::stop_source stop;
  SendOptions options;
  options.stop = stop.get_token();
  const std::jthread other([&] {
    while (!full.is_waited_for()) std::this_thread::yield();
    stop.request_stop();
  });
  EXPECT_EQ(send(get(full.url()), options).error().code, ErrorCode::kCancelled);
}

TEST_F(CurlTransportTest, WhatIsStoppedBeforeItBeginsIsNotSent) {
  std::stop_source stop;
  stop.request_stop();
  SendOptions options;
  options.stop = stop.get_token();
  EXPECT_EQ(send(get(server_.url()), options).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(server_.connections(), 0);
}

TEST_F(CurlTransportTest, MissingTlsFilesAreFoundBeforeConnecting) {
  SendOptions options;
  options.tls.ca_file = folder_ / "absent.pem";
  const Result<Response> response = send(get("https://127.0.0.1:" + port()), options);
  EXPECT_EQ(response.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(response.error().field, "CA file");
  EXPECT_EQ(server_.connections(), 0);
}

TEST_F(CurlTransportTest, TlsToAPlainServerIsATlsError) {
  // A proxy whose far end does not speak TLS.
  const LoopbackServer proxy([](const ReceivedRequest&) {
    ScriptedAnswer answer("HTTP/1.1 200 Connected\r\n\r\nthis is not TLS at all");
    answer.close = true;
    return answer;
  });
  SendOptions options;
  options.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
  const Result<Response> response = send(get("https://target.invalid/x?token=hunter2"), options);
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().code, ErrorCode::kTls) << to_string(response.error());
  EXPECT_EQ(proxy.last().target, "target.invalid:443");
  EXPECT_THAT(proxy.last().head, Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace coffer::http
