// A message between Coffer and its agent, as bytes (docs/agent-protocol.md).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "json/json.h"

namespace coffer::agent {

// What is secret never stands in the JSON: it comes after it, in the order in which the JSON counts on it.
struct Message {
  json::Object body;
  std::vector<Secret> secrets = {};
};

// The most that a side takes in, in bytes.
struct FrameLimits {
  size_t text = 0, secrets = 0;
};
inline constexpr FrameLimits kRequestLimits{size_t{1} << 20, size_t{1} << 20};
// 100 values of 64 KiB, and lists of 10 000 secrets.
inline constexpr FrameLimits kAnswerLimits{size_t{32} << 20, size_t{64} << 20};
inline constexpr size_t kMostSecrets = 1000;  // in a message

struct FrameSizes {
  size_t text = 0, secrets = 0;  // bytes
};
inline constexpr size_t kFrameHeaderSize = 8;

// kTooLarge where a part is larger than the limits, which is also what becomes of bytes that are no frame.
// `header` has kFrameHeaderSize bytes.
Result<FrameSizes> read_frame_header(std::string_view header, FrameLimits limits);
// kMalformed. Both parts are bounded already.
Result<Message> read_frame(std::string_view text, const Secret& secrets);
// Header, JSON and secrets in one.
Secret frame_of(const Message& message);

}  // namespace coffer::agent
