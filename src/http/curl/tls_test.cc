// TLS and HTTP/2 against a real nginx.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "base/locked_memory.h"
#include "http/testing/nginx_server.h"
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

class TlsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { server_ = new NginxServer; }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  static SendOptions trusting() {
    SendOptions options;
    options.tls.ca_file = server_->folder() / "ca.pem";
    return options;
  }
  static std::shared_ptr<const Secret> passphrase(std::string_view text) {
    return std::make_shared<const Secret>(text);
  }
  std::string answer(const Request& request, const SendOptions& options) {
    const Result<Response> response = transport_->send(request, options);
    return response ? *response->body->read() : "error: " + to_string(response.error());
  }

  static inline NginxServer* server_ = nullptr;
  std::unique_ptr<Transport> transport_ = make_curl_transport(Environment());
};

TEST_F(TlsTest, SpeaksHttp2WhereTheServerOffersIt) {
  const Result<Response> response = transport_->send(get(server_->tls_url()), trusting());
  ASSERT_TRUE(response.ok()) << to_string(response.error());
  EXPECT_EQ(response->http_version, "2");
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->reason, "OK");
  EXPECT_THAT(*response->body->read(), HasSubstr("HTTP/2.0 GET"));
  EXPECT_GT(response->timings.tls_handshake.count(), 0);
}

TEST_F(TlsTest, SpeaksHttp11WhereThatIsWanted) {
  SendOptions options = trusting();
  options.version = HttpVersion::k1_1;
  const Result<Response> response = transport_->send(get(server_->tls_url()), options);
  ASSERT_TRUE(response.ok()) << to_string(response.error());
  EXPECT_EQ(response->http_version, "1.1");
  EXPECT_EQ(response->reason, "OK");
}

TEST_F(TlsTest, SpeaksPlainHttp2WithPriorKnowledge) {
  SendOptions options;
  options.version = HttpVersion::k2PriorKnowledge;
  EXPECT_THAT(answer(get(server_->plain_url()), options), HasSubstr("HTTP/2.0 GET"));
}

TEST_F(TlsTest, Http2CarriesBodiesOfEachKind) {
  Request request = get(server_->tls_url());
  request.method = "POST";
  request.body = Secret(std::string(60'000, 'x'));
  EXPECT_THAT(answer(request, trusting()), HasSubstr("HTTP/2.0 POST client=NONE session=. body=60000"));
  request.body = FileBody{server_->folder() / "ca.pem"};
  const std::string size = std::to_string(fs::file_size(server_->folder() / "ca.pem"));
  EXPECT_THAT(answer(request, trusting()), HasSubstr("body=" + size));
  request.method = "DELETE";
  request.body = {};
  EXPECT_THAT(answer(request, trusting()), HasSubstr("HTTP/2.0 DELETE client=NONE session=. body="));
  request.method = "HEAD";
  EXPECT_EQ(answer(request, trusting()), "");
}

// libcurl hangs in HTTP/2 uploads of that size where the server answers early, as this one does.
TEST_F(TlsTest, LargeBodiesGoOverHttp11UnlessHttp2WasAskedFor) {
  EXPECT_THAT(answer(get(server_->tls_url()), trusting()), HasSubstr("HTTP/2.0"));
  Request request = get(server_->tls_url());
  request.method = "POST";
  request.body = Secret(std::string(200'000, 'x'));
  EXPECT_THAT(answer(request, trusting()), HasSubstr("HTTP/1.1 POST client=NONE session=r body=200000"));
  std::ofstream(server_->folder() / "upload") << std::string(200'000, 'x');
  std::vector<FormPart> parts;
  parts.push_back({"f", FileBody{server_->folder() / "upload"}, "", ""});
  request.body = std::move(parts);
  EXPECT_THAT(answer(request, trusting()), HasSubstr("HTTP/1.1 POST"));
}

TEST_F(TlsTest, ReusesTheConnection) {
  for (int i = 0; i < 5; ++i) {
    const Result<Response> response = transport_->send(get(server_->tls_url()), trusting());
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(response->connection_reused, i > 0);
    EXPECT_EQ(response->timings.tls_handshake.count() == 0, i > 0);
  }
}

TEST_F(TlsTest, DownloadsToDiskOverHttp2) {
  const std::string content(3'000'000, 'd');
  std::ofstream(server_->folder() / "large") << content;
  SendOptions options = trusting();
  options.memory_limit = 100'000;
  const Result<Response> response = transport_->send(get(server_->tls_url("/files/large")), options);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->status, 200) << *response->body->read();
  EXPECT_EQ(response->body->view(), std::nullopt);
  EXPECT_TRUE(*response->body->read() == content);
}

TEST_F(TlsTest, AnUnknownAuthorityIsRefusedWithTheReason) {
  SendOptions other;
  other.tls.ca_file = server_->folder() / "other-ca.pem";
  for (const SendOptions& options : {SendOptions(), other}) {
    const Result<Response> response = transport_->send(get(server_->tls_url("/?token=hunter2")), options);
    ASSERT_FALSE(response.ok());
    EXPECT_EQ(response.error().code, ErrorCode::kTls);
    EXPECT_THAT(response.error().what, HasSubstr("TLS with localhost:"));
    EXPECT_THAT(response.error().what, HasSubstr("certificate"));
    EXPECT_THAT(to_string(response.error()), Not(HasSubstr("hunter2")));
  }
}

// A connection that was made without verification must not serve a send that wants it.
TEST_F(TlsTest, VerificationIsPerSend) {
  SendOptions careless;
  careless.tls.verify = false;
  EXPECT_THAT(answer(get(server_->tls_url()), careless), HasSubstr("HTTP/2.0"));
  EXPECT_EQ(transport_->send(get(server_->tls_url()), SendOptions()).error().code, ErrorCode::kTls);
}

TEST_F(TlsTest, TheCertificateMustBeForTheHost) {
  std::string url = server_->tls_url();
  url.replace(url.find("localhost"), 9, "127.0.0.2");
  EXPECT_FALSE(transport_->send(get(url), trusting()).ok());
  url.replace(url.find("127.0.0.2"), 9, "127.0.0.1");
  EXPECT_TRUE(transport_->send(get(url), trusting()).ok());
}

TEST_F(TlsTest, ShowsAClientCertificateOfEachForm) {
  const fs::path folder = server_->folder();
  SendOptions options = trusting();
  EXPECT_THAT(answer(get(server_->tls_url()), options), HasSubstr("client=NONE"));
  options.tls.client_certificate = folder / "client.pem";
  options.tls.client_key = folder / "client.key";
  EXPECT_THAT(answer(get(server_->tls_url()), options), HasSubstr("client=SUCCESS"));
  options.tls.client_key = folder / "client-locked.key";
  options.tls.client_key_passphrase = passphrase(NginxServer::kPassphrase);
  EXPECT_THAT(answer(get(server_->tls_url()), options), HasSubstr("client=SUCCESS"));
  options.tls.client_key.reset();
  options.tls.client_certificate = folder / "client.p12";
  EXPECT_THAT(answer(get(server_->tls_url()), options), HasSubstr("client=SUCCESS"));
}

TEST_F(TlsTest, AWrongKeyPassphraseIsATlsErrorThatDoesNotShowIt) {
  SendOptions options = trusting();
  options.tls.client_certificate = server_->folder() / "client.pem";
  options.tls.client_key = server_->folder() / "client-locked.key";
  options.tls.client_key_passphrase = passphrase("hunter2");
  const Result<Response> response = transport_->send(get(server_->tls_url()), options);
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().code, ErrorCode::kTls);
  EXPECT_THAT(to_string(response.error()), Not(HasSubstr("hunter2")));
}

TEST_F(TlsTest, TlsToAPlainPortIsATlsError) {
  std::string url = server_->plain_url();
  url.replace(0, 4, "https");
  EXPECT_EQ(transport_->send(get(url), trusting()).error().code, ErrorCode::kTls);
}

// How often `needle`, whose bytes are inverted here so that the search does not find itself, lies in writable
// memory.
size_t count_in_memory(std::string needle) {
  size_t found = 0;
  std::ifstream maps("/proc/self/maps");
  const FileDescriptor memory(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC));
  std::string line;
  while (std::getline(maps, line)) {
    unsigned long begin = 0;
    unsigned long end = 0;
    char access[5] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, access) != 3 || access[1] != 'w') continue;
    if (end - begin > size_t{1} << 30) continue;  // a sanitizer's shadow, which holds no data
    std::vector<char> bytes(end - begin);
    const ssize_t got = ::pread(memory.get(), bytes.data(), bytes.size(), static_cast<off_t>(begin));
    const auto fits = [](char here, char inverted) { return here == static_cast<char>(~inverted); };
    auto from = bytes.begin();
    const auto to = bytes.begin() + std::max<ssize_t>(got, 0);
    while ((from = std::search(from, to, needle.begin(), needle.end(), fits)) != to) {
      ++found, ++from;
    }
    wipe(bytes.data(), bytes.size());
  }
  return found;
}

TEST_F(TlsTest, NothingOfASentRequestStaysInMemory) {
  const auto planted = [](std::string_view name, size_t count) {
    return Secret::filled(count * 16, [&](char* room, size_t size) {
      for (size_t i = 0; i < size; ++i) room[i] = static_cast<char>('a' + (name[0] * 7 + i % 16 * 5) % 26);
    });
  };
  const auto inverted = [&](std::string_view name) {
    std::string text =
        planted(name, 1).expose([](std::string_view bytes) { return std::string(bytes.size(), '\0'); });
    for (size_t i = 0; i < text.size(); ++i) {
      text[i] = static_cast<char>(~static_cast<char>('a' + (name[0] * 7 + i % 16 * 5) % 26));
    }
    return text;
  };
  {
    const Secret kept = planted("c", 1);  // a search that finds nothing must have been able to find something
    ASSERT_GE(count_in_memory(inverted("c")), 1U);
  }
  for (const HttpVersion version : {HttpVersion::k1_1, HttpVersion::kAuto}) {
    {
      SecretBuilder url;
      url.append(server_->tls_url("/?token=")).append(planted("u", 1));
      Request request;
      request.method = "POST";
      request.url = url.take();
      request.set_header("X-Token", planted("h", 1));
      request.body = planted("b", 4);
      SendOptions options = trusting();
      options.version = version;
      ASSERT_TRUE(transport_->send(request, options).ok());
    }
    for (const std::string_view where : {"u", "h", "b"})
      EXPECT_EQ(count_in_memory(inverted(where)), 0u) << where;
  }
}

// SSLKEYLOGFILE would write down what decrypts the traffic.
TEST(TlsDeathTest, SessionKeysAreNotLogged) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // a process of its own: libcurl reads the variable once
  const fs::path log = fs::temp_directory_path() / "coffer-key-log-test";
  fs::remove(log);
  EXPECT_EXIT(
      {
        ::setenv("SSLKEYLOGFILE", log.c_str(), 1);
        const auto transport = make_curl_transport(Environment());
        ::_exit(fs::exists(log) || ::getenv("SSLKEYLOGFILE") != nullptr ? 1 : 0);
      },
      testing::ExitedWithCode(0), "");
  fs::remove(log);
}

}  // namespace
}  // namespace coffer::http
