#include "script/channel.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace coffer::script {
namespace {

// What may pile up while Coffer writes.
constexpr size_t kMostReceived = 2 * kMostFramePart;
constexpr size_t kMostDiscarded = 1000;  // frames

// The parts of a frame that are not yet written.
class Unsent {
 public:
  Unsent(FrameHeader& header, std::string_view json, std::string_view blob)
      : parts_{iovec{header.data(), header.size()}, part(json), part(blob)} {}

  // Whether all is written; kIo.
  Result<bool> write(int socket) {
    msghdr message{};
    message.msg_iov = parts_;
    message.msg_iovlen = std::size(parts_);
    const ssize_t written = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return false;
    if (written < 0) return Error{ErrorCode::kIo, "sandbox: the script engine is gone"};
    return skip(static_cast<size_t>(written));
  }

 private:
  static iovec part(std::string_view bytes) { return {const_cast<char*>(bytes.data()), bytes.size()}; }

  bool skip(size_t written) {
    bool all = true;
    for (iovec& each : parts_) {
      const size_t taken = std::min(written, each.iov_len);
      each.iov_base = static_cast<char*>(each.iov_base) + taken;
      each.iov_len -= taken;
      written -= taken;
      all = all && each.iov_len == 0;
    }
    return all;
  }

  iovec parts_[3];
};

}  // namespace

Result<bool> Channel::take_in() {
  COFFER_ASSIGN(std::optional<Frame> frame, reader_.read(socket_.get()));
  if (!frame) return false;
  received_size_ += frame->size();
  received_.push_back(*std::move(frame));
  return true;
}

void Channel::wait(short events, Patience& patience) {
  pollfd socket{socket_.get(), events, 0};
  ::poll(&socket, 1, static_cast<int>(patience.next().count()));
}

Result<void> Channel::send(std::string_view json, std::string_view blob, Patience& patience) {
  if (json.size() > kMostFramePart || blob.size() > kMostFramePart) {
    return Error{ErrorCode::kTooLarge,
                 "sandbox: this is more than the 64 MiB that scripts can be given at once",
                 "Send the request without scripts, or have less in the response."};
  }
  FrameHeader header = frame_header({.json = json.size(), .blob = blob.size()});
  Unsent unsent(header, json, blob);
  for (;;) {
    COFFER_ASSIGN(const bool all, unsent.write(socket_.get()));
    if (all) return {};
    COFFER_ASSIGN(const bool came, take_in());
    if (received_size_ > kMostReceived)
      return Error{ErrorCode::kMalformed, "more frames than it was asked for"};
    if (auto reason = patience.used_up()) return *std::move(reason);
    if (!came) wait(POLLIN | POLLOUT, patience);
  }
}

Result<Frame> Channel::receive(Patience& patience) {
  for (;;) {
    if (!received_.empty()) {
      Frame frame = std::move(received_.front());
      received_.pop_front();
      received_size_ -= frame.size();
      return frame;
    }
    if (auto reason = patience.used_up()) return *std::move(reason);
    COFFER_ASSIGN(const bool came, take_in());
    if (!came) wait(POLLIN, patience);
  }
}

Result<void> Channel::discard() {
  for (size_t left = kMostDiscarded; left > 0; --left) {
    COFFER_ASSIGN(const bool came, take_in());
    received_.clear();
    received_size_ = 0;
    if (!came) return {};
  }
  return Error{ErrorCode::kMalformed, "frames while no script runs"};
}

}  // namespace coffer::script
