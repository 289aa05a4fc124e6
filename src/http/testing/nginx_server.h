// A real web server with TLS and HTTP/2 for tests: Debian's nginx as a child process, with certificates made
// on the spot.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace coffer::http {

// Serves on 127.0.0.1, on two free ports: TLS (HTTP/1.1 and 2 by ALPN) and plain HTTP/2 (prior knowledge).
// Each answer is "PROTOCOL METHOD client=VERDICT session=REUSED body=BYTES", VERDICT being nginx's
// $ssl_client_verify. /files/NAME serves a file of folder(). The server's certificate is for "localhost" and
// 127.0.0.1. Needs the programs nginx and openssl; aborts without them, so that no test passes by not
// running. The child is ended and the folder removed on destruction.
class NginxServer {
 public:
  NginxServer();
  ~NginxServer();
  NginxServer(const NginxServer&) = delete;
  NginxServer& operator=(const NginxServer&) = delete;

  std::string tls_url(std::string_view path = "/") const;    // "https://localhost:PORT/…"
  std::string plain_url(std::string_view path = "/") const;  // "http://127.0.0.1:PORT/…", HTTP/2 only
  const std::filesystem::path& folder() const { return folder_; }

  // All in folder(): "ca.pem" signed "server.pem" and "client.pem"; "client.key" is open, "client-locked.key"
  // and "client.p12" need this passphrase; "other-ca.pem" signed nothing.
  static constexpr std::string_view kPassphrase = "correct horse";

 private:
  void make_certificates() const;
  void start();

  std::filesystem::path folder_;
  uint16_t tls_port_ = 0, plain_port_ = 0;
  pid_t child_ = -1;
};

}  // namespace coffer::http
