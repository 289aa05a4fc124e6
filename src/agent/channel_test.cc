#include "agent/channel.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace coffer::agent {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kForEver{0};

class ChannelTest : public testing::Test {
 protected:
  ChannelTest() {
    int ends[2] = {-1, -1};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    near_.emplace(FileDescriptor(ends[0]), system_clock());
    far_.emplace(FileDescriptor(ends[1]), system_clock());
  }
  void write_raw(std::string_view bytes) {
    ASSERT_EQ(::send(near_->socket(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  ErrorCode receive_error(FrameLimits limits = kRequestLimits, milliseconds patience = kForEver) {
    auto message = far_->receive(limits, patience);
    EXPECT_FALSE(message);
    return message ? ErrorCode::kInternal : message.error().code;
  }

  std::optional<Channel> near_, far_;
};

TEST_F(ChannelTest, MessagesArriveWholeAndInOrder) {
  Message large{{{"number", 1}}};
  large.secrets.emplace_back(std::string(300'000, 'x'));
  large.body["text"] = std::string(500'000, 'y');
  std::jthread sender([&] {
    EXPECT_TRUE(near_->send(large));
    EXPECT_TRUE(near_->send({{{"number", 2}}}));
  });
  const auto first = far_->receive(kRequestLimits, kForEver);
  ASSERT_TRUE(first) << to_string(first.error());
  EXPECT_EQ(first->body, large.body);
  EXPECT_TRUE(first->secrets.front().equals(large.secrets.front()));
  const auto second = far_->receive(kRequestLimits, kForEver);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->body.at("number").as_int64(), 2);
}

TEST_F(ChannelTest, AMessageMayComeByteByByte) {
  const Secret frame = frame_of({{{"a", "b"}}});
  std::jthread sender([&] {
    frame.expose([&](std::string_view bytes) {
      for (const char byte : bytes) write_raw({&byte, 1});
    });
  });
  EXPECT_TRUE(far_->receive(kRequestLimits, kForEver));
}

TEST_F(ChannelTest, NothingComesInTime) {
  EXPECT_EQ(receive_error(kRequestLimits, milliseconds(1)), ErrorCode::kTimeout);
}

TEST_F(ChannelTest, AHalfMessageAndThenTheEnd) {
  write_raw({"\x10\0\0\0\0\0\0\0{\"a", 11});
  near_.reset();
  EXPECT_EQ(receive_error(), ErrorCode::kIo);
}

TEST_F(ChannelTest, TheOtherSideIsGone) {
  near_.reset();
  EXPECT_EQ(receive_error(), ErrorCode::kIo);
  EXPECT_EQ(far_->send({}).error().code, ErrorCode::kIo);
}

TEST_F(ChannelTest, TooLargeIsSaidBeforeItIsRead) {
  write_raw({"\xff\xff\xff\x7f\0\0\0\0", 8});
  EXPECT_EQ(receive_error(), ErrorCode::kTooLarge);
}

TEST_F(ChannelTest, ACutEndsTheWaitingOfAnotherThread) {
  std::jthread waiting([&] { EXPECT_EQ(receive_error(), ErrorCode::kIo); });
  far_->cut();
}

}  // namespace
}  // namespace coffer::agent
