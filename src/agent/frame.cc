#include "agent/frame.h"

#include <fmt/format.h>

namespace coffer::agent {
namespace {

constexpr size_t kLengthSize = 4;
constexpr size_t kMostDepth = 16;

std::array<char, kLengthSize> length_bytes(size_t length) {
  std::array<char, kLengthSize> bytes{};
  for (size_t i = 0; i < kLengthSize; ++i) bytes[i] = static_cast<char>((length >> (8 * i)) & 0xFF);
  return bytes;
}

size_t length_at(std::string_view bytes, size_t at) {
  size_t length = 0;
  for (size_t i = 0; i < kLengthSize; ++i)
    length |= size_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return length;
}

Error malformed(std::string what) { return {ErrorCode::kMalformed, std::move(what)}; }

Result<std::vector<Secret>> split(std::string_view bytes) {
  std::vector<Secret> secrets;
  while (!bytes.empty()) {
    if (bytes.size() < kLengthSize || length_at(bytes, 0) > bytes.size() - kLengthSize)
      return malformed("a secret of the message is longer than the message");
    if (secrets.size() == kMostSecrets) return malformed("a message of too many secrets");
    const size_t length = length_at(bytes, 0);
    secrets.emplace_back(bytes.substr(kLengthSize, length));
    bytes.remove_prefix(kLengthSize + length);
  }
  return secrets;
}

}  // namespace

Result<FrameSizes> read_frame_header(std::string_view header, FrameLimits limits) {
  const FrameSizes sizes{length_at(header, 0), length_at(header, kLengthSize)};
  if (sizes.text > limits.text || sizes.secrets > limits.secrets)
    return Error{ErrorCode::kTooLarge, "a message larger than the agent's protocol permits"};
  return sizes;
}

Result<Message> read_frame(std::string_view text, const Secret& secrets) {
  auto root = json::parse(text, {.depth = kMostDepth, .bytes = kAnswerLimits.text});
  if (!root || !root->is_object()) return malformed("a message that is no JSON object");
  Message message;
  COFFER_ASSIGN(message.secrets, secrets.expose(split));
  message.body = std::move(root->get_object());
  return message;
}

Secret frame_of(const Message& message) {
  const std::string text = json::dump(message.body);
  size_t size = 0;
  for (const Secret& secret : message.secrets) size += kLengthSize + secret.size();
  SecretBuilder out;
  out.reserve(kFrameHeaderSize + text.size() + size);
  const auto append_length = [&](size_t length) {
    const auto bytes = length_bytes(length);
    out.append({bytes.data(), bytes.size()});
  };
  append_length(text.size());
  append_length(size);
  out.append(text);
  for (const Secret& secret : message.secrets) {
    append_length(secret.size());
    out.append(secret);
  }
  return out.take();
}

}  // namespace coffer::agent
