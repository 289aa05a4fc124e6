// Who is at the other end of a loopback connection.
#pragma once

#include <netinet/in.h>
#include <sys/types.h>

#include <optional>

namespace coffer::page {

// The user whose socket talks from `peer` to `own`, as the kernel has it (sock_diag(7), inet_diag). nullopt
// where it can't tell: no such socket any more, or a kernel without inet_diag.
std::optional<uid_t> user_of_peer(const sockaddr_in& peer, const sockaddr_in& own);

}  // namespace coffer::page
