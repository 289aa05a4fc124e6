// A small HTTP/1.1 server: one thread, many connections, keep-alive, pipelining, streamed answers.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace coffer::demo {

struct Header {
  std::string name;  // as it was sent
  std::string value;
};
using Headers = std::vector<Header>;

// The first header of that name, in any case; nullptr if there is none.
const std::string* find_header(const Headers& headers, std::string_view name);

// A body longer than this is counted and hashed but not kept: an upload of gigabytes must not fill the
// memory.
inline constexpr size_t kKeptBody = size_t{32} << 20;

struct HttpRequest {
  std::string method = {};
  std::string target = {};       // as it was sent, still encoded
  Headers headers = {};          // in the order and case of the wire
  std::string body = {};         // de-chunked; at most kKeptBody bytes
  uint64_t body_size = 0;        // what really came
  std::string body_sha256 = {};  // hex; only where body_size > kKeptBody
  std::string raw = {};          // the bytes of the wire, at most the head and kKeptBody
  std::string remote = {};       // address of the other end
  bool remote_is_loopback = false;

  std::string_view path() const;   // still encoded
  std::string_view query() const;  // without the '?'
};

struct HttpResponse {
  static constexpr size_t kWhole = std::numeric_limits<size_t>::max();

  int status = 200;
  Headers headers = {};  // Content-Length, Connection and (unless given) Date are added
  std::string body = {};
  // Called until it gives nothing; the pieces follow `body`, chunked unless `stream_length` says how many
  // bytes they are.
  std::function<std::optional<std::string>()> stream = {};
  std::optional<uint64_t> stream_length = {};
  std::chrono::milliseconds delay{0};  // waited before the first byte
  size_t cut_after = kWhole;           // close the connection after that many bytes of the body …
  bool drop = false;                   // … or without any answer
};

using Handler = std::function<HttpResponse(HttpRequest)>;

// Everything runs on the thread that calls run(): handlers need no locks and must not block.
class HttpServer {
 public:
  HttpServer();
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Port 0 takes a free one. Returns the port; kNetwork if the address cannot be had.
  Result<uint16_t> listen(const std::string& host, uint16_t port, Handler handler);
  // Until SIGINT, SIGTERM or, where asked for, the end of standard input (so that no test leaves a server
  // behind).
  void run(bool until_stdin_closes);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace coffer::demo
