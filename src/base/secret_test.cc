#include "base/secret.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <type_traits>

#include "base/locked_memory.h"

namespace coffer {
namespace {

static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);

std::string value_of(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

TEST(SecretTest, IsReadOnlyThroughExpose) {
  Secret secret("s3cret");
  EXPECT_EQ(value_of(secret), "s3cret");
  const Secret moved = std::move(secret);
  EXPECT_EQ(value_of(moved), "s3cret");
  EXPECT_TRUE(secret.empty());  // NOLINT(bugprone-use-after-move): a moved-from Secret is empty by contract
  EXPECT_TRUE(moved.equals(moved.clone()));
  EXPECT_FALSE(moved.equals(Secret("s3creT")));
  EXPECT_FALSE(moved.equals(Secret("s3cre")));
}

TEST(SecretTest, IsBuiltFromPieces) {
  SecretBuilder builder;
  std::string expected;
  for (int i = 0; i < 3000; ++i) {
    builder.append("piece ").append(Secret("x"));
    expected += "piece x";
  }
  EXPECT_EQ(value_of(builder.take()), expected);
  EXPECT_EQ(builder.size(), 0U);
}

// The pool keeps its regions mapped, so a freed block may be looked at: it must hold nothing of the value.
TEST(SecretTest, IsWipedWhenFreed) {
  const char* where = nullptr;
  {
    const Secret secret("0123456789abcdef0123456789abcdef0123");
    where = secret.expose([](std::string_view bytes) { return bytes.data(); });
  }
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_EQ(std::memcmp(where + 8, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 28), 0);
#else
  EXPECT_NE(where, nullptr);
#endif
}

TEST(LockedMemoryTest, ServesEverySizeAndReusesBlocks) {
  for (const size_t size : {size_t{1}, size_t{32}, size_t{33}, size_t{8192}, size_t{8193}, size_t{1} << 20}) {
    void* block = LockedMemory::allocate(size);
    ASSERT_NE(block, nullptr);
    std::memset(block, 0xAB, size);
    LockedMemory::free(block, size);
  }
  void* first = LockedMemory::allocate(100);
  LockedMemory::free(first, 100);
  void* second = LockedMemory::allocate(128);
  EXPECT_EQ(first, second);
  LockedMemory::free(second, 128);
}

}  // namespace
}  // namespace coffer
