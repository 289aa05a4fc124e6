// A server for tests that answers no attempt to connect.
#pragma once

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "base/file_descriptor.h"

namespace coffer::http {

// It listens on loopback with a queue that is full: Linux drops what more clients say (listen(2)), so they
// wait.
class FullListener {
 public:
  FullListener() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_.get(), generic, size) != 0 || ::listen(listener_.get(), 0) != 0 ||
        ::getsockname(listener_.get(), generic, &size) != 0)
      std::abort();
    port_ = ntohs(address.sin_port);
    for (int i = 0; i < kMore; ++i) {
      clients_.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
      static_cast<void>(::connect(clients_.back().get(), generic, size));
    }
    own_waiting_ = waiting();
  }

  std::string url() const { return fmt::format("http://127.0.0.1:{}/", port_); }
  // Whether anybody else tries to connect.
  bool is_waited_for() const { return waiting() > own_waiting_; }

 private:
  static constexpr int kMore = 4;  // than the queue holds

  // Sockets in SYN_SENT towards it (proc(5), /proc/net/tcp).
  size_t waiting() const {
    std::ifstream table("/proc/net/tcp");
    const std::string wanted = fmt::format("0100007F:{:04X} 02", port_);
    size_t count = 0;
    for (std::string line; std::getline(table, line);) {
      if (line.find(wanted) != std::string::npos) ++count;
    }
    return count;
  }

  FileDescriptor listener_;
  uint16_t port_ = 0;
  std::vector<FileDescriptor> clients_;
  size_t own_waiting_ = 0;
};

}  // namespace coffer::http
