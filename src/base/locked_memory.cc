#include "base/locked_memory.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <mutex>

// Under the address sanitizer what is not handed out may not be touched: it then sees a secret that is read
// past its end, or after it was freed, as it does with malloc's blocks.
#if defined(__SANITIZE_ADDRESS__)
#define COFFER_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COFFER_ADDRESS_SANITIZER 1
#endif
#endif
#ifdef COFFER_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) static_cast<void>(address), static_cast<void>(size)
#define ASAN_UNPOISON_MEMORY_REGION(address, size) static_cast<void>(address), static_cast<void>(size)
#endif

namespace coffer {
namespace {

constexpr size_t kRegionSize = size_t{128} << 10;
constexpr size_t kSmallestBlock = 32;
constexpr size_t kLargestBlock = size_t{8} << 10;
constexpr size_t kClasses = std::countr_zero(kLargestBlock) - std::countr_zero(kSmallestBlock) + 1;

std::atomic<bool> all_locked{true};

void* map_pages(size_t size) {
  void* pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) std::abort();
  madvise(pages, size, MADV_DONTDUMP);
  madvise(pages, size, MADV_WIPEONFORK);
  if (mlock(pages, size) != 0) all_locked = false;
  return pages;
}

size_t page_rounded(size_t size) {
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return (size + page - 1) / page * page;
}

struct FreeBlock {
  FreeBlock* next;
};

// Power-of-two size classes over regions that are never unmapped: the pool is as large as the most secrets
// held at once.
class Pool {
 public:
  void* take(size_t size) {
    const size_t block = std::max(std::bit_ceil(size), kSmallestBlock);
    const std::lock_guard lock(mutex_);
    FreeBlock*& head = free_[class_of(block)];
    if (head == nullptr) return hand_out(carve(block), size, block);
    FreeBlock* found = head;
    ASAN_UNPOISON_MEMORY_REGION(found, sizeof(FreeBlock));
    head = found->next;
    found->next = nullptr;
    return hand_out(found, size, block);
  }

  void give(void* memory, size_t size) {
    const size_t block = std::max(std::bit_ceil(size), kSmallestBlock);
    const std::lock_guard lock(mutex_);
    ASAN_UNPOISON_MEMORY_REGION(memory, sizeof(FreeBlock));
    auto* freed = static_cast<FreeBlock*>(memory);
    freed->next = free_[class_of(block)];
    free_[class_of(block)] = freed;
    ASAN_POISON_MEMORY_REGION(memory, block);
  }

 private:
  static size_t class_of(size_t block) {
    return static_cast<size_t>(std::countr_zero(block) - std::countr_zero(kSmallestBlock));
  }

  // Only the first `size` bytes of the block may be touched.
  static void* hand_out(void* memory, size_t size, size_t block) {
    ASAN_POISON_MEMORY_REGION(memory, block);
    ASAN_UNPOISON_MEMORY_REGION(memory, size);
    return memory;
  }

  void* carve(size_t block) {
    if (region_ == nullptr || used_ + block > kRegionSize) {
      region_ = static_cast<std::byte*>(map_pages(kRegionSize));
      ASAN_POISON_MEMORY_REGION(region_, kRegionSize);
      used_ = 0;
    }
    void* memory = region_ + used_;
    used_ += block;
    return memory;
  }

  std::mutex mutex_;
  std::array<FreeBlock*, kClasses> free_{};
  std::byte* region_ = nullptr;
  size_t used_ = 0;
};

Pool& pool() {
  static Pool* const instance = new Pool;  // never destroyed: secrets in static storage outlive it otherwise
  return *instance;
}

}  // namespace

void wipe(void* data, size_t size) {
  if (size != 0) explicit_bzero(data, size);
}

void* LockedMemory::allocate(size_t size) {
  return size <= kLargestBlock ? pool().take(size) : map_pages(page_rounded(size));
}

void LockedMemory::free(void* block, size_t size) {
  if (block == nullptr) return;
  wipe(block, size);
  if (size <= kLargestBlock) {
    pool().give(block, size);
  } else {
    munmap(block, page_rounded(size));
  }
}

bool LockedMemory::complete() { return all_locked; }

}  // namespace coffer
