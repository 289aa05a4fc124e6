// The bytes of a response, as they come from a socket: through libcurl's own parser and our collector, in
// memory.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>

#include "base/file_descriptor.h"
#include "http/curl/easy_handle.h"
#include "http/curl/global.h"
#include "http/curl/incoming.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

constexpr uint64_t kBodyLimit = 1 << 16;
constexpr size_t kMostBytes = 1 << 17;  // what a socket's buffer takes without a reader

// Listens on an abstract Unix socket: no port, no file.
class Server {
 public:
  Server()
      : name_(fmt::format("coffer-fuzz-{}", ::getpid())),
        listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name_.copy(address.sun_path + 1, sizeof address.sun_path - 1);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name_.size());
    if (::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_.get(), 8) != 0) {
      std::abort();
    }
  }
  const char* name() const { return name_.c_str(); }
  void says(std::string_view bytes) { bytes_ = bytes; }
  void hangs_up() { connection_ = FileDescriptor(); }

  // CURLOPT_PREREQFUNCTION: called when libcurl is connected and has sent nothing yet. All that the server
  // says is said then, so nothing waits for anything.
  static int answer(void* server, char*, char*, int, int) {
    auto& self = *static_cast<Server*>(server);
    self.connection_ = FileDescriptor(::accept4(self.listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const int room = 1 << 20;
    ::setsockopt(self.connection_.get(), SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    const ssize_t sent =
        ::send(self.connection_.get(), self.bytes_.data(), self.bytes_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent != static_cast<ssize_t>(self.bytes_.size())) std::abort();
    ::shutdown(self.connection_.get(), SHUT_WR);
    return CURL_PREREQFUNC_OK;
  }

 private:
  std::string name_;
  FileDescriptor listener_, connection_;
  std::string_view bytes_;
};

void check(const http::Response& response) {
  REQUIRE(response.headers.size() <= http::curl::kMaxHeaders);
  size_t total = 0;
  for (const http::Header& header : response.headers) {
    total += header.name.size() + header.value.size();
    REQUIRE(header.name.find_first_of("\r\n:") == std::string::npos);
    REQUIRE(header.value.find_first_of("\r\n") == std::string::npos);
  }
  REQUIRE(total <= http::curl::kMaxHeaderBytes);
  REQUIRE(response.reason.find_first_of("\r\n") == std::string::npos);
  REQUIRE(response.status >= 0 && response.status <= 999);
  REQUIRE(response.body->size() <= kBodyLimit);
}

}  // namespace

void one_input(std::string_view bytes) {
  if (bytes.empty() || bytes.size() > kMostBytes) return;
  static Server server;
  http::curl::start();
  const bool head = bytes[0] % 2 == 1;
  server.says(bytes.substr(1));
  http::curl::EasyHandle handle;
  http::curl::Incoming incoming(http::BodySink({.total = kBodyLimit}, "/nowhere"), head);
  incoming.attach(handle);
  handle.set(CURLOPT_URL, "http://server/");
  handle.set(CURLOPT_ABSTRACT_UNIX_SOCKET, server.name());
  handle.set(CURLOPT_PREREQFUNCTION, Server::answer);
  handle.set(CURLOPT_PREREQDATA, static_cast<void*>(&server));
  handle.set(CURLOPT_HTTP09_ALLOWED, false);
  handle.set(CURLOPT_ACCEPT_ENCODING, "");
  handle.set(CURLOPT_NOSIGNAL, true);
  handle.set(CURLOPT_NOBODY, head);
  handle.set(CURLOPT_FORBID_REUSE, true);
  const CURLcode code = curl_easy_perform(handle.get());
  server.hangs_up();
  REQUIRE(code != CURLE_COULDNT_CONNECT);
  if (incoming.failure()) check_error(*incoming.failure());
  if (!incoming.failure() && (code == CURLE_OK || incoming.broken_off())) check(incoming.take(handle));
}

}  // namespace coffer::fuzz
