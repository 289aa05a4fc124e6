// Sends one request and brings back one response. Follows nothing, decides nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/environment.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"

namespace coffer::http {

struct TlsOptions {
  bool verify = true;  // false: -k
  std::optional<std::filesystem::path>
      ca_file;  // used in addition to nothing: replaces the system's, as curl --cacert
  std::optional<std::filesystem::path> extra_ca_file;  // in addition to the system's; not beside ca_file
  std::optional<std::filesystem::path> client_certificate,
      client_key;  // PEM (certificate may be PKCS#12 by suffix .p12/.pfx)
  std::shared_ptr<const Secret> client_key_passphrase;
};

// For CURLAUTH_NTLM. `user` is "DOMAIN\\name"; with no domain the backslash comes first.
struct NtlmLogin {
  std::shared_ptr<const Secret> user, password;
};

enum class HttpVersion { kAuto, k1_1, k2, k2PriorKnowledge };

struct SendOptions {
  std::chrono::milliseconds timeout{0};  // whole exchange; 0: none
  std::chrono::milliseconds connect_timeout{30000};
  TlsOptions tls;
  HttpVersion version = HttpVersion::kAuto;
  std::optional<std::string> proxy;           // overrides the environment's; "" switches proxies off
  bool decompress = true;                     // and then sends Accept-Encoding where the request has none
  uint64_t body_limit = UINT64_MAX;           // kTooLarge beyond (AWS answers are bounded)
  uint64_t memory_limit = uint64_t{8} << 20;  // a larger body is spilled to disk
  // Log in by NTLM ([MS-NLMP]) if the server wants it, over HTTP/1.1. A login belongs to a connection: it is
  // a new one or one that nobody logged in on, and is closed after the response. The workstation that the
  // server is told is this machine's name.
  std::optional<NtlmLogin> ntlm;
  bool keep_body_off_disk =
      false;             // for answers that carry secrets: kTooLarge at memory_limit instead of spilling
  std::stop_token stop;  // another thread's request to stop cuts the transfer at once: kCancelled
};

// kNetwork (with what failed: name lookup, connect, reset…), kTimeout, kTls, kTooLarge, kInvalidArgument,
// kCancelled.
// Messages name the host, never the path, query or a header. Implementations are thread-safe: any number of
// threads may send at once over one pool.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual Result<Response> send(const Request& request, const SendOptions& options) = 0;
};

// libcurl, with one connection pool, DNS and TLS session cache for the life of the object. Proxies come from
// `environment` (HTTPS_PROXY, http_proxy, ALL_PROXY, NO_PROXY), as curl reads them.
std::unique_ptr<Transport> make_curl_transport(const Environment& environment);

}  // namespace coffer::http
