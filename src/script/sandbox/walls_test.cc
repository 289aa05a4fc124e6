// Each wall alone: what stands where another should fall.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "script/frame.h"
#include "script/sandbox/landlock.h"
#include "script/sandbox/lockdown.h"
#include "script/sandbox/syscall_filter.h"
#include "script/sandbox/testing/in_child.h"
#include "script/sandbox/testing/native_attempts.h"

namespace coffer::script {
namespace {

using testing::in_child;
using testing::native_attempt;

const std::string kKilled = "signal " + std::to_string(SIGSYS);

long landlock_version() { return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1U); }

TEST(WallsTest, WithoutAnyTheAttemptsSucceed) {
  EXPECT_EQ(in_child([] { return native_attempt("open", 0); }), "done");
  EXPECT_EQ(in_child([] { return native_attempt("socketpair", 0); }), "done");
  EXPECT_EQ(in_child([] { return native_attempt("mmap_exec", 0); }), "done");
}

TEST(WallsTest, LandlockAloneKeepsFromFilesAndPrograms) {
  const auto locked = [](const char* name) {
    return in_child([name] {
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
      deny_files();
      return native_attempt(name, 0);
    });
  };
  const bool known = landlock_version() >= 1;
  EXPECT_EQ(locked("open"), known ? "EACCES" : "done");
  if (!known) return;
  EXPECT_EQ(locked("create"), "EACCES");
  EXPECT_EQ(locked("exec"), "EACCES");
}

TEST(WallsTest, TheFilterAloneKeepsFromAllElse) {
  const auto filtered = [](const char* name) {
    return in_child([name] {
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
      return filter_system_calls() ? native_attempt(name, ::getpid()) : "no filter";
    });
  };
  EXPECT_EQ(filtered("getpid"), "done");
  EXPECT_EQ(filtered("tgkill"), "signal 9");  // itself: that much it may
  for (const char* name : {"open", "mmap_exec", "mprotect_exec"}) EXPECT_EQ(filtered(name), "EPERM") << name;
  for (const char* name : {"socket", "fork", "exec", "kill", "ptrace", "process_vm_readv", "x32", "io_uring"})
    EXPECT_EQ(filtered(name), kKilled) << name;
}

TEST(WallsTest, TheFilterLetsNoOtherBeLoaded) {
  EXPECT_EQ(in_child([] {
              ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
              return filter_system_calls() && filter_system_calls() ? "twice" : "once";
            }),
            kKilled);
}

TEST(WallsTest, LockingDownLimitsMemory) {
  const std::string said = in_child([] {
    const char* const failed = lock_down(size_t{64} << 20);
    if (failed != nullptr) return std::string(failed);
    void* const much = ::malloc(size_t{128} << 20);
    void* const little = ::malloc(size_t{16} << 20);
    return std::string(much == nullptr && little != nullptr ? "limited" : "not limited");
  });
  EXPECT_EQ(said, "limited");
}

}  // namespace
}  // namespace coffer::script
