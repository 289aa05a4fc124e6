#include "agent/place.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/testing/temporary_folder.h"

namespace coffer::agent {
namespace fs = std::filesystem;
namespace {

class PlaceTest : public testing::Test {
 protected:
  PlaceTest() {
    ::chmod(folder_.path().c_str(), 0700);
    environment_.set("HOME", folder_.path().string());
    environment_.set("XDG_RUNTIME_DIR", folder_.path().string());
  }
  Place place() { return place_of(environment_); }
  std::optional<Seat> seat() {
    auto taken = Seat::take(place());
    EXPECT_TRUE(taken) << to_string(taken.error());
    return taken ? *std::move(taken) : std::nullopt;
  }
  static mode_t mode_of(const fs::path& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
  }
  bool nobody_there() {
    const auto socket = connect_to(place());
    return socket && !*socket;
  }

  TemporaryFolder folder_;
  Environment environment_;
};

TEST_F(PlaceTest, IsInTheRuntimeFolderOrAmongOurState) {
  EXPECT_EQ(place().socket, folder_.path() / "coffer" / "agent.sock");
  environment_.set("XDG_RUNTIME_DIR",
                   "/proc/1");  // a folder, perhaps ours, but not one where things are made
  environment_.set("XDG_RUNTIME_DIR", (folder_.path() / "not-there").string());
  EXPECT_EQ(place().folder, folder_.path() / ".local" / "state" / "coffer" / "agent");
  environment_.set("XDG_RUNTIME_DIR", "relative");
  EXPECT_EQ(place().folder, folder_.path() / ".local" / "state" / "coffer" / "agent");
  environment_.set("XDG_RUNTIME_DIR", folder_.path().string());
  environment_.set("COFFER_HOME", (folder_.path() / "own").string());
  EXPECT_EQ(place().folder, folder_.path() / "own" / "agent");
}

TEST_F(PlaceTest, ASeatIsPrivateAndForOne) {
  EXPECT_TRUE(nobody_there());
  auto first = seat();
  ASSERT_TRUE(first);
  EXPECT_EQ(mode_of(place().folder), 0700U);
  EXPECT_EQ(mode_of(place().socket), 0600U);
  EXPECT_FALSE(seat());
  const auto socket = connect_to(place());
  ASSERT_TRUE(socket);
  ASSERT_TRUE(*socket);
  const auto peer = peer_of(**socket);
  ASSERT_TRUE(peer);
  EXPECT_EQ(peer->user, ::geteuid());
  EXPECT_EQ(peer->process, ::getpid());
  EXPECT_TRUE(first->still_there());
  first->leave();
  EXPECT_FALSE(first->still_there());
  EXPECT_TRUE(nobody_there());
  EXPECT_TRUE(fs::is_empty(place().folder));
}

TEST_F(PlaceTest, WhatAKilledAgentLeftIsReplaced) {
  {
    const auto killed = seat();
  }  // its socket stays
  ASSERT_TRUE(fs::exists(place().socket));
  EXPECT_TRUE(nobody_there());
  const auto next = seat();
  ASSERT_TRUE(next);
  EXPECT_FALSE(nobody_there());
}

TEST_F(PlaceTest, AFileInItsPlaceIsNotTouched) {
  fs::create_directory(place().folder);
  ::chmod(place().folder.c_str(), 0700);
  ASSERT_TRUE(replace_file(place().socket, "mine"));
  EXPECT_EQ(Seat::take(place()).error().code, ErrorCode::kIo);
  EXPECT_EQ(connect_to(place()).error().code, ErrorCode::kIo);
  EXPECT_EQ(*read_file(place().socket), "mine");
}

TEST_F(PlaceTest, AFolderThatOthersCanEnterIsRefused) {
  const auto taken = seat();
  ASSERT_TRUE(taken);
  for (const mode_t mode : {0750, 0701, 0707, 0720}) {
    ::chmod(place().folder.c_str(), mode);
    EXPECT_EQ(connect_to(place()).error().code, ErrorCode::kPermissions);
    EXPECT_EQ(Seat::take(place()).error().code, ErrorCode::kPermissions);
  }
}

TEST_F(PlaceTest, SomebodyElsesSocketIsNotRemovedOnLeaving) {
  const auto first = seat();
  ASSERT_TRUE(first);
  fs::remove(place().socket);
  fs::remove(place().lock);
  const auto second = seat();
  ASSERT_TRUE(second);
  EXPECT_FALSE(first->still_there());
  first->leave();
  EXPECT_TRUE(second->still_there());
}

}  // namespace
}  // namespace coffer::agent
