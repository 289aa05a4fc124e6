#include "agent/frame.h"

#include <gtest/gtest.h>

namespace coffer::agent {
namespace {

std::string text_of(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

// What the other side makes of a frame.
Result<Message> read(std::string_view frame, FrameLimits limits = kRequestLimits) {
  COFFER_ASSIGN(const FrameSizes sizes, read_frame_header(frame.substr(0, kFrameHeaderSize), limits));
  return read_frame(frame.substr(kFrameHeaderSize, sizes.text),
                    Secret(frame.substr(kFrameHeaderSize + sizes.text, sizes.secrets)));
}

TEST(FrameTest, WhatIsWrittenIsRead) {
  Message message{{{"do", "read"}, {"number", 7}}};
  message.secrets.emplace_back("first");
  message.secrets.emplace_back("");
  message.secrets.emplace_back(std::string_view("\0\xff\n", 3));
  const auto again = read(text_of(frame_of(message)));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->body, message.body);
  ASSERT_EQ(again->secrets.size(), 3U);
  for (size_t i = 0; i < 3; ++i) EXPECT_TRUE(again->secrets[i].equals(message.secrets[i]));
}

TEST(FrameTest, TheJsonHasNoSecretInIt) {
  Message message{{{"do", "x"}}};
  message.secrets.emplace_back("planted");
  const std::string frame = text_of(frame_of(message));
  const auto sizes = read_frame_header(frame, kRequestLimits);
  ASSERT_TRUE(sizes);
  EXPECT_EQ(frame.substr(kFrameHeaderSize, sizes->text), R"({"do":"x"})");
  EXPECT_EQ(sizes->secrets, 4U + 7U);
}

TEST(FrameTest, APartLargerThanTheLimitIsRefusedBeforeItIsRead) {
  const FrameLimits limits{10, 5};
  const std::string_view fits("\x0a\0\0\0\x05\0\0\0", 8), text("\x0b\0\0\0\0\0\0\0", 8),
      secrets("\0\0\0\0\x06\0\0\0", 8);
  EXPECT_TRUE(read_frame_header(fits, limits));
  for (const std::string_view header : {text, secrets, std::string_view("GET / HT")}) {
    const auto sizes = read_frame_header(header, limits);
    ASSERT_FALSE(sizes);
    EXPECT_EQ(sizes.error().code, ErrorCode::kTooLarge);
  }
}

TEST(FrameTest, WhatIsNoMessageIsMalformed) {
  const std::string deep = "{\"a\":" + std::string(30, '[') + std::string(30, ']') + "}";
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{"), std::string("7"), deep}) {
    const auto message = read_frame(text, Secret());
    ASSERT_FALSE(message) << text;
    EXPECT_EQ(message.error().code, ErrorCode::kMalformed);
  }
}

TEST(FrameTest, SecretsThatDoNotFitTheirLengthsAreMalformed) {
  for (const std::string_view blob :
       {std::string_view("\1\0\0", 3), std::string_view("\2\0\0\0x", 5), std::string_view("\1\0\0\0x\1", 6),
        std::string_view("\xff\xff\xff\xff", 4)})
    EXPECT_FALSE(read_frame("{}", Secret(blob)));
  const std::string many((kMostSecrets + 1) * 4, '\0');
  EXPECT_FALSE(read_frame("{}", Secret(many)));
  EXPECT_TRUE(read_frame("{}", Secret(std::string_view(many).substr(4))));
}

}  // namespace
}  // namespace coffer::agent
