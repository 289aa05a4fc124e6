// Where the agent's socket is, and who may be at either end of it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>

#include "base/environment.h"
#include "base/file_descriptor.h"
#include "base/files.h"
#include "base/result.h"

namespace coffer::agent {

struct Place {
  std::filesystem::path folder, socket, lock;
};

// $COFFER_HOME/agent, else $XDG_RUNTIME_DIR/coffer where that folder is ours (after `su` it is another
// user's), else `agent` in the state folder. Nothing is made.
Place place_of(const Environment& environment);

struct Peer {
  uid_t user = 0;
  pid_t process = 0;
};
// Who is at the other end, as the kernel says (SO_PEERCRED, socket(7)): for whoever connects that is whoever
// called listen().
Result<Peer> peer_of(const FileDescriptor& socket);

// A connection to the agent; none where there is no agent. kPermissions where the folder or the agent is not
// ours; kIo where something else than a socket stands there.
Result<std::optional<FileDescriptor>> connect_to(const Place& place);

// The one agent's: a lock that two cannot hold, and a listening socket of mode 0600 in a folder of mode 0700.
class Seat {
 public:
  // Makes the folder, and replaces the socket that a killed agent left. None where another agent has the
  // seat. Errors as connect_to() has them, and what the disk says.
  static Result<std::optional<Seat>> take(const Place& place);
  // Once: the socket to accept from.
  FileDescriptor take_listener() { return std::move(listener_); }
  bool still_there() const;  // false: at logout the folder goes, and with it the socket
  void leave() const;        // removes the socket and the lock's file

 private:
  Seat(Place place, FileLock lock, FileDescriptor listener);

  Place place_;
  FileLock lock_;
  FileDescriptor listener_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace coffer::agent
