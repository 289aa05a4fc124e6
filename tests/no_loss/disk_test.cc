// Disks that are really full and folders that are really read-only, beside the injected ones of
// src/vault/disk_failure_test.cc.
#include <errno.h>
#include <fmt/format.h>
#include <grp.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "child.h"
#include "vault/testing/temp_vault.h"

namespace coffer::no_loss {
namespace {
namespace fs = std::filesystem;
using namespace coffer::vault;

constexpr uid_t kNobody = 65534;

// Lets this process mount: as root in a mount namespace of its own, else in a user namespace too. Empty, or
// what is in the way; a machine that forbids both fails the test, it does not skip it.
std::string enter_namespace() {
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  if (::unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0)
    return fmt::format("may not mount: {} (run it as root, or permit user namespaces)", strerror(errno));
  if (user != 0) {
    std::ofstream("/proc/self/setgroups") << "deny";
    std::ofstream("/proc/self/uid_map") << fmt::format("0 {} 1", user);
    std::ofstream("/proc/self/gid_map") << fmt::format("0 {} 1", group);
  }
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
    return fmt::format("could not keep mounts private: {}", strerror(errno));
  return {};
}

std::string wanted(bool right, std::string_view what) { return right ? "" : fmt::format("not so: {}", what); }

#define COFFER_WANT(condition) \
  if (const std::string trouble = wanted(condition, #condition); !trouble.empty()) return trouble

class DiskTest : public TempVault {
 protected:
  static Result<void> remove(Store& store, std::string_view name) {
    return store.update([&](Content& content) -> Result<void> {
      std::erase_if(content.entries, [&](const Entry& entry) { return entry.name == name; });
      return {};
    });
  }

  std::string fill_the_disk() {
    if (std::string trouble = enter_namespace(); !trouble.empty()) return trouble;
    const fs::path disk = folder_ / "disk";
    fs::create_directory(disk);
    if (::mount("none", disk.c_str(), "tmpfs", 0, "size=128k,mode=0700") != 0)
      return fmt::format("could not mount a tmpfs: {}", strerror(errno));
    options_.file = disk / "vault";
    auto created = create();
    Store& store = *created.store;
    size_t count = 0;
    Result<void> added;
    while (count < 100 && (added = add(store, fmt::format("{}", count), std::string(4000, 'x')))) ++count;
    COFFER_WANT(!added.ok() && added.error().code == ErrorCode::kIo);
    COFFER_WANT(added.error().what.find("No space left on device") != std::string::npos);
    COFFER_WANT(count > 3);
    COFFER_WANT(!store.set_passphrase(Secret("another")).ok());
    COFFER_WANT(!fs::exists(beside(".new")));
    COFFER_WANT(open_with_passphrase().value()->content().entries.size() == count);
    COFFER_WANT(remove(store, "0").ok());  // a full disk does not keep one from making room
    COFFER_WANT(open_with_passphrase().value()->content().entries.size() == count - 1);
    if (::mount(nullptr, disk.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0)
      return fmt::format("could not remount it read-only: {}", strerror(errno));
    COFFER_WANT(add(store, "late", "x").error().code == ErrorCode::kPermissions);
    COFFER_WANT(open_with_passphrase().value()->content().entries.size() == count - 1);
    return {};
  }

  // Permission bits do not bind root.
  std::string write_where_it_is_forbidden() {
    if (::geteuid() == 0 &&
        (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0))
      return fmt::format("could not become another user: {}", strerror(errno));
    auto created = create();
    Store& store = *created.store;
    if (!add(store, "a", "1")) return "could not write at all";
    const std::string before = bytes();
    ::chmod(folder_.c_str(), 0500);
    const auto refused = add(store, "b", "2");
    COFFER_WANT(!refused.ok() && refused.error().code == ErrorCode::kPermissions);
    COFFER_WANT(store.set_passphrase(Secret("another")).error().code == ErrorCode::kPermissions);
    COFFER_WANT(!Store::remove_files(options_.file).ok());
    COFFER_WANT(bytes() == before && open_with_passphrase().ok());
    fs::path elsewhere = folder_ / "sub" / "vault";
    std::swap(options_.file, elsewhere);
    COFFER_WANT(Store::create(options_, nullptr).error().code == ErrorCode::kPermissions);
    std::swap(options_.file, elsewhere);
    ::chmod(folder_.c_str(), 0700);
    ::chmod(beside(".lock").c_str(), 0400);
    COFFER_WANT(add(store, "b", "2").error().code == ErrorCode::kPermissions);
    ::chmod(beside(".lock").c_str(), 0600);
    ::chmod(options_.file.c_str(), 0400);
    COFFER_WANT(add(store, "b", "2").error().code == ErrorCode::kPermissions);
    COFFER_WANT(bytes() == before);
    ::chmod(options_.file.c_str(), 0000);
    COFFER_WANT(open_with_passphrase().error().code == ErrorCode::kPermissions);
    ::chmod(options_.file.c_str(), 0600);
    COFFER_WANT(add(store, "b", "2").ok());
    return {};
  }
};

class NoLossFullDisk : public DiskTest {};
class NoLossReadOnly : public DiskTest {};

TEST_F(NoLossFullDisk, KeepsWhatWasAcknowledgedAndMakesRoom) {
  EXPECT_EQ(wait_for(start([this] { return fill_the_disk(); })), 0);
}

TEST_F(NoLossReadOnly, LeavesTheVaultAsItIs) {
  if (::geteuid() == 0) {
    ASSERT_EQ(::chown(folder_.c_str(), kNobody, kNobody), 0);
  }
  EXPECT_EQ(wait_for(start([this] { return write_where_it_is_forbidden(); })), 0);
}

}  // namespace
}  // namespace coffer::no_loss
