#include "page/event_hub.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coffer::page {
namespace {

TEST(EventHubTest, TellsWhatIsNew) {
  EventHub hub;
  hub.tell("console", R"({"line":1})");
  hub.tell("vault", "{}");
  EXPECT_EQ(hub.after(0).size(), 2u);
  ASSERT_EQ(hub.after(1).size(), 1u);
  EXPECT_EQ(hub.after(1)[0].name, "vault");
  EXPECT_TRUE(hub.after(2).empty());
}

TEST(EventHubTest, KeepsTheLastOnes) {
  EventHub hub;
  for (size_t i = 0; i < EventHub::kKept + 5; ++i) hub.tell("console", std::to_string(i));
  const auto all = hub.after(0);
  ASSERT_EQ(all.size(), EventHub::kKept);
  EXPECT_EQ(all.front().number, 6u);
  EXPECT_EQ(all.front().data, "5");
}

TEST(EventHubTest, WakesThoseWhoWait) {
  EventHub hub;
  int woken = 0;
  const uint64_t one = hub.subscribe([&] { ++woken; });
  hub.subscribe([&] { ++woken; });
  hub.tell("vault", "{}");
  EXPECT_EQ(woken, 2);
  hub.unsubscribe(one);
  hub.tell("vault", "{}");
  EXPECT_EQ(woken, 3);
}

TEST(EventHubTest, AnEventAsTheBrowserReadsIt) {
  EXPECT_EQ(event_text({7, "console", R"({"a":1})"}), "id: 7\nevent: console\ndata: {\"a\":1}\n\n");
}

}  // namespace
}  // namespace coffer::page
