#include "script/sandbox/landlock.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace coffer::script {
namespace {

// struct landlock_ruleset_attr of the newest interface that this knows; older headers have less of it.
struct Ruleset {
  uint64_t files, network, scopes;
};

constexpr unsigned kAskVersion = 1;  // LANDLOCK_CREATE_RULESET_VERSION

constexpr uint64_t bits(unsigned count) { return (uint64_t{1} << count) - 1; }

// What each version has added (landlock(7), "VERSIONS").
uint64_t files_of(long version) {
  if (version >= 5) return bits(16);  // + ioctl on devices
  if (version >= 3) return bits(15);  // + truncate
  if (version >= 2) return bits(14);  // + refer
  return bits(13);
}

}  // namespace

void deny_files() {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion);
  if (version < 1) return;
  const Ruleset all{files_of(version), version >= 4 ? bits(2) : 0, version >= 6 ? bits(2) : 0};
  size_t known = sizeof all.files;
  if (version >= 4) known += sizeof all.network;
  if (version >= 6) known += sizeof all.scopes;
  // Without a rule nothing is allowed.
  const auto ruleset = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &all, known, 0));
  if (ruleset < 0) return;
  ::syscall(SYS_landlock_restrict_self, ruleset, 0);
  ::close(ruleset);
}

}  // namespace coffer::script
