#include "page/peer_user.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cstring>

#include "base/file_descriptor.h"

namespace coffer::page {
namespace {

struct Question {
  nlmsghdr header;
  inet_diag_req_v2 request;
};

// By the four numbers that name it: the kernel then looks up one socket, it lists none.
Question question(const sockaddr_in& peer, const sockaddr_in& own) {
  Question made{};
  made.header.nlmsg_len = sizeof made;
  made.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  made.header.nlmsg_flags = NLM_F_REQUEST;
  made.request.sdiag_family = AF_INET;
  made.request.sdiag_protocol = IPPROTO_TCP;
  made.request.id.idiag_sport = peer.sin_port;
  made.request.id.idiag_dport = own.sin_port;
  made.request.id.idiag_src[0] = peer.sin_addr.s_addr;
  made.request.id.idiag_dst[0] = own.sin_addr.s_addr;
  made.request.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
  made.request.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  return made;
}

}  // namespace

std::optional<uid_t> user_of_peer(const sockaddr_in& peer, const sockaddr_in& own) {
  const FileDescriptor kernel(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
  if (!kernel.valid()) return std::nullopt;
  const timeval patience{1, 0};
  ::setsockopt(kernel.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  const Question asked = question(peer, own);
  if (::send(kernel.get(), &asked, sizeof asked, 0) != static_cast<ssize_t>(sizeof asked))
    return std::nullopt;
  alignas(nlmsghdr) char buffer[4096];
  const ssize_t size = ::recv(kernel.get(), buffer, sizeof buffer, 0);
  nlmsghdr header;
  inet_diag_msg answer;
  if (size < static_cast<ssize_t>(NLMSG_HDRLEN + sizeof answer)) return std::nullopt;
  std::memcpy(&header, buffer, sizeof header);
  if (header.nlmsg_type != SOCK_DIAG_BY_FAMILY) return std::nullopt;  // NLMSG_ERROR: there is none
  std::memcpy(&answer, buffer + NLMSG_HDRLEN, sizeof answer);
  return answer.idiag_uid;
}

}  // namespace coffer::page
