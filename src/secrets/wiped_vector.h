// Vectors that leave nothing behind.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "base/locked_allocator.h"
#include "base/locked_memory.h"

namespace coffer::secrets {

// Of what is as secret as the values themselves.
template <class T>
using LockedVector = std::vector<T, LockedAllocator<T>>;

// Ordinary storage, wiped when freed: for copies of a text that lies in ordinary memory anyway, and may be
// large.
template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  WipingAllocator(const WipingAllocator<U>&) {}  // NOLINT: allocators convert implicitly
  T* allocate(size_t count) { return std::allocator<T>().allocate(count); }
  void deallocate(T* block, size_t count) {
    wipe(block, count * sizeof(T));
    std::allocator<T>().deallocate(block, count);
  }
  bool operator==(const WipingAllocator&) const = default;
};
template <class T>
using WipedVector = std::vector<T, WipingAllocator<T>>;

}  // namespace coffer::secrets
