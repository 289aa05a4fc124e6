// The host's end of the socket: whole frames out and in, watched over while it waits.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string_view>

#include "base/file_descriptor.h"
#include "base/result.h"
#include "script/frame_reader.h"

namespace coffer::script {

// Whoever decides how long to wait.
class Patience {
 public:
  virtual ~Patience() = default;
  // Why to wait no longer; nullopt: there is no reason. Asked often.
  virtual std::optional<Error> used_up() = 0;
  // When to ask again at the latest.
  virtual std::chrono::milliseconds next() = 0;
};

// Errors: kIo where the other side is gone, kMalformed where it broke the protocol, and what Patience says.
class Channel {
 public:
  explicit Channel(FileDescriptor socket) : socket_(std::move(socket)) {}

  // Takes in what comes meanwhile: the other side may be writing, too, before it reads. The blob goes to the
  // kernel as it stands, with no copy.
  Result<void> send(std::string_view json, std::string_view blob, Patience& patience);
  Result<Frame> receive(Patience& patience);
  // Forgets what has come by now. kIo, kMalformed.
  Result<void> discard();

 private:
  void wait(short events, Patience& patience);
  Result<bool> take_in();  // whether a frame came

  FileDescriptor socket_;
  FrameReader reader_;
  std::deque<Frame> received_;
  size_t received_size_ = 0;  // bytes
};

}  // namespace coffer::script
