#include "script/sandbox/wire.h"

#include <errno.h>
#include <sys/uio.h>
#include <unistd.h>

#include "script/frame.h"

namespace coffer::script {
namespace {

void read_exactly(void* to, size_t size) {
  auto* bytes = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t got = ::read(kSandboxSocket, bytes, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) ::_exit(kSandboxDone);
    bytes += got;
    size -= static_cast<size_t>(got);
  }
}

// Leaves out of `parts` what is written; false when nothing is left.
bool skip_written(iovec* parts, int count, size_t written) {
  bool left = false;
  for (int i = 0; i < count; ++i) {
    const size_t taken = written < parts[i].iov_len ? written : parts[i].iov_len;
    parts[i].iov_base = static_cast<char*>(parts[i].iov_base) + taken;
    parts[i].iov_len -= taken;
    written -= taken;
    left = left || parts[i].iov_len > 0;
  }
  return left;
}

}  // namespace

IncomingFrame receive_frame() {
  FrameHeader header;
  read_exactly(header.data(), header.size());
  const auto sizes = read_frame_header(header);
  if (!sizes) ::_exit(kSandboxBadFrame);
  IncomingFrame frame;
  frame.json.resize(sizes->json);
  read_exactly(frame.json.data(), sizes->json);
  if (sizes->blob > 0) {
    frame.blob.reset(std::malloc(sizes->blob));
    if (frame.blob == nullptr) ::_exit(kSandboxOutOfMemory);
    read_exactly(frame.blob.get(), sizes->blob);
    frame.blob_size = sizes->blob;
  }
  return frame;
}

void send_frame(std::string_view json, std::string_view blob) {
  FrameHeader header = frame_header({.json = json.size(), .blob = blob.size()});
  iovec parts[] = {{header.data(), header.size()},
                   {const_cast<char*>(json.data()), json.size()},
                   {const_cast<char*>(blob.data()), blob.size()}};
  for (;;) {
    const ssize_t written = ::writev(kSandboxSocket, parts, 3);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) ::_exit(kSandboxDone);
    if (!skip_written(parts, 3, static_cast<size_t>(written))) return;
  }
}

}  // namespace coffer::script
