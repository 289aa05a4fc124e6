// Containers in locked memory.
#pragma once

#include <cstddef>

#include "base/locked_memory.h"

namespace coffer {

// Storage in locked memory, wiped when freed: for what is as secret as the values themselves.
template <class T>
struct LockedAllocator {
  using value_type = T;
  LockedAllocator() = default;
  template <class U>
  LockedAllocator(const LockedAllocator<U>&) {}  // NOLINT: allocators convert implicitly
  T* allocate(size_t count) { return static_cast<T*>(LockedMemory::allocate(count * sizeof(T))); }
  void deallocate(T* block, size_t count) { LockedMemory::free(block, count * sizeof(T)); }
  bool operator==(const LockedAllocator&) const = default;
};

}  // namespace coffer
