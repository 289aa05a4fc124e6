// Five hundred kills at random instants of the commands that write a vault.
#include <fmt/format.h>
#include <sched.h>
#include <signal.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/encoding.h"
#include "child.h"
#include "vault/export_file.h"
#include "vault/testing/temp_vault.h"

namespace coffer::no_loss {
namespace {
namespace fs = std::filesystem;
using namespace coffer::vault;

using Values = std::map<std::string, std::string>;

// One command, and what it makes of the vault.
struct Command {
  std::string kind = {};
  std::vector<std::string> arguments = {};
  Values after = {};
};

class NoLossKills : public TempVault {
 protected:
  NoLossKills() {
    auto created =
        Store::create(options_, nullptr).value();  // no passphrase: only keys that were shown open it
    key_ = text_of(created.store->key_text());
  }

  std::string scratch(std::string_view name) const { return folder_ / "scratch" / name; }

  // As the command would be typed, with a value of one block or of several.
  Command next(crypto::Random& random) {
    ++round_;
    Command command{.after = values_};
    const std::string value = fmt::format("value {} {}", round_, std::string(random.below(9000), 'x'));
    const std::string some =
        values_.empty()
            ? ""
            : std::next(values_.begin(), static_cast<ptrdiff_t>(random.below(values_.size())))->first;
    uint64_t kind = random.below(6);  // a vault of some dozen secrets, so that a write stays short
    if (values_.size() < 5) kind = 0;
    if (values_.size() > 12) kind = 3;
    if (kind <= 1) {
      const std::string name = kind == 0 ? fmt::format("name {}", round_) : some;
      write(scratch("value"), value);
      command = {"set", {"secret", "set", name, "--file", scratch("value")}, std::move(command.after)};
      command.after[name] = value;
    } else if (kind == 2) {
      const std::string name = fmt::format("renamed {}", round_);
      command = {"rename", {"secret", "rename", some, name}, std::move(command.after)};
      command.after.erase(some);
      command.after[name] = values_.at(some);
    } else if (kind == 3) {
      command = {"rm", {"secret", "rm", some}, std::move(command.after)};
      command.after.erase(some);
    } else if (kind == 4) {
      command = {"rotate", {"vault", "rotate"}, std::move(command.after)};
    } else {
      std::vector<Entry> entries;
      for (const std::string& name :
           {fmt::format("imported {}", round_), fmt::format("also {}", round_), some}) {
        entries.push_back(local_entry(name, value));
        command.after[name] = value;
      }
      plain_export(entries).value().expose([&](std::string_view text) { write(scratch("export"), text); });
      command = {"import",
                 {"vault", "import", scratch("export"), "--on-conflict", "replace"},
                 std::move(command.after)};
    }
    return command;
  }

  static void write(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    ASSERT_TRUE(replace_file(path, text).ok());
  }

  pid_t begin(const Command& command) const {
    std::vector<std::string> arguments = {std::getenv("COFFER_BIN")};
    arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
    // No bus, so no keyring of the person who runs the tests.
    const std::vector<std::string> environment = {
        "HOME=" + scratch("home"), "COFFER_VAULT=" + options_.file.string(), "COFFER_VAULT_KEY=" + key_,
        "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent"};
    return start_program(arguments, environment, scratch("out"), scratch("err"));
  }

  static Values values_of(const Store& store) {
    Values values;
    for (const Entry& entry : store.content().entries)
      values[entry.name] = text_of(std::get<Secret>(entry.value));
    return values;
  }

  // With the key as it was, or with a recovery key that a rotation printed before it wrote.
  Result<std::unique_ptr<Store>> open_file() const {
    auto store = open_with_key(Secret(key_));
    for (size_t i = 0; i < shown_.size() && !store; ++i) store = open_with_recovery(Secret(shown_[i]));
    return store;
  }

  // Takes over what is there now. Whether that is the new state.
  bool check(const Command& command, bool acknowledged) {
    // It stays good for the backup, which a rotation writes first, until a write is whole.
    const std::string printed = command.kind == "rotate" ? read_file(scratch("out")).value_or("") : "";
    if (printed.ends_with('\n')) shown_.emplace_back(trim(printed));
    auto store = open_file();
    if (!store) {
      ADD_FAILURE() << command.kind << ": " << to_string(store.error());
      return false;
    }
    const std::string key = text_of((*store)->key_text());
    const Values now = values_of(**store);
    const bool is_new = command.kind == "rotate" ? key != key_ : now == command.after;
    EXPECT_TRUE(now == values_ || now == command.after)
        << command.kind << " left neither the old nor the new";
    EXPECT_TRUE(is_new || !acknowledged) << command.kind << " was acknowledged and is gone";
    options_.file = beside(".backup");
    if (fs::exists(options_.file)) {
      EXPECT_TRUE(open_file().ok()) << command.kind << ": the backup opens";
    }
    options_.file = folder_ / "vault";
    for (const auto& each : fs::directory_iterator(folder_)) {
      const std::string name = each.path().filename();
      EXPECT_TRUE(std::set<std::string>({"vault", "vault.backup", "vault.lock", "vault.new", "scratch"})
                      .contains(name))
          << name;
    }
    if (is_new) shown_.clear();
    key_ = key;
    values_ = now;
    return is_new;
  }

  // How long each kind of command takes, undisturbed: the middle of some runs.
  void measure(crypto::Random& random) {
    constexpr size_t kRuns = 5;
    std::map<std::string, std::vector<std::chrono::nanoseconds>> times;
    const auto measured = [&] {
      return times.size() == 5 &&
             std::ranges::all_of(times, [](const auto& each) { return each.second.size() >= kRuns; });
    };
    while (!measured()) {
      const Command command = next(random);
      const auto begun = system_clock().elapsed();
      const auto status = wait_for(begin(command));
      times[command.kind].push_back(system_clock().elapsed() - begun);
      ASSERT_EQ(status, 0) << command.kind << ": " << read_file(scratch("err")).value();
      ASSERT_TRUE(check(command, true));
    }
    for (auto& [kind, runs] : times) {
      std::ranges::nth_element(runs, runs.begin() + static_cast<ptrdiff_t>(runs.size() / 2));
      durations_[kind] = runs[runs.size() / 2];
    }
  }

  // Runs it and kills it somewhere in its time. Whether it was killed, and what became of it.
  void kill_one(const Command& command, crypto::Random& random) {
    const auto longest = static_cast<uint64_t>(durations_.at(command.kind).count()) * 11 / 10;
    const auto delay = std::chrono::nanoseconds(random.below(longest));
    const auto begun = system_clock().elapsed();
    const pid_t child = begin(command);
    while (system_clock().elapsed() - begun < delay) ::sched_yield();
    ::kill(child, SIGKILL);
    const auto status = wait_for(child);
    if (status) {
      EXPECT_EQ(*status, 0) << command.kind << ": " << read_file(scratch("err")).value();
    }
    const bool is_new = check(command, status.has_value());
    if (status) {
      ++finished_;
    } else {
      ++kills_, ++(is_new ? killed_new_ : killed_old_);
    }
  }

  std::string key_;
  std::vector<std::string> shown_;  // recovery keys, since the last whole write
  Values values_;
  std::map<std::string, std::chrono::nanoseconds> durations_;
  size_t round_ = 0, kills_ = 0, killed_new_ = 0, killed_old_ = 0, finished_ = 0;
};

TEST_F(NoLossKills, LeaveTheOldOrTheNewVaultWhole) {
  constexpr size_t kKills = 500;
  ASSERT_NE(std::getenv("COFFER_BIN"), nullptr) << "COFFER_BIN names the program under test";
  const char* given = std::getenv("COFFER_SEED");
  const uint64_t seed = given != nullptr ? std::stoull(given) : crypto::system_random().below(1'000'000'000);
  fmt::print("COFFER_SEED={}\n", seed);
  crypto::SeededRandom random(seed);
  measure(random);
  while (kills_ < kKills && !HasFailure()) kill_one(next(random), random);
  fmt::print("{} kills: {} left the old vault, {} the new one; {} commands were faster than their killer\n",
             kills_, killed_old_, killed_new_, finished_);
  EXPECT_GT(killed_old_, 0U);
  EXPECT_GT(killed_new_, 0U) << "no kill fell between the write and the end";
  const Command last = next(random);
  EXPECT_EQ(wait_for(begin(last)), 0);
  EXPECT_TRUE(check(last, true));
  EXPECT_FALSE(fs::exists(beside(".new"))) << "what a killed write left is cleared away by the next";
}

}  // namespace
}  // namespace coffer::no_loss
