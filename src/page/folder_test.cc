#include "page/folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "page/testing/test_folder.h"

namespace coffer::page {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view kCollection =
    R"({"info": {"name": "A"}, "item": [{"name": "r", "request": "http://h/"}]})";
constexpr std::string_view kEnvironment = R"({"name": "E", "values": [{"key": "a", "value": "1"}]})";

class FolderTest : public testing::Test, protected TestFolder {
 protected:
  ErrorCode refused(const std::string& path) {
    const auto read = folder().read(path);
    EXPECT_FALSE(read.ok()) << path;
    return read ? ErrorCode::kInternal : read.error().code;
  }
};

TEST_F(FolderTest, ReadsCollectionsAndEnvironments) {
  write("a.json", kCollection);
  write("deep/er/e.json", kEnvironment);
  const auto collection = folder().collection("a.json");
  ASSERT_TRUE(collection.ok());
  EXPECT_EQ((*collection)->collection.root.name, "A");
  EXPECT_EQ((*collection)->folder(), path());
  const auto variables = folder().variables("deep/er/e.json");
  ASSERT_TRUE(variables.ok());
  EXPECT_EQ((*variables)->variables.scope.get("a"), "1");
  EXPECT_EQ((*variables)->file, path() / "deep/er/e.json");
  EXPECT_EQ(folder().variables("a.json").error().code, ErrorCode::kMalformed);
}

TEST_F(FolderTest, WhatWasReadIsKeptUntilTheFileIsAnother) {
  write("a.json", kCollection);
  const auto first = *folder().collection("a.json");
  EXPECT_EQ(*folder().collection("a.json"), first);
  write("a.json", R"({"info": {"name": "B"}, "item": []})");
  EXPECT_EQ((*folder().collection("a.json"))->collection.root.name, "B");
  EXPECT_EQ(first->collection.root.name, "A");
}

TEST_F(FolderTest, NothingOutsideIsReadOrWritten) {
  TemporaryFolder other;
  std::ofstream(other.path() / "x.json") << kCollection;
  fs::create_symlink(other.path() / "x.json", path() / "leads-out.json");
  fs::create_symlink(other.path(), path() / "out");
  fs::create_symlink("/dev/zero", path() / "endless.json");
  write(".hidden/x.json", kCollection);
  fs::create_directory(path() / "folder.json");
  ASSERT_EQ(::mkfifo((path() / "pipe.json").c_str(), 0600), 0);
  for (const std::string& each :
       {std::string("../../etc/passwd"), std::string("/etc/passwd"), std::string(),
        (other.path() / "x.json").string(), "../" + other.path().filename().string() + "/x.json",
        std::string("a/../../x.json"), std::string("./x.json"), std::string("a//x.json"),
        std::string(".hidden/x.json"), std::string("x.txt"), std::string("a\0.json", 7),
        std::string("leads-out.json"), std::string("out/x.json"), std::string("endless.json"),
        std::string("folder.json"), std::string("pipe.json")}) {
    const ErrorCode code = refused(each);
    EXPECT_TRUE(code == ErrorCode::kInvalidArgument || code == ErrorCode::kNotFound) << each;
    EXPECT_FALSE(folder().edit(each, {}, [](const FolderFile&) { return std::string("{}"); }).ok()) << each;
    EXPECT_FALSE(folder().remove(each).ok()) << each;
    FolderFile back;
    back.path = each;
    EXPECT_FALSE(folder().put_back(back).ok()) << each;
  }
  EXPECT_EQ(*read_file(other.path() / "x.json"), kCollection);
  EXPECT_EQ(std::distance(fs::directory_iterator(other.path()), {}), 1);
}

TEST_F(FolderTest, ALinkWithinTheFolderIsFollowedAndStays) {
  write("real/a.json", kCollection);
  fs::create_symlink("real/a.json", path() / "link.json");
  ASSERT_TRUE(folder().edit("link.json", {}, [](const FolderFile& file) { return file.text + "\n"; }).ok());
  EXPECT_EQ(text("real/a.json"), std::string(kCollection) + "\n");
  EXPECT_TRUE(fs::is_symlink(path() / "link.json"));
}

TEST_F(FolderTest, AnEditKnowsWhatItEdits) {
  write("a.json", "{}");
  const std::string digest = folder().read("a.json")->digest;
  const auto edited = folder().edit("a.json", digest, [](const FolderFile&) { return std::string("{ }"); });
  ASSERT_TRUE(edited.ok());
  EXPECT_EQ(*edited, folder().read("a.json")->digest);
  const auto late = folder().edit("a.json", digest, [](const FolderFile&) { return std::string("lost"); });
  EXPECT_EQ(late.error().code, ErrorCode::kConflict);
  EXPECT_EQ(text("a.json"), "{ }");
}

TEST_F(FolderTest, AnEditKeepsThePermissions) {
  write("a.json", "{}");
  fs::permissions(path() / "a.json", fs::perms{0664});
  ASSERT_TRUE(folder().edit("a.json", {}, [](const FolderFile&) { return std::string("[]"); }).ok());
  EXPECT_EQ(fs::status(path() / "a.json").permissions(), fs::perms{0664});
}

TEST_F(FolderTest, ATooLargeFileIsRefused) {
  write("big.json", "");
  fs::resize_file(path() / "big.json", 100 << 20);  // a hole, which takes no room
  EXPECT_EQ(refused("big.json"), ErrorCode::kTooLarge);
}

TEST_F(FolderTest, NewFilesGetFreeNamesThatAreSafe) {
  constexpr std::string_view kEnd = ".postman_collection.json";
  EXPECT_EQ(folder().create("Orders", kEnd, "1").value(), "Orders.postman_collection.json");
  EXPECT_EQ(folder().create("Orders", kEnd, "2").value(), "Orders 2.postman_collection.json");
  EXPECT_EQ(text("Orders.postman_collection.json"), "1");
  EXPECT_EQ(folder().create("../../<img src=x>\n", kEnd, "3").value(), "img src=x.postman_collection.json");
  EXPECT_EQ(folder().create("...", kEnd, "4").value(), "Untitled.postman_collection.json");
  EXPECT_TRUE(folder().create(std::string(5000, 'x'), kEnd, "5").ok());
  EXPECT_TRUE(folder().read("Orders 2.postman_collection.json").ok());
}

TEST_F(FolderTest, ARemovedFileCanBePutBack) {
  write("sub/a.json", kCollection);
  const auto removed = folder().remove("sub/a.json");
  ASSERT_TRUE(removed.ok());
  EXPECT_FALSE(fs::exists(path() / "sub/a.json"));
  ASSERT_TRUE(folder().put_back(*removed).ok());
  EXPECT_EQ(text("sub/a.json"), kCollection);
  EXPECT_EQ(folder().put_back(*removed).error().code, ErrorCode::kAlreadyExists);
}

TEST(NoFolderTest, NothingIsThere) {
  Folder folder;
  EXPECT_FALSE(folder.root());
  EXPECT_EQ(folder.read("a.json").error().field, "folder");
  EXPECT_EQ(folder.create("a", ".json", "").error().field, "folder");
  EXPECT_EQ(folder.open("/no/such/folder").error().field, "folder");
}

}  // namespace
}  // namespace coffer::page
