#include "agent/channel.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

namespace coffer::agent {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr nanoseconds kForEver = nanoseconds::max();
constexpr size_t kPiece = size_t{64} << 10;  // memory is taken as bytes come, not as a header promises them

Error gone() { return {ErrorCode::kIo, "the other side of the agent's socket is gone"}; }

}  // namespace

void Channel::cut() const { ::shutdown(socket_.get(), SHUT_RDWR); }

Result<void> Channel::wait(short events, nanoseconds deadline) const {
  for (;;) {
    int timeout = -1;
    if (deadline != kForEver) {
      const auto left = std::chrono::ceil<milliseconds>(deadline - clock_->elapsed());
      if (left.count() <= 0)
        return Error{ErrorCode::kTimeout, "the other side of the agent's socket takes too long"};
      timeout = static_cast<int>(std::min<int64_t>(left.count(), 60'000));
    }
    pollfd one{socket_.get(), events, 0};
    const int ready = ::poll(&one, 1, timeout);
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return gone();
  }
}

Result<void> Channel::fill(char* to, size_t size, nanoseconds deadline) {
  while (size > 0) {
    const ssize_t got = ::recv(socket_.get(), to, size, MSG_DONTWAIT);
    if (got > 0) {
      to += got;
      size -= static_cast<size_t>(got);
    } else if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      COFFER_TRY(wait(POLLIN, deadline));
    } else if (got == 0 || errno != EINTR) {
      return gone();
    }
  }
  return {};
}

Result<void> Channel::send(const Message& message) {
  const auto deadline = clock_->elapsed() + kMessageTime;
  const Secret frame = frame_of(message);
  return frame.expose([&](std::string_view bytes) -> Result<void> {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent >= 0) {
        bytes.remove_prefix(static_cast<size_t>(sent));
      } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
        COFFER_TRY(wait(POLLOUT, deadline));
      } else if (errno != EINTR) {
        return gone();
      }
    }
    return {};
  });
}

Result<Message> Channel::receive(FrameLimits limits, milliseconds patience) {
  char header[kFrameHeaderSize];
  COFFER_TRY(fill(header, 1, patience.count() == 0 ? kForEver : clock_->elapsed() + patience));
  const auto deadline = clock_->elapsed() + kMessageTime;
  COFFER_TRY(fill(header + 1, sizeof header - 1, deadline));
  COFFER_ASSIGN(const FrameSizes sizes, read_frame_header({header, sizeof header}, limits));
  std::string text;
  while (text.size() < sizes.text) {
    const size_t have = text.size();
    text.resize(std::min(sizes.text, have + std::max(have, kPiece)));
    COFFER_TRY(fill(text.data() + have, text.size() - have, deadline));
  }
  SecretBuilder secrets;
  while (secrets.size() < sizes.secrets) {
    Result<void> got;
    const Secret piece = Secret::filled(std::min(sizes.secrets - secrets.size(), kPiece),
                                        [&](char* to, size_t size) { got = fill(to, size, deadline); });
    COFFER_TRY(got);
    secrets.append(piece);
  }
  return read_frame(text, secrets.take());
}

}  // namespace coffer::agent
