// Memory for secrets: locked out of swap, left out of core dumps, gone in a forked child, wiped when freed.
#pragma once

#include <cstddef>

namespace coffer {

// Overwrites in a way that the compiler may not drop.
void wipe(void* data, size_t size);

// A process-wide pool. Small blocks come from shared locked regions (so that a thousand secrets do not cost a
// thousand mappings, nor RLIMIT_MEMLOCK), large ones are mapped alone. Thread-safe. Aborts when memory is
// exhausted. Where the kernel refuses mlock (RLIMIT_MEMLOCK used up) the block still is non-dumpable and
// wiped; complete() then is false and `coffer` says so once.
class LockedMemory {
 public:
  static void* allocate(size_t size);
  static void free(void* block, size_t size);  // wipes; `size` as at allocate
  static bool complete();                      // every page so far was locked
};

}  // namespace coffer
