// Many processes, one vault.
#include <fmt/format.h>

#include <set>

#include "child.h"
#include "vault/testing/temp_vault.h"

namespace coffer::no_loss {
namespace {
using namespace coffer::vault;

class NoLossEightWriters : public TempVault {};
class NoLossRotation : public TempVault {};

TEST_F(NoLossEightWriters, AllThatEachOfThemWroteIsThere) {
  constexpr int kProcesses = 8;
  constexpr int kEntries = 200;
  const std::string key = text_of(create().store->key_text());
  const auto begin = system_clock().elapsed();
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    children.push_back(start([&]() -> std::string {
      auto store = open_with_key(Secret(key));
      if (!store) return to_string(store.error());
      for (int i = 0; i < kEntries; ++i) {
        const auto added =
            add(**store, fmt::format("{}/{}", process, i), fmt::format("value {} {}", process, i));
        if (!added) return to_string(added.error());
      }
      return {};
    }));
  }
  for (const pid_t child : children) EXPECT_EQ(wait_for(child), 0);
  const std::chrono::duration<double, std::milli> took = system_clock().elapsed() - begin;
  fmt::print("{:.2f} ms for one write\n", took.count() / (kProcesses * kEntries));

  const auto store = open_with_key(Secret(key)).value();
  EXPECT_EQ(store->generation(), 1U + kProcesses * kEntries);
  ASSERT_EQ(store->content().entries.size(), size_t{kProcesses} * kEntries);
  for (int process = 0; process < kProcesses; ++process) {
    for (int i = 0; i < kEntries; ++i) {
      const Entry* entry = store->content().find(fmt::format("{}/{}", process, i));
      ASSERT_NE(entry, nullptr);
      EXPECT_EQ(text_of(std::get<Secret>(entry->value)), fmt::format("value {} {}", process, i));
    }
  }
}

// A writer whose key is rotated away under it gets an error, unlocks again, and goes on: what it was told is
// written is there at the end.
TEST_F(NoLossRotation, KeepsWhatOthersWriteMeanwhile) {
  constexpr int kWriters = 3;
  constexpr int kEntries = 40;
  constexpr int kRotations = 25;
  create();
  std::vector<pid_t> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.push_back(start([&]() -> std::string {
      auto store = open_with_passphrase();
      for (int i = 0; i < kEntries;) {
        if (!store) return to_string(store.error());
        const auto added = add(**store, fmt::format("{}/{}", writer, i), "x");
        if (added) {
          ++i;
        } else if (added.error().code == ErrorCode::kVaultLocked) {
          store = open_with_passphrase();
        } else {
          return to_string(added.error());
        }
      }
      return {};
    }));
  }
  std::set<std::string> keys;
  for (int i = 0; i < kRotations; ++i) {
    const Secret passphrase("passphrase");
    const auto store = open_with_passphrase().value();
    const auto recovery = rotate(*store, &passphrase);
    ASSERT_TRUE(recovery.ok()) << to_string(recovery.error());
    keys.insert(text_of(store->key_text()));
    EXPECT_TRUE(open_with_recovery(*recovery).ok());
  }
  EXPECT_EQ(keys.size(), size_t{kRotations});
  for (const pid_t writer : writers) EXPECT_EQ(wait_for(writer), 0);
  EXPECT_EQ(open_with_passphrase().value()->content().entries.size(), size_t{kWriters} * kEntries);
}

}  // namespace
}  // namespace coffer::no_loss
