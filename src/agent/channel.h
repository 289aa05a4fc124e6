// One end of a connection between Coffer and its agent: whole messages out and in, with deadlines.
#pragma once

#include <chrono>

#include "agent/frame.h"
#include "base/clock.h"
#include "base/file_descriptor.h"
#include "base/result.h"

namespace coffer::agent {

// How long the other side may take for a message once it has begun, and for taking one in: whoever sends a
// byte a second is cut off.
inline constexpr std::chrono::seconds kMessageTime{10};

// Errors: kIo where the other side is gone, kTimeout where it takes too long, kMalformed and kTooLarge where
// it broke the protocol. After any of them the channel is of no more use. For one thread, but for cut().
class Channel {
 public:
  // `clock` is the system's (it must go with poll(2)), and must outlive the channel.
  Channel(FileDescriptor socket, const Clock& clock) : socket_(std::move(socket)), clock_(&clock) {}

  Result<void> send(const Message& message);
  // Waits for the beginning of a message up to `patience`; zero: for ever.
  Result<Message> receive(FrameLimits limits, std::chrono::milliseconds patience);
  // Ends all waiting, also of another thread.
  void cut() const;
  int socket() const { return socket_.get(); }

 private:
  Result<void> wait(short events, std::chrono::nanoseconds deadline) const;
  Result<void> fill(char* to, size_t size, std::chrono::nanoseconds deadline);

  FileDescriptor socket_;
  const Clock* clock_;
};

}  // namespace coffer::agent
