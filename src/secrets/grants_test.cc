#include "secrets/grants.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "base/files.h"
#include "base/testing/temporary_folder.h"

namespace coffer::secrets {
namespace {

namespace fs = std::filesystem;

const std::string kScripts(64, 'a');
const std::string kOtherScripts(64, 'b');

class GrantsTest : public testing::Test {
 protected:
  GrantsTest() { EXPECT_TRUE(replace_file(collection(), "{}")); }

  fs::path collection() const { return folder_.path() / "c.json"; }
  fs::path marks() const { return folder_.path() / "state" / "script-grants"; }
  fs::path only_mark() const { return fs::directory_iterator(marks())->path(); }
  Grant found(const std::string& scripts = kScripts) const {
    const auto grant = store_.find(collection(), scripts);
    EXPECT_TRUE(grant) << to_string(grant.error());
    return grant ? *grant : Grant::kNone;
  }

  TemporaryFolder folder_;
  GrantStore store_{folder_.path() / "state"};
};

TEST_F(GrantsTest, NothingIsGrantedUntilTheUserSaysSo) {
  EXPECT_EQ(found(), Grant::kNone);
  EXPECT_TRUE(store_.list()->empty());
  ASSERT_TRUE(store_.grant(collection(), kScripts));
  EXPECT_EQ(found(), Grant::kGranted);
  ASSERT_EQ(store_.list()->size(), 1U);
  EXPECT_EQ((*store_.list())[0].collection, collection());
  EXPECT_TRUE((*store_.list())[0].granted);
}

TEST_F(GrantsTest, AGrantIsForTheScriptsAsTheyWere) {
  ASSERT_TRUE(store_.grant(collection(), kScripts));
  EXPECT_EQ(found(kOtherScripts), Grant::kChanged);
  ASSERT_TRUE(store_.grant(collection(), kOtherScripts));
  EXPECT_EQ(found(kOtherScripts), Grant::kGranted);
  EXPECT_EQ(found(), Grant::kChanged);
  EXPECT_EQ(store_.list()->size(), 1U);
}

TEST_F(GrantsTest, AGrantIsForOnePath) {
  ASSERT_TRUE(store_.grant(collection(), kScripts));
  EXPECT_EQ(*store_.find(folder_.path() / "copy.json", kScripts), Grant::kNone);
}

TEST_F(GrantsTest, APathIsTheSameHoweverItIsWritten) {
  fs::create_directory(folder_.path() / "other");
  fs::create_symlink(collection(), folder_.path() / "link.json");
  ASSERT_TRUE(store_.grant(folder_.path() / "other" / ".." / "link.json", kScripts));
  EXPECT_EQ(found(), Grant::kGranted);
  EXPECT_TRUE(*store_.revoke(folder_.path() / "." / "c.json"));
  EXPECT_EQ(found(), Grant::kNone);
}

TEST_F(GrantsTest, ADenialHoldsWhateverTheScriptsBecome) {
  ASSERT_TRUE(store_.grant(collection(), kScripts));
  ASSERT_TRUE(store_.deny(collection()));
  EXPECT_EQ(found(), Grant::kDenied);
  EXPECT_EQ(found(kOtherScripts), Grant::kDenied);
  EXPECT_FALSE((*store_.list())[0].granted);
  ASSERT_TRUE(store_.grant(collection(), kScripts));
  EXPECT_EQ(found(), Grant::kGranted);
}

TEST_F(GrantsTest, EitherIsTakenBack) {
  EXPECT_FALSE(*store_.revoke(collection()));
  ASSERT_TRUE(store_.grant(collection(), kScripts));
  EXPECT_TRUE(*store_.revoke(collection()));
  EXPECT_EQ(found(), Grant::kNone);
  ASSERT_TRUE(store_.deny(collection()));
  fs::remove(collection());  // a collection that is gone can be forgotten all the same
  EXPECT_TRUE(*store_.revoke(collection()));
  EXPECT_TRUE(store_.list()->empty());
}

TEST_F(GrantsTest, IsPrivate) {
  ASSERT_TRUE(store_.grant(collection(), kScripts));
  struct stat status{};
  ASSERT_EQ(stat(only_mark().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600U);
  ASSERT_EQ(stat(marks().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0700U);
}

TEST_F(GrantsTest, DoesNotBelieveWhatOthersCouldHaveWritten) {
  ASSERT_TRUE(store_.grant(collection(), kScripts));
  ASSERT_EQ(chmod(only_mark().c_str(), 0666), 0);
  EXPECT_EQ(store_.find(collection(), kScripts).error().code, ErrorCode::kPermissions);
  ASSERT_EQ(chmod(only_mark().c_str(), 0600), 0);
  ASSERT_EQ(chmod(marks().c_str(), 0777), 0);
  EXPECT_EQ(store_.find(collection(), kScripts).error().code, ErrorCode::kPermissions);
  EXPECT_EQ(store_.grant(collection(), kScripts).error().code, ErrorCode::kPermissions);
}

TEST_F(GrantsTest, ATamperedMarkGrantsNothing) {
  ASSERT_TRUE(store_.grant(collection(), kScripts));
  const std::string whole = *read_file(only_mark());
  const fs::path mark = only_mark();
  std::vector<std::string> tampered = {"",
                                       "\n",
                                       "grant",
                                       "grant \n" + collection().string(),
                                       "allow " + kScripts + "\n" + collection().string(),
                                       "grant " + kScripts + "\n/elsewhere/c.json",
                                       whole + "x",
                                       std::string(100'000, 'x')};
  for (size_t cut = 0; cut < whole.size(); ++cut) tampered.push_back(whole.substr(0, cut));
  for (size_t at = 0; at < whole.size(); ++at) {
    tampered.push_back(whole);
    tampered.back()[at] = static_cast<char>(tampered.back()[at] ^ 1);
  }
  for (const std::string& text : tampered) {
    std::ofstream(mark, std::ios::trunc) << text;
    const auto grant = store_.find(collection(), kScripts);
    EXPECT_FALSE(grant && *grant == Grant::kGranted) << text;
  }
  // A mark under the name of another collection is none of it.
  ASSERT_TRUE(replace_file(mark, whole));
  ASSERT_TRUE(replace_file(mark.string() + "0", whole));
  EXPECT_EQ(store_.list()->size(), 1U);
  EXPECT_EQ(found(), Grant::kGranted);
}

TEST_F(GrantsTest, ManyMayGrantDenyAndRevokeAtOnce) {
  // Each has a collection of its own and one that all share; none sees anything half done, and none loses
  // what it said of its own.
  constexpr int kThreads = 8, kTimes = 20;
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      const GrantStore store(folder_.path() / "state");
      const fs::path own = folder_.path() / ("own-" + std::to_string(t));
      for (int i = 0; i < kTimes; ++i) {
        const bool grant = (t + i) % 2 == 0;
        if (!store.grant(own, kScripts)) ++wrong;
        if (!(grant ? store.grant(collection(), kScripts) : store.deny(collection()))) ++wrong;
        const auto shared = store.find(collection(), kScripts);
        if (!shared || *shared == Grant::kChanged) ++wrong;
        if (!store.list()) ++wrong;
        if (const auto mine = store.find(own, kScripts); !mine || *mine != Grant::kGranted) ++wrong;
        if (i % 3 == 0 && !store.revoke(collection())) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_TRUE(store_.revoke(collection()));
  EXPECT_EQ(store_.list()->size(), static_cast<size_t>(kThreads));
}

}  // namespace
}  // namespace coffer::secrets
