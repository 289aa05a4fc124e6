// A frame between Coffer and its script sandbox, and how the sandbox ends (docs/script-protocol.md). Both
// sides build from this file, so it includes nothing of Coffer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace coffer::script {

// Each part of a frame is at most this long.
inline constexpr size_t kMostFramePart = size_t{64} << 20;
inline constexpr size_t kFrameHeaderSize = 8;

struct FrameSizes {
  size_t json = 0, blob = 0;  // bytes
};

using FrameHeader = std::array<unsigned char, kFrameHeaderSize>;

inline FrameHeader frame_header(FrameSizes sizes) {
  FrameHeader header{};
  for (size_t i = 0; i < 4; ++i) {
    header[i] = static_cast<unsigned char>(sizes.json >> (8 * i));
    header[4 + i] = static_cast<unsigned char>(sizes.blob >> (8 * i));
  }
  return header;
}

// nullopt: a frame that breaks the rules.
inline std::optional<FrameSizes> read_frame_header(const FrameHeader& header) {
  FrameSizes sizes;
  for (size_t i = 0; i < 4; ++i) {
    sizes.json |= size_t{header[i]} << (8 * i);
    sizes.blob |= size_t{header[4 + i]} << (8 * i);
  }
  if (sizes.json > kMostFramePart || sizes.blob > kMostFramePart) return std::nullopt;
  return sizes;
}

// Exit statuses of the sandbox.
inline constexpr int kSandboxDone = 0;          // Coffer closed the socket
inline constexpr int kSandboxBadFrame = 70;     // Coffer broke the protocol
inline constexpr int kSandboxBadStart = 71;     // started by something else than Coffer
inline constexpr int kSandboxNotLocked = 72;    // the kernel did not take what keeps scripts in
inline constexpr int kSandboxNoRuntime = 73;    // the main bundle threw
inline constexpr int kSandboxOutOfMemory = 74;  // its limit of memory is used up

// The descriptor of the sandbox's one socket.
inline constexpr int kSandboxSocket = 3;

}  // namespace coffer::script
