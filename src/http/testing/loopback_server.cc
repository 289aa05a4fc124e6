#include "http/testing/loopback_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <charconv>
#include <cstdlib>
#include <optional>

#include "base/encoding.h"

namespace coffer::http {
namespace {

size_t parse_size(std::string_view text, int base) {
  size_t size = 0;
  std::from_chars(text.data(), text.data() + text.size(), size, base);
  return size;
}

// Reads one connection piece by piece.
class Reader {
 public:
  explicit Reader(int fd) : fd_(fd) {}

  // Up to and without `end`; nothing where the connection ends first.
  std::optional<std::string> until(std::string_view end) {
    size_t found = 0;
    while ((found = buffer_.find(end)) == std::string::npos) {
      if (!fill()) return std::nullopt;
    }
    std::string text = buffer_.substr(0, found);
    buffer_.erase(0, found + end.size());
    return text;
  }

  std::optional<std::string> exactly(size_t size) {
    while (buffer_.size() < size) {
      if (!fill()) return std::nullopt;
    }
    std::string text = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return text;
  }

 private:
  bool fill() {
    char room[16 * 1024];
    const ssize_t got = ::recv(fd_, room, sizeof room, 0);
    if (got <= 0) return false;
    buffer_.append(room, static_cast<size_t>(got));
    return true;
  }

  int fd_;
  std::string buffer_;
};

std::optional<std::string> read_chunked(Reader& reader) {
  std::string body;
  for (;;) {
    const auto size_line = reader.until("\r\n");
    if (!size_line) return std::nullopt;
    const size_t size = parse_size(*size_line, 16);
    const auto chunk = reader.exactly(size + 2);
    if (!chunk) return std::nullopt;
    if (size == 0) return body;
    body += chunk->substr(0, size);
  }
}

ReceivedRequest parse_head(std::string head) {
  ReceivedRequest request;
  request.head = std::move(head);
  std::string_view rest = request.head;
  const auto next_line = [&rest] {
    const size_t end = std::min(rest.find("\r\n"), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    return line;
  };
  const std::string_view start = next_line();
  const size_t first = start.find(' ');
  const size_t last = start.rfind(' ');
  if (first != std::string_view::npos && first < last) {
    request.method = start.substr(0, first);
    request.target = start.substr(first + 1, last - first - 1);
  }
  while (!rest.empty()) {
    const std::string_view line = next_line();
    const size_t colon = std::min(line.find(':'), line.size());
    request.headers.push_back({std::string(line.substr(0, colon)),
                               std::string(trim(line.substr(std::min(colon + 1, line.size()))))});
  }
  return request;
}

std::optional<ReceivedRequest> read_request(Reader& reader) {
  auto head = reader.until("\r\n\r\n");
  if (!head) return std::nullopt;
  ReceivedRequest request = parse_head(*std::move(head));
  const auto body = iequals(request.header("Transfer-Encoding"), "chunked")
                        ? read_chunked(reader)
                        : reader.exactly(parse_size(request.header("Content-Length"), 10));
  if (!body) return std::nullopt;
  request.body = *body;
  return request;
}

void send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
}

}  // namespace

std::string ReceivedRequest::header(std::string_view name) const {
  return std::string(find_header(headers, name).value_or(std::string_view()));
}

bool ReceivedRequest::has_header(std::string_view name) const {
  return find_header(headers, name).has_value();
}

std::string raw_response(std::string_view status, std::string_view body, const Headers& headers) {
  std::string text = fmt::format("HTTP/1.1 {}\r\n", status);
  for (const Header& header : headers) text += fmt::format("{}: {}\r\n", header.name, header.value);
  text += fmt::format("Content-Length: {}\r\n\r\n", body.size());
  return text.append(body);
}

LoopbackServer::LoopbackServer(Handler handler)
    : handler_(std::move(handler)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.get(), generic, size) != 0 || ::listen(listener_.get(), 64) != 0 ||
      ::getsockname(listener_.get(), generic, &size) != 0) {
    std::abort();  // no loopback: no test can run
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::jthread([this] { accept_loop(); });
}

LoopbackServer::~LoopbackServer() {
  std::vector<std::jthread> threads;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    ::shutdown(listener_.get(), SHUT_RDWR);
    for (const FileDescriptor& socket : sockets_) ::shutdown(socket.get(), SHUT_RDWR);
    threads = std::move(threads_);
  }
  acceptor_.join();
  for (std::jthread& thread : threads) thread.join();
}

std::string LoopbackServer::url(std::string_view path_and_query) const {
  return fmt::format("http://127.0.0.1:{}{}", port_, path_and_query);
}

LoopbackServer& LoopbackServer::push(ScriptedAnswer answer) {
  const std::lock_guard lock(mutex_);
  queue_.push_back(std::move(answer));
  return *this;
}

std::vector<ReceivedRequest> LoopbackServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

ReceivedRequest LoopbackServer::last() const {
  const std::lock_guard lock(mutex_);
  return requests_.empty() ? ReceivedRequest() : requests_.back();
}

void LoopbackServer::accept_loop() {
  for (;;) {
    FileDescriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const std::lock_guard lock(mutex_);
    if (stopping_ || !socket.valid()) return;
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const int connection = ++connections_;
    threads_.emplace_back([this, fd = socket.get(), connection] { serve(fd, connection); });
    sockets_.push_back(std::move(socket));
  }
}

void LoopbackServer::serve(int fd, int connection) {
  Reader reader(fd);
  while (auto request = read_request(reader)) {
    request->connection = connection;
    const ScriptedAnswer answer = answer_to(*request);
    send_all(fd, answer.bytes);
    if (answer.hold) {
      reader.until(std::string_view("\0never\0", 7));  // returns when the connection ends
      return;
    }
    if (answer.close) break;
  }
  ::shutdown(fd, SHUT_RDWR);
}

ScriptedAnswer LoopbackServer::answer_to(const ReceivedRequest& request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(request);
  if (!queue_.empty()) {
    ScriptedAnswer answer = std::move(queue_.front());
    queue_.pop_front();
    return answer;
  }
  return handler_ ? handler_(request) : ScriptedAnswer(raw_response("200 OK"));
}

}  // namespace coffer::http
