#include "agent/place.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/files.h"

namespace coffer::agent {
namespace fs = std::filesystem;
namespace {

constexpr int kBacklog = 256;
constexpr const char* kSocketName = "agent.sock";

bool is_ours(const fs::path& folder) {
  struct stat status{};
  return ::stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
}

Error failed(std::string_view doing, const fs::path& path, int number) {
  const ErrorCode code = number == EACCES || number == EPERM ? ErrorCode::kPermissions : ErrorCode::kIo;
  return {code, fmt::format("could not {} {}: {}", doing, path.string(), strerror(number)),
          "COFFER_NO_AGENT=1 does without the agent."};
}

// The folder, held open: what is checked is what is used. None where there is no such folder.
Result<std::optional<FileDescriptor>> open_folder(const fs::path& folder) {
  FileDescriptor opened(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!opened.valid() && errno == ENOENT) return std::optional<FileDescriptor>();
  if (!opened.valid()) return failed("open the agent's folder", folder, errno);
  struct stat status{};
  if (::fstat(opened.get(), &status) != 0) return failed("open the agent's folder", folder, errno);
  if (status.st_uid != ::geteuid() || (status.st_mode & 077) != 0) {
    return Error{ErrorCode::kPermissions,
                 fmt::format("the agent's folder {} can be entered by others (owner {}, mode {:04o})",
                             folder.string(), status.st_uid, status.st_mode & 07777),
                 fmt::format("See who made it; then: chmod 700 '{}', or remove it.", folder.string())};
  }
  return std::optional(std::move(opened));
}

// A path may be longer than the 107 bytes of an address (unix(7)): then it goes by way of the open folder.
Result<sockaddr_un> address_of(const FileDescriptor& folder, const fs::path& socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::string path = socket.string();
  if (path.size() >= sizeof address.sun_path)
    path = fmt::format("/proc/self/fd/{}/{}", folder.get(), kSocketName);
  memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

Error taken(const fs::path& socket) {
  return {ErrorCode::kIo, fmt::format("{} is there, but it is no socket", socket.string()),
          "Something else made it: move it away, or do without the agent (COFFER_NO_AGENT=1)."};
}

Result<FileDescriptor> new_socket() {
  FileDescriptor made(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!made.valid())
    return Error{ErrorCode::kIo, fmt::format("could not make a socket: {}", strerror(errno))};
  return made;
}

// Removes a socket that nobody listens at any more. Anything else is not ours to remove.
Result<void> clear(const fs::path& socket) {
  struct stat status{};
  if (::lstat(socket.c_str(), &status) != 0) return {};
  if (!S_ISSOCK(status.st_mode)) return taken(socket);
  if (::unlink(socket.c_str()) != 0 && errno != ENOENT) return failed("remove", socket, errno);
  return {};
}

}  // namespace

Place place_of(const Environment& environment) {
  fs::path folder = environment.state_folder() / "agent";
  if (const auto runtime = environment.get("XDG_RUNTIME_DIR");
      runtime && !environment.get("COFFER_HOME") && fs::path(*runtime).is_absolute() && is_ours(*runtime)) {
    folder = fs::path(*runtime) / "coffer";
  }
  return {folder, folder / kSocketName, folder / "agent.lock"};
}

Result<Peer> peer_of(const FileDescriptor& socket) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
    return Error{ErrorCode::kIo, fmt::format("could not ask who is there: {}", strerror(errno))};
  return Peer{credentials.uid, credentials.pid};
}

Result<std::optional<FileDescriptor>> connect_to(const Place& place) {
  COFFER_ASSIGN(const auto folder, open_folder(place.folder));
  if (!folder) return std::optional<FileDescriptor>();
  struct stat status{};
  if (::fstatat(folder->get(), kSocketName, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return std::optional<FileDescriptor>();
  if (!S_ISSOCK(status.st_mode)) return taken(place.socket);
  COFFER_ASSIGN(FileDescriptor socket, new_socket());
  COFFER_ASSIGN(const sockaddr_un address, address_of(*folder, place.socket));
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    // Refused: an agent that was killed left it.
    if (errno == ECONNREFUSED || errno == ENOENT) return std::optional<FileDescriptor>();
    return failed("connect to", place.socket, errno);
  }
  COFFER_ASSIGN(const Peer peer, peer_of(socket));
  if (peer.user != ::geteuid()) {
    return Error{ErrorCode::kPermissions,
                 fmt::format("the agent at {} is another user's ({})", place.socket.string(), peer.user),
                 "It gets nothing. See who made that folder."};
  }
  return std::optional(std::move(socket));
}

Result<std::optional<Seat>> Seat::take(const Place& place) {
  COFFER_TRY(make_private_folder(place.folder));
  COFFER_ASSIGN(const auto folder, open_folder(place.folder));
  if (!folder) return failed("open the agent's folder", place.folder, ENOENT);
  auto lock = FileLock::acquire(place.lock, std::chrono::milliseconds(0));
  if (!lock && lock.error().code == ErrorCode::kIo && fs::exists(place.lock)) return std::optional<Seat>();
  if (!lock) return std::move(lock).error();
  COFFER_TRY(clear(place.socket));
  COFFER_ASSIGN(FileDescriptor socket, new_socket());
  COFFER_ASSIGN(const sockaddr_un address, address_of(*folder, place.socket));
  // No moment at which others might connect: the umask is 077 (harden_process), the folder's mode 0700.
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return failed("make", place.socket, errno);
  if (::chmod(place.socket.c_str(), 0600) != 0 || ::listen(socket.get(), kBacklog) != 0)
    return failed("listen at", place.socket, errno);
  return std::optional(Seat(place, *std::move(lock), std::move(socket)));
}

Seat::Seat(Place place, FileLock lock, FileDescriptor listener)
    : place_(std::move(place)), lock_(std::move(lock)), listener_(std::move(listener)) {
  struct stat status{};
  if (::lstat(place_.socket.c_str(), &status) != 0) return;
  device_ = status.st_dev;
  inode_ = status.st_ino;
}

bool Seat::still_there() const {
  struct stat status{};
  return ::lstat(place_.socket.c_str(), &status) == 0 && status.st_dev == device_ && status.st_ino == inode_;
}

void Seat::leave() const {
  if (!still_there()) return;  // whoever has the place now, it is not ours
  ::unlink(place_.socket.c_str());
  ::unlink(place_.lock.c_str());
}

}  // namespace coffer::agent
