#include "vault/snapshot.h"

#include <gtest/gtest.h>

#include "vault/export_file.h"
#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {

using std::chrono::hours;

class SnapshotTest : public TempVault {
 protected:
  // A vault with the linked secret "db" and a snapshot of it that is good for a day.
  std::unique_ptr<Store> vault_with_snapshot() {
    auto store = std::move(create().store);
    EXPECT_TRUE(store->update([&](Content& content) -> Result<void> {
      Entry& entry = content.entries.emplace_back();
      entry.name = "db";
      entry.value = link_;
      entry.offline = hours(24);
      content.snapshots.push_back(snapshot());
      return {};
    }));
    EXPECT_NE(store->content().snapshot_of("db"), nullptr);
    return store;
  }
  Snapshot snapshot() const {
    return {.name = "db",
            .link = link_,
            .value = Secret("the-value"),
            .taken = clock_.now(),
            .expires = clock_.now() + hours(24)};
  }
  // Whether there still is one after the entry was changed.
  bool survives(const std::function<void(Entry&)>& change) {
    auto store = vault_with_snapshot();
    EXPECT_TRUE(store->update([&](Content& content) -> Result<void> {
      change(content.entries.at(0));
      return {};
    }));
    const bool there = store->content().snapshot_of("db") != nullptr;
    std::filesystem::remove(beside(".backup"));
    std::filesystem::remove(options_.file);
    return there;
  }

  Link link_{.secret = "arn:s", .role = "arn:r", .version = "blue", .json_key = "k", .cache_seconds = 60};
};

TEST_F(SnapshotTest, GoesWithWhatItWasMadeFrom) {
  const auto relinked = [this](auto&& change) {
    return survives([&](Entry& entry) {
      Link other = link_;
      change(other);
      entry.value = other;
    });
  };
  EXPECT_TRUE(survives([](Entry&) {}));
  EXPECT_TRUE(relinked([](Link&) {}));
  EXPECT_TRUE(relinked([](Link& link) { link.cache_seconds = 5; }));
  EXPECT_FALSE(relinked([](Link& link) { link.provider = kSsm; }));
  EXPECT_FALSE(relinked([](Link& link) { link.secret = "arn:other"; }));
  EXPECT_FALSE(relinked([](Link& link) { link.role.clear(); }));
  EXPECT_FALSE(relinked([](Link& link) { link.version.clear(); }));
  EXPECT_FALSE(relinked([](Link& link) { link.json_key = "other"; }));
  EXPECT_FALSE(relinked([](Link& link) { link.address = "https://other.example"; }));
  EXPECT_FALSE(survives([](Entry& entry) { entry.value = Secret("local"); }));
  EXPECT_FALSE(survives([](Entry& entry) { entry.enabled = false; }));
  EXPECT_FALSE(survives([](Entry& entry) { entry.offline = {}; }));
  EXPECT_FALSE(survives([](Entry& entry) { entry.name = "renamed"; }));
}

TEST_F(SnapshotTest, BelongsToALinkThatLeavesTheServerToTheEnvironment) {
  Entry entry;
  entry.name = "kv";
  entry.offline = hours(1);
  entry.value = Link{.provider = kHashicorp, .secret = "app"};
  Snapshot snapshot{.name = "kv",
                    .link = {.provider = kHashicorp, .secret = "app", .address = "https://a", .ns = "team"}};
  EXPECT_TRUE(belongs_to(snapshot, entry));
  std::get<Link>(entry.value).address = "https://b";
  EXPECT_FALSE(belongs_to(snapshot, entry));
}

TEST_F(SnapshotTest, ARemovedSecretLeavesNone) {
  auto store = vault_with_snapshot();
  ASSERT_TRUE(store->update([](Content& content) -> Result<void> {
    content.entries.clear();
    return {};
  }));
  EXPECT_TRUE(store->content().snapshots.empty());
}

TEST_F(SnapshotTest, IsDroppedByTheFirstWriteAfterItsEnd) {
  auto store = vault_with_snapshot();
  clock_.advance(hours(24) - std::chrono::milliseconds(1));
  ASSERT_TRUE(add(*store, "one", "x"));
  EXPECT_NE(store->content().snapshot_of("db"), nullptr);
  clock_.advance(std::chrono::milliseconds(1));
  EXPECT_NE(store->content().snapshot_of("db"), nullptr) << "nothing has been written yet";
  ASSERT_TRUE(add(*store, "two", "x"));
  EXPECT_EQ(store->content().snapshot_of("db"), nullptr);
}

TEST_F(SnapshotTest, ANewPassphraseIsAWriteToo) {
  auto store = vault_with_snapshot();
  clock_.advance(hours(24));
  ASSERT_TRUE(store->set_passphrase(Secret("another passphrase")));
  EXPECT_EQ(store->content().snapshot_of("db"), nullptr);
}

TEST_F(SnapshotTest, AShorterTimeEndsItEarlier) {
  auto store = vault_with_snapshot();
  ASSERT_TRUE(store->update([](Content& content) -> Result<void> {
    content.entries.at(0).offline = hours(1);
    return {};
  }));
  EXPECT_EQ(store->content().snapshot_of("db")->expires, clock_.now() + hours(1));
  ASSERT_TRUE(store->update([](Content& content) -> Result<void> {
    content.entries.at(0).offline = hours(48);
    return {};
  }));
  EXPECT_EQ(store->content().snapshot_of("db")->expires, clock_.now() + hours(1));
}

TEST_F(SnapshotTest, IsInNoExport) {
  auto store = vault_with_snapshot();
  const std::string text = text_of(plain_export(store->content().entries).value());
  EXPECT_EQ(text.find("the-value"), std::string::npos);
  EXPECT_NE(text.find("offline_seconds"), std::string::npos);
}

// What holds the vault's lock is waited for as long as the caller says, and no longer.
TEST_F(SnapshotTest, AnImpatientWriteGivesUp) {
  auto store = vault_with_snapshot();
  const auto lock = FileLock::acquire(beside(".lock"), std::chrono::seconds(1));
  ASSERT_TRUE(lock.ok());
  const auto written =
      store->update([](Content&) -> Result<void> { return {}; }, std::chrono::milliseconds(1));
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace coffer::vault
