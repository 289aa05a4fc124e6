// A disk that is full, read-only or broken, at every single call of every change: the vault stays whole, the
// error is told, and the next change works.
#include <fmt/format.h>

#include "vault/testing/failing_disk.h"
#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {
namespace fs = std::filesystem;

struct Change {
  std::string name = {};
  std::function<Result<void>(Store&)> run = {};
  bool rewrites_backup = false;  // it may then stay behind when nothing can be mended
};

const Error kFull{ErrorCode::kIo, "No space left on device"};
const Error kReadOnly{ErrorCode::kPermissions, "Read-only file system"};

class DiskFailureTest : public TempVault {
 protected:
  DiskFailureTest() {
    auto created = create();
    key_ = text_of(created.store->key_text());
    recovery_ = text_of(created.recovery_key);
    EXPECT_TRUE(add(*created.store, "a", "1").ok());
    EXPECT_TRUE(add(*created.store, "b", std::string(5000, 'b')).ok());
    for (const char* suffix : {"", ".backup"}) kept_[suffix] = read_file(beside(suffix)).value();
  }

  // Every change, with the keys that it announces put into `announced_`.
  std::vector<Change> changes() {
    const auto announce = [this](const Secret& key) -> Result<void> {
      announced_ = text_of(key);
      return {};
    };
    return {
        {"set", [](Store& store) { return add(store, "c", "3"); }, false},
        {"remove",
         [](Store& store) {
           return store.update([](Content& content) -> Result<void> {
             content.entries.clear();
             return {};
           });
         },
         false},
        {"passphrase", [](Store& store) { return store.set_passphrase(Secret("another")); }, true},
        {"recovery key", [=](Store& store) { return store.new_recovery_key(announce); }, true},
        {"rotate",
         [=](Store& store) {
           const Secret passphrase("passphrase");
           return store.rotate_key(&passphrase, announce);
         },
         true},
    };
  }

  void restore() {
    fs::remove(beside(".new"));
    for (const auto& [suffix, content] : kept_) ASSERT_TRUE(replace_file(beside(suffix), content).ok());
    options_.disk = &system_disk();
  }

  Result<std::unique_ptr<Store>> open_somehow() const {
    if (auto store = open_with_key(Secret(key_))) return store;
    return open_with_recovery(Secret(announced_));
  }

  // One change with one failure; false when the change made fewer calls than that.
  bool fails_at(const Change& change, size_t at, const Error& error, bool for_good) {
    SCOPED_TRACE(fmt::format("{}, call {}{}, {}", change.name, at, for_good ? " on" : "", error.what));
    restore();
    const std::string before = bytes();
    FailingDisk disk(at, error, for_good);
    options_.disk = &disk;
    auto store = open_with_key(Secret(key_)).value();
    const Result<void> changed = change.run(*store);
    if (!disk.failed()) {
      EXPECT_TRUE(changed.ok());
      return false;
    }
    options_.disk = &system_disk();
    const bool is_old = bytes() == before;
    if (!changed) {
      EXPECT_TRUE(changed.error().code == error.code || changed.error().code == ErrorCode::kIo);
      EXPECT_NE(changed.error().what.find(error.what), std::string::npos) << to_string(changed.error());
      EXPECT_TRUE(is_old || changed.error().mend.find("The vault is changed") != std::string::npos);
    } else {
      EXPECT_FALSE(is_old) << "a failure that could be worked round";
    }
    EXPECT_EQ(store->content().find("c") != nullptr, !is_old && change.name == "set");
    check_whole(change, for_good);
    return true;
  }

  void check_whole(const Change& change, bool for_good) {
    auto again = open_somehow();
    ASSERT_TRUE(again.ok()) << to_string(again.error());
    options_.file = beside(".backup");
    EXPECT_TRUE(open_somehow().ok()) << "the backup opens";
    options_.file = folder_ / "vault";
    EXPECT_TRUE(for_good || !fs::exists(beside(".new"))) << change.name << ": no half file stays";
    EXPECT_TRUE(add(**again, "later", "x").ok()) << "and it goes on when there is room again";
    EXPECT_FALSE(fs::exists(beside(".new")));
  }

  std::string key_, recovery_, announced_;
  std::map<std::string, std::string> kept_;
};

TEST_F(DiskFailureTest, AnyCallMayFailOnce) {
  for (const Change& change : changes()) {
    for (const Error& error : {kFull, kReadOnly}) {
      size_t at = 0;
      while (fails_at(change, at, error, false)) ++at;
      EXPECT_GT(at, 7U) << change.name << " was tried at every call";
    }
  }
}

TEST_F(DiskFailureTest, TheDiskMayFailForGoodAtAnyCall) {
  for (const Change& change : changes()) {
    size_t at = 0;
    while (fails_at(change, at, kFull, true)) ++at;
    EXPECT_GT(at, 7U) << change.name;
  }
}

TEST_F(DiskFailureTest, AVaultThatCannotBeMadeLeavesNothingInTheWay) {
  for (size_t at = 0;; ++at) {
    options_.file = folder_ / fmt::format("new-{}", at);
    FailingDisk disk(at, kFull, false);
    options_.disk = &disk;
    const auto created = Store::create(options_, nullptr);
    if (!disk.failed()) {
      EXPECT_TRUE(created.ok());
      break;
    }
    EXPECT_FALSE(created.ok());
    options_.disk = &system_disk();
    EXPECT_FALSE(fs::exists(options_.file))
        << "call " << at << ": a vault whose recovery key nobody was shown";
    EXPECT_TRUE(Store::create(options_, nullptr).ok());
  }
}

}  // namespace
}  // namespace coffer::vault
