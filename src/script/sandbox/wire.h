// The sandbox's end of the socket: whole frames, blocking.
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace coffer::script {

struct FreeBytes {
  void operator()(void* bytes) const { std::free(bytes); }
};

struct IncomingFrame {
  std::string json;
  std::unique_ptr<void, FreeBytes>
      blob;  // malloc'ed, so that JavaScript can own it; null where there is none
  size_t blob_size = 0;
};

// Ends the process where the other side is gone (kSandboxDone), breaks the protocol (kSandboxBadFrame), or
// sends more than there is memory for (kSandboxOutOfMemory).
IncomingFrame receive_frame();
// Each part at most kMostFramePart.
void send_frame(std::string_view json, std::string_view blob = {});

}  // namespace coffer::script
