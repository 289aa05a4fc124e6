// What goes wrong on real machines: damaged bytes, full disks, killed processes. tests/no_loss goes on with
// it, from outside.
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <fstream>
#include <set>

#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {
namespace fs = std::filesystem;

// Writes beyond `bytes` fail with EFBIG, as they fail with ENOSPC on a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, handler_);
  }

 private:
  sighandler_t handler_;
  rlimit before_{};
};

class StoreFaultTest : public TempVault {
 protected:
  // Runs `work` in a child. Locked memory does not survive fork, so it must make its own secrets.
  template <class Work>
  static pid_t start(Work&& work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work() ? 0 : 1);
    return child;
  }

  // Without the fsyncs of replace_file(): there are thousands of damages to try. The file is private already.
  void overwrite(std::string_view content) const {
    std::ofstream file(options_.file, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
  }

  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& file : fs::directory_iterator(folder_)) names.insert(file.path().filename());
    return names;
  }
};

TEST_F(StoreFaultTest, EveryFlippedBitIsAnErrorAndNothingIsTouched) {
  const auto created = create();
  const std::string whole = bytes();
  const std::string key = text_of(created.store->key_text());
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << i % 8));
    overwrite(damaged);
    const auto store = open_with_key(Secret(key));
    ASSERT_FALSE(store.ok()) << "byte " << i;
    const bool in_version = i == 8 || i == 9;
    EXPECT_TRUE(store.error().code == ErrorCode::kVaultDamaged ||
                (in_version && store.error().code == ErrorCode::kVaultNewerVersion))
        << "byte " << i << ": " << to_string(store.error());
    ASSERT_FALSE(open_with_passphrase().ok()) << "byte " << i;
    ASSERT_EQ(bytes(), damaged);
  }
}

TEST_F(StoreFaultTest, EveryTruncationAndEveryTailIsAnError) {
  const auto created = create();
  const std::string whole = bytes();
  for (size_t size = 0; size < whole.size(); ++size) {
    overwrite(whole.substr(0, size));
    EXPECT_EQ(open_with_passphrase().error().code, ErrorCode::kVaultDamaged) << size;
  }
  overwrite(whole + std::string(1, '\0'));
  EXPECT_EQ(open_with_passphrase().error().code, ErrorCode::kVaultDamaged);
  overwrite(whole + whole);
  EXPECT_EQ(open_with_passphrase().error().code, ErrorCode::kVaultDamaged);
  overwrite(whole);
  EXPECT_TRUE(open_with_passphrase().ok());
}

TEST_F(StoreFaultTest, AnEndlessFileIsNotReadToItsEnd) {
  const auto created = create();
  fs::resize_file(options_.file, uint64_t{1} << 40);  // sparse
  EXPECT_EQ(open_with_passphrase().error().code, ErrorCode::kVaultDamaged);
}

TEST_F(StoreFaultTest, AFullDiskLeavesTheOldVault) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", std::string(1000, 'x')).ok());
  const std::string before = bytes();
  const std::set<std::string> files_before = files();
  // The last limit lets the backup through and stops the vault itself.
  for (const size_t limit : {size_t{0}, size_t{1}, size_t{100}, before.size() - 1, before.size()}) {
    {
      const FileSizeLimit full(limit);
      EXPECT_EQ(add(*created.store, "b", std::string(1000, 'y')).error().code, ErrorCode::kIo) << limit;
      EXPECT_EQ(created.store->set_passphrase(Secret("new")).ok(), limit == before.size()) << limit;
    }
    if (limit == before.size()) break;
    EXPECT_EQ(bytes(), before);
    EXPECT_EQ(files(), files_before) << "no half file stays";
  }
  EXPECT_EQ(open_with_passphrase("new").value()->content().entries.size(), 1U);
  EXPECT_TRUE(add(*created.store, "b", "y").ok()) << "and it goes on when there is room again";
}

TEST_F(StoreFaultTest, ACreateThatFailsLeavesNoVault) {
  {
    const FileSizeLimit full(10);
    EXPECT_EQ(Store::create(options_, nullptr).error().code, ErrorCode::kIo);
  }
  EXPECT_FALSE(fs::exists(options_.file));
  EXPECT_TRUE(Store::create(options_, nullptr).ok());
}

TEST_F(StoreFaultTest, FilesThatCannotBeReplacedLeaveTheOldVault) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  const std::string before = bytes();
  fs::create_directories(beside(".new") / "x");
  EXPECT_EQ(add(*created.store, "b", "2").error().code, ErrorCode::kIo);
  fs::remove_all(beside(".new"));
  fs::remove(beside(".backup"));
  fs::create_directories(beside(".backup") / "x");
  EXPECT_EQ(add(*created.store, "b", "2").error().code, ErrorCode::kIo);
  EXPECT_EQ(new_recovery_key(*created.store).error().code, ErrorCode::kIo);
  EXPECT_EQ(bytes(), before);
  EXPECT_FALSE(fs::exists(beside(".new")));
  fs::remove_all(beside(".backup"));
  EXPECT_TRUE(add(*created.store, "b", "2").ok());
}

// A child adds entries and acknowledges each; it is killed at a random instant, fifty times over.
TEST_F(StoreFaultTest, AKilledWriterLeavesAWholeVault) {
  std::string key;
  {
    const auto created = create();
    key = text_of(created.store->key_text());
  }
  crypto::SeededRandom random(1);
  size_t count = 0;
  for (int round = 0; round < 50; ++round) {
    int acknowledged[2];
    ASSERT_EQ(::pipe2(acknowledged, O_CLOEXEC), 0);
    const pid_t child = start([&] {
      auto store = open_with_key(Secret(key));
      for (size_t i = count; store && add(**store, fmt::format("entry {}", i), std::string(2000, 'x')); ++i) {
        if (::write(acknowledged[1], "+", 1) != 1) return false;
      }
      return false;
    });
    ::close(acknowledged[1]);
    char buffer[1];
    size_t seen = ::read(acknowledged[0], buffer, 1) == 1 ? 1 : 0;
    // Some moment within the next write: spinning, because the scheduler's idea of a short sleep is longer
    // than a write.
    const auto until = system_clock().elapsed() + std::chrono::microseconds(random.below(4000));
    while (system_clock().elapsed() < until) {
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself";
    while (::read(acknowledged[0], buffer, 1) == 1) ++seen;
    ::close(acknowledged[0]);

    const auto store = open_with_key(Secret(key));
    ASSERT_TRUE(store.ok()) << to_string(store.error());
    const size_t now = (*store)->content().entries.size();
    EXPECT_TRUE(now == count + seen || now == count + seen + 1) << now << " of " << count + seen;
    count = now;
    for (const std::string& name : files()) {
      EXPECT_TRUE(std::set<std::string>({"vault", "vault.backup", "vault.lock", "vault.new"}).contains(name))
          << name;
    }
    const fs::path file = options_.file;
    options_.file = beside(".backup");
    EXPECT_TRUE(open_with_key(Secret(key)).ok()) << "the backup is whole too";
    options_.file = file;
  }
  EXPECT_GE(count, 50U);
  auto store = open_with_key(Secret(key)).value();
  EXPECT_TRUE(add(*store, "last", "x").ok());
  EXPECT_FALSE(fs::exists(beside(".new")));
}

}  // namespace
}  // namespace coffer::vault
