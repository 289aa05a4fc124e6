#include "secrets/value_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

namespace coffer::secrets {
namespace {

using std::chrono::seconds;
using Freshness = ValueCache::Freshness;

ExternalValue value_of(std::string_view text) {
  ExternalValue value;
  value.value = std::make_shared<const Secret>(text);
  return value;
}

std::string text_of(const ValueCache::Got& got) {
  if (!got.value) return "error: " + std::string(to_string(got.value.error().code));
  return got.value->value->expose([](std::string_view bytes) { return std::string(bytes); });
}

class ValueCacheTest : public testing::Test {
 protected:
  // Gets one key; a fetch answers with `next_`.
  std::string get(const std::string& key, seconds keep, Freshness freshness = Freshness::kCached) {
    const auto got = cache_.get({{key, keep}}, freshness, [this](const std::vector<size_t>&) {
      ++fetches_;
      return std::vector<Result<ExternalValue>>{next_};
    });
    cached_ = got[0].cached;
    return text_of(got[0]);
  }

  FakeClock clock_{WallTime{}};
  ValueCache cache_{clock_};
  Result<ExternalValue> next_ = value_of("one");
  int fetches_ = 0;
  bool cached_ = false;
};

TEST_F(ValueCacheTest, KeepsAValueForItsTime) {
  EXPECT_EQ(get("me\na", seconds(60)), "one");
  EXPECT_FALSE(cached_);
  next_ = value_of("two");
  clock_.advance(seconds(59));
  EXPECT_EQ(get("me\na", seconds(60)), "one");
  EXPECT_TRUE(cached_);
  clock_.advance(seconds(1));
  EXPECT_EQ(get("me\na", seconds(60)), "two");
  EXPECT_EQ(fetches_, 2);
}

// As after `coffer settings cache-minutes`: what was kept for longer is not served to whoever wants it
// fresher.
TEST_F(ValueCacheTest, AShorterTimeCountsForWhatIsKeptAlready) {
  get("me\na", seconds(3600));
  clock_.advance(seconds(60));
  next_ = value_of("two");
  EXPECT_EQ(get("me\na", seconds(61)), "one");
  EXPECT_EQ(get("me\na", seconds(60)), "two");
  EXPECT_FALSE(cached_);
}

TEST_F(ValueCacheTest, SaysWhenAValueWasRead) {
  const auto fetch = [](const std::vector<size_t>&) {
    return std::vector<Result<ExternalValue>>{value_of("one")};
  };
  const WallTime read = clock_.now();
  cache_.get({{"me\na", seconds(60)}}, Freshness::kCached, fetch);
  clock_.advance(seconds(30));
  const auto got = cache_.get({{"me\na", seconds(60)}}, Freshness::kCached, fetch);
  EXPECT_TRUE(got[0].cached);
  EXPECT_EQ(got[0].value->fetched, read);
}

TEST_F(ValueCacheTest, TellsKeysApart) {
  EXPECT_EQ(get("me\na", seconds(60)), "one");
  next_ = value_of("two");
  EXPECT_EQ(get("you\na", seconds(60)), "two");
}

TEST_F(ValueCacheTest, KeepsNothingForZeroSeconds) {
  get("me\na", seconds(0));
  get("me\na", seconds(0));
  EXPECT_EQ(fetches_, 2);
  EXPECT_EQ(cache_.peek("me\na"), nullptr);
}

TEST_F(ValueCacheTest, RenewsAValuePastTheCacheButAnErrorLeavesItAlone) {
  get("me\na", seconds(60));
  next_ = Error{ErrorCode::kThrottled, "no"};
  EXPECT_EQ(get("me\na", seconds(60), Freshness::kFetched), "error: throttled");
  EXPECT_EQ(get("me\na", seconds(60)), "one");
  next_ = value_of("two");
  EXPECT_EQ(get("me\na", seconds(60), Freshness::kFetched), "two");
  EXPECT_EQ(get("me\na", seconds(60)), "two");
  EXPECT_TRUE(cached_);
}

TEST_F(ValueCacheTest, DoesNotKeepErrors) {
  next_ = Error{ErrorCode::kNetwork, "no"};
  EXPECT_EQ(get("me\na", seconds(60)), "error: network");
  next_ = value_of("one");
  EXPECT_EQ(get("me\na", seconds(60)), "one");
}

TEST_F(ValueCacheTest, FetchesAKeyOnceHoweverOftenItIsWanted) {
  std::vector<size_t> asked;
  const auto got = cache_.get({{"me\na", seconds(0)}, {"me\nb", seconds(0)}, {"me\na", seconds(0)}},
                              Freshness::kCached, [&](const std::vector<size_t>& indices) {
                                asked = indices;
                                return std::vector<Result<ExternalValue>>{value_of("A"), value_of("B")};
                              });
  EXPECT_EQ(asked, (std::vector<size_t>{0, 1}));
  EXPECT_EQ(text_of(got[0]), "A");
  EXPECT_EQ(text_of(got[1]), "B");
  EXPECT_EQ(text_of(got[2]), "A");
}

TEST_F(ValueCacheTest, FetchesOnceForManyWaitingThreads) {
  std::atomic<int> fetches = 0;
  std::latch started(8);
  std::vector<std::jthread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      started.arrive_and_wait();
      const auto got =
          cache_.get({{"me\na", seconds(60)}}, Freshness::kCached, [&](const std::vector<size_t>&) {
            ++fetches;
            std::this_thread::yield();
            return std::vector<Result<ExternalValue>>{value_of("one")};
          });
      EXPECT_EQ(text_of(got[0]), "one");
    });
  }
  threads.clear();
  EXPECT_EQ(fetches, 1);
}

TEST_F(ValueCacheTest, DoesNotStopCallsThatWantEachOthersValues) {
  std::latch both(2);
  const auto get_two = [&](const std::string& first, const std::string& second) {
    // Claims the first key, then wants the other call's too.
    cache_.get({{first, seconds(60)}}, Freshness::kCached, [&](const std::vector<size_t>&) {
      both.arrive_and_wait();
      return std::vector<Result<ExternalValue>>{value_of(first)};
    });
    const auto got = cache_.get({{second, seconds(60)}, {first, seconds(60)}}, Freshness::kCached,
                                [&](const std::vector<size_t>& indices) {
                                  return std::vector<Result<ExternalValue>>(indices.size(), value_of(second));
                                });
    EXPECT_EQ(text_of(got[1]), first);
  };
  std::jthread other([&] { get_two("me\nb", "me\na"); });
  get_two("me\na", "me\nb");
}

TEST_F(ValueCacheTest, ForgetsWhatBelongsToAnIdentity) {
  get("me\na", seconds(60));
  get("you\na", seconds(60));
  cache_.erase_identity("me");
  EXPECT_EQ(cache_.peek("me\na"), nullptr);
  EXPECT_NE(cache_.peek("you\na"), nullptr);
  cache_.clear();
  EXPECT_EQ(cache_.peek("you\na"), nullptr);
}

TEST_F(ValueCacheTest, DoesNotKeepWhatWasUnderWayWhenItWasReset) {
  cache_.get({{"me\na", seconds(60)}}, Freshness::kCached, [&](const std::vector<size_t>&) {
    cache_.clear();
    return std::vector<Result<ExternalValue>>{value_of("one")};
  });
  EXPECT_EQ(cache_.peek("me\na"), nullptr);
}

TEST_F(ValueCacheTest, IsBoundedAndLetsTheOldestGo) {
  for (size_t i = 0; i <= ValueCache::kMostValues; ++i) {
    get("me\n" + std::to_string(i), seconds(10000));
    clock_.advance(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(cache_.peek("me\n0"), nullptr);
  EXPECT_NE(cache_.peek("me\n1"), nullptr);
}

}  // namespace
}  // namespace coffer::secrets
