#include "page/watch.h"

#include <gtest/gtest.h>

#include <atomic>

#include "page/testing/test_desk.h"
#include "secrets/grants.h"

namespace coffer::page {
namespace {

class WatchTest : public testing::Test {
 protected:
  static constexpr std::chrono::milliseconds kPause{1};

  // Waits until that event was told.
  Event wait_for(const std::string& name) {
    for (;;) {
      for (const Event& event : events_.after(0))
        if (event.name == name) return event;
      std::this_thread::yield();
    }
  }

  TestDesk desk_;
  EventHub events_;
};

TEST_F(WatchTest, AChangeIsToldWhileAPageIsOpen) {
  std::atomic<int> version = 1;
  Watch watch(events_);
  watch.add("thing", [&] { return std::to_string(version); });
  watch.start(kPause);
  version = 2;
  EXPECT_TRUE(events_.after(0).empty()) << "nobody listens";
  events_.subscribe([] {});
  EXPECT_EQ(wait_for("thing").data, "{}");
  EXPECT_EQ(events_.after(0).size(), 1u);
}

TEST_F(WatchTest, TheDeskTellsOfItsVaultAndItsAgent) {
  events_.subscribe([] {});
  std::atomic<bool> running = false;
  Watch watch(events_);
  watch.add(
      "agent", [&] { return std::to_string(running); },
      [&] { return json::dump(json::Object{{"running", running.load()}}); });
  watch_desk(watch, desk_);
  watch.start(kPause);
  ASSERT_TRUE(vault::Store::create(desk_.vault(), nullptr));
  wait_for("vault");
  ASSERT_TRUE(secrets::GrantStore(desk_.environment().state_folder()).deny("/collection.json"));
  wait_for("settings");
  running = true;
  EXPECT_EQ(wait_for("agent").data, R"({"running":true})");
}

}  // namespace
}  // namespace coffer::page
