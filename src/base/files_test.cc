#include "base/files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

namespace coffer {
namespace {
namespace fs = std::filesystem;

class FilesTest : public testing::Test {
 protected:
  FilesTest() {
    std::string pattern = (fs::temp_directory_path() / "coffer-files-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~FilesTest() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(FilesTest, ReplacesWholeFilesPrivately) {
  const fs::path file = folder_ / "a";
  ASSERT_TRUE(replace_file(file, "one").ok());
  ASSERT_TRUE(replace_file(file, "two").ok());
  EXPECT_EQ(*read_file(file), "two");
  struct stat status{};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "no temporary file stays";
}

TEST_F(FilesTest, AFileOfTheUsersKeepsItsPermissions) {
  const fs::path file = folder_ / "a";
  std::ofstream(file) << "one";
  fs::permissions(file, fs::perms{0640});
  ASSERT_TRUE(rewrite_file(file, "two").ok());
  EXPECT_EQ(*read_file(file), "two");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms{0640});
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "no temporary file stays";
  EXPECT_EQ(rewrite_file(folder_ / "none", "x").error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(fs::exists(folder_ / "none"));
  fs::permissions(file, fs::perms{0440});
  if (::geteuid() == 0) return;  // may write everything
  EXPECT_EQ(rewrite_file(file, "three").error().code, ErrorCode::kPermissions);
  EXPECT_EQ(*read_file(file), "two");
}

TEST_F(FilesTest, SaysWhatIsWrongWithAPath) {
  EXPECT_EQ(read_file(folder_ / "none").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_file(folder_).error().code, ErrorCode::kIo);
  std::ofstream(folder_ / "big") << std::string(100, 'x');
  EXPECT_EQ(read_file(folder_ / "big", 99).error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(read_secret_file(folder_ / "big", 99).error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(read_secret_file(folder_ / "big", 100)->size(), 100U);
  EXPECT_EQ(replace_file(folder_ / "none" / "a", "x").error().code, ErrorCode::kNotFound);
}

TEST_F(FilesTest, NeverCreatesAFileOverAnother) {
  ASSERT_TRUE(create_file(folder_ / "a", "one").ok());
  EXPECT_EQ(create_file(folder_ / "a", "two").error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(*read_file(folder_ / "a"), "one");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "no temporary file stays";
}

TEST_F(FilesTest, ALockFileThatWasRemovedKeepsOthersOutStill) {
  const fs::path path = folder_ / "lock";
  auto first = FileLock::acquire(path, std::chrono::milliseconds(0));
  ASSERT_TRUE(first.ok());
  Result<FileLock> second = Error{ErrorCode::kInternal, "not yet"};
  std::thread waiting([&] { second = FileLock::acquire(path, std::chrono::minutes(1)); });
  fs::remove(path);
  auto third = FileLock::acquire(path, std::chrono::milliseconds(0));
  first = Error{ErrorCode::kCancelled, "let go"};
  // Whichever of the two made the new file has it; the other waits for it, not for the one that is gone.
  if (third) third = Error{ErrorCode::kCancelled, "let go"};
  waiting.join();
  EXPECT_TRUE(second.ok());
  EXPECT_EQ(FileLock::acquire(path, std::chrono::milliseconds(0)).error().code, ErrorCode::kIo);
}

TEST_F(FilesTest, KnowsPrivateFromShared) {
  ASSERT_TRUE(replace_file(folder_ / "a", "x").ok());
  EXPECT_TRUE(check_private(folder_ / "a").ok());
  ::chmod((folder_ / "a").c_str(), 0640);
  EXPECT_EQ(check_private(folder_ / "a").error().code, ErrorCode::kPermissions);
  ASSERT_TRUE(make_private_folder(folder_ / "p" / "q").ok());
  EXPECT_TRUE(check_private(folder_ / "p").ok());
}

TEST_F(FilesTest, LockKeepsOthersOut) {
  auto lock = FileLock::acquire(folder_ / "lock", std::chrono::milliseconds(0));
  ASSERT_TRUE(lock.ok());
  EXPECT_EQ(FileLock::acquire(folder_ / "lock", std::chrono::milliseconds(10)).error().code, ErrorCode::kIo);
  lock = Error{ErrorCode::kCancelled, "let go"};
  EXPECT_TRUE(FileLock::acquire(folder_ / "lock", std::chrono::milliseconds(0)).ok());
}

}  // namespace
}  // namespace coffer
