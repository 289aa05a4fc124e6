// What a power cut leaves of a vault: after every single step of every change, in every state that the disk
// may then be in, the vault opens as the old or the new one, whole, and what was acknowledged is there.
#include <fmt/format.h>

#include <fstream>

#include "vault/testing/crash_states.h"
#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {
namespace fs = std::filesystem;

// What a vault holds and what opens it; values of the vault are plain text here, they are test data.
struct Known {
  std::map<std::string, std::string> values = {};
  std::string key = {};  // as text; empty: there is no vault yet
};

// A change of the vault, and what was known before and after it.
struct Change {
  std::string what = {};
  size_t first_step = 0, end_step = 0;
  Known before = {}, after = {};
  bool gives_up_keys =
      false;  // what opened the vault before must open nothing afterwards, the backup neither
};

class PowerCutTest : public TempVault {
 protected:
  PowerCutTest() : crashed_(folder_ / "crashed") {
    options_.random = &random_;
    fs::create_directory(crashed_);
    fs::permissions(crashed_, fs::perms::owner_all);
  }

  void use(RecordingDisk& disk) { disk_ = &disk, options_.disk = &disk; }

  Known known(const Store& store) const {
    Known known{.values = {}, .key = text_of(store.key_text())};
    for (const Entry& entry : store.content().entries)
      known.values[entry.name] = text_of(std::get<Secret>(entry.value));
    return known;
  }

  void begin(std::string what, const Store* store) {
    changes_.push_back({.what = std::move(what), .first_step = disk_->steps().size()});
    if (store != nullptr) changes_.back().before = known(*store);
  }
  void end(const Store& store, bool gives_up_keys) {
    changes_.back().end_step = disk_->steps().size();
    changes_.back().after = known(store);
    changes_.back().gives_up_keys = gives_up_keys;
  }

  template <class Run>
  void change(Store& store, std::string what, bool gives_up_keys, Run&& run) {
    begin(std::move(what), &store);
    const Result<void> changed = run();
    ASSERT_TRUE(changed.ok()) << to_string(changed.error());
    end(store, gives_up_keys);
  }

  // Everything that writes a vault, recorded.
  void change_everything() {
    begin("init", nullptr);
    auto created = create();
    Store& store = *created.store;
    end(store, false);
    change(store, "set a", false, [&] { return add(store, "a", "1"); });
    change(store, "set b, of several blocks", false, [&] { return add(store, "b", std::string(9000, 'b')); });
    change(store, "rename b", false, [&] {
      return store.update([](Content& content) -> Result<void> {
        content.find("b")->name = "c";
        return {};
      });
    });
    change(store, "passphrase", true, [&] { return store.set_passphrase(Secret("passphrase")); });
    change(store, "rotate", true, [&]() -> Result<void> {
      const Secret passphrase("passphrase");
      COFFER_TRY(rotate(store, &passphrase));
      return {};
    });
    change(store, "remove a", false, [&] {
      return store.update([](Content& content) -> Result<void> {
        content.entries.erase(content.entries.begin());
        return {};
      });
    });
    change(store, "recovery key", true, [&]() -> Result<void> {
      COFFER_TRY(new_recovery_key(store));
      return {};
    });
    change(store, "set d", false, [&] { return add(store, "d", "4"); });
  }

  Result<Known> opened(const fs::path& file, const std::string& key) const {
    Store::Options options = options_;
    options.file = file;
    const Secret secret(key);
    COFFER_ASSIGN(const auto store, Store::open(options, {.key = &secret}));
    return known(*store);
  }

  // Whether `file` opens as exactly that.
  bool is(const fs::path& file, const Known& wanted) const {
    if (wanted.key.empty()) return !fs::exists(file);
    const auto found = opened(file, wanted.key);
    return found && found->values == wanted.values;
  }

  // What is wrong with the crashed folder; empty: nothing. `acknowledged`: the change had returned.
  std::string fault(const Change& change, bool acknowledged) const {
    const fs::path file = crashed_ / "vault";
    const fs::path backup = crashed_ / "vault.backup";
    const bool old_one = is(file, change.before);
    if (!is(file, change.after)) {
      if (!old_one) return "neither the old nor the new vault opens";
      if (acknowledged) return "an acknowledged change is gone";
    }
    if (fs::exists(backup)) {
      const auto whole = opened(backup, change.after.key);
      const auto whole_before =
          opened(backup, change.before.key.empty() ? change.after.key : change.before.key);
      if (!whole && !whole_before) return "the backup is not whole";
      const bool given_up = change.gives_up_keys && change.before.key != change.after.key;
      if (given_up && acknowledged && whole_before) return "what was given up opens the backup";
    }
    for (const auto& each : fs::directory_iterator(crashed_)) {
      const std::string name = each.path().filename();
      if (name != "vault" && name != "vault.backup" && name != "vault.new") return name + " piled up";
    }
    return {};
  }

  void put(const FolderState& state) const {
    for (const auto& each : fs::directory_iterator(crashed_)) fs::remove(each.path());
    for (const auto& [name, bytes] : state) {
      std::ofstream(crashed_ / name, std::ios::binary)
          .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      fs::permissions(crashed_ / name, fs::perms::owner_read | fs::perms::owner_write);
    }
  }

  // Cuts the power after every step, or until `wanted` is found. Faults found, by what they are.
  std::map<std::string, size_t> cut_everywhere(const std::string& wanted = {}) {
    std::map<std::string, size_t> faults;
    CrashModel model;
    size_t at = 0;
    const auto& steps = disk_->steps();
    for (const Change& change : changes_) {
      for (; at < change.end_step && !faults.contains(wanted); ++at) {
        model.apply(steps[at]);
        check(model, change, at + 1 == change.end_step, faults);
      }
    }
    return faults;
  }

  void check(const CrashModel& model, const Change& change, bool acknowledged,
             std::map<std::string, size_t>& faults) {
    model.for_each_state(draw_, [&](const FolderState& state) {
      ++states_;
      put(state);
      if (const std::string wrong = fault(change, acknowledged); !wrong.empty())
        ++faults[fmt::format("{}: {}", change.what, wrong)];
    });
  }

  crypto::SeededRandom random_{7}, draw_{20261124};
  RecordingDisk* disk_ = nullptr;
  std::vector<Change> changes_;
  fs::path crashed_;
  size_t states_ = 0;
};

std::string listed(const std::map<std::string, size_t>& faults) {
  std::string text;
  for (const auto& [fault, count] : faults) text += fmt::format("{} times {}\n", count, fault);
  return text;
}

TEST_F(PowerCutTest, LeavesTheOldOrTheNewVaultWhole) {
  RecordingDisk disk;
  use(disk);
  change_everything();
  const auto faults = cut_everywhere();
  EXPECT_TRUE(faults.empty()) << listed(faults);
  EXPECT_GT(states_, 400U);
  RecordProperty("states", static_cast<int>(states_));
}

// The deliberate breaks: without either kind of fsync the same search finds what it is there to find.
TEST_F(PowerCutTest, WithoutFsyncOfFilesTheSearchFindsTornVaults) {
  RecordingDisk disk(RecordingDisk::Ignore::kSync);
  use(disk);
  change_everything();
  const std::string torn = "set b, of several blocks: neither the old nor the new vault opens";
  EXPECT_TRUE(cut_everywhere(torn).contains(torn));
}

TEST_F(PowerCutTest, WithoutFsyncOfTheFolderTheSearchFindsLostChanges) {
  RecordingDisk disk(RecordingDisk::Ignore::kSyncFolder);
  use(disk);
  change_everything();
  const std::string lost = "set a: an acknowledged change is gone";
  EXPECT_TRUE(cut_everywhere(lost).contains(lost));
}

TEST_F(PowerCutTest, WithoutFsyncOfTheFolderTheSearchFindsKeysThatWereGivenUp) {
  RecordingDisk disk(RecordingDisk::Ignore::kSyncFolder);
  use(disk);
  change_everything();
  const std::string kept = "rotate: what was given up opens the backup";
  EXPECT_TRUE(cut_everywhere(kept).contains(kept));
}

}  // namespace
}  // namespace coffer::vault
