// An HTTP/1.1 server on loopback for tests: scripted answers, and the requests as they came over the wire.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/files.h"
#include "http/message.h"

namespace coffer::http {

struct ReceivedRequest {
  std::string method, target;
  Headers headers;         // names as sent
  std::string head, body;  // raw head without the blank line; body without chunk framing
  int connection = 0;      // the first is 1

  // The first header of that name (any case), "" if there is none.
  std::string header(std::string_view name) const;
  bool has_header(std::string_view name) const;
};

// Raw bytes to send back, status line and all.
struct ScriptedAnswer {
  ScriptedAnswer(std::string raw) : bytes(std::move(raw)) {}  // NOLINT: implicit on purpose
  std::string bytes;
  bool close = false;  // closes the connection after that
  bool hold = false;   // then says nothing more and leaves the connection open until the server goes
};

// "HTTP/1.1 STATUS\r\n", the headers, a Content-Length and the body. `status` is "200 OK".
std::string raw_response(std::string_view status, std::string_view body = {}, const Headers& headers = {});

// One thread accepts, one serves each connection. Answers come from the queue, else from the handler (called
// by one thread at a time), else it is an empty 200. Everything is closed and joined on destruction. Binds
// 127.0.0.1 on a free port.
class LoopbackServer {
 public:
  using Handler = std::function<ScriptedAnswer(const ReceivedRequest&)>;

  explicit LoopbackServer(Handler handler = {});
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  uint16_t port() const { return port_; }
  std::string url(std::string_view path_and_query = "/") const;  // "http://127.0.0.1:PORT/…"
  LoopbackServer& push(ScriptedAnswer answer);

  std::vector<ReceivedRequest> requests() const;
  ReceivedRequest last() const;  // an empty one if none came
  int connections() const { return connections_; }

 private:
  void accept_loop();
  void serve(int fd, int connection);
  ScriptedAnswer answer_to(const ReceivedRequest& request);

  Handler handler_;
  FileDescriptor listener_;
  uint16_t port_ = 0;
  mutable std::mutex mutex_;  // guards what follows
  std::deque<ScriptedAnswer> queue_;
  std::vector<ReceivedRequest> requests_;
  std::vector<FileDescriptor> sockets_;  // closed only after all threads ended
  std::vector<std::jthread> threads_;
  bool stopping_ = false;
  std::atomic<int> connections_{0};
  std::jthread acceptor_;
};

}  // namespace coffer::http
