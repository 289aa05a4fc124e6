#include "page/folder_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/testing/folder_calls_world.h"

namespace coffer::page {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view kCollection = R"({"info": {"name": "A"}, "item": []})";

class FolderCallsTest : public testing::Test, protected FolderCallsWorld {
 protected:
  FolderCallsTest() {
    write("a.json", kCollection);
    write("sub/b.json", kCollection);
    fs::create_directory(path() / ".hidden");
  }
};

TEST_F(FolderCallsTest, TellsWhatIsThere) {
  const json::Value state = said("folder/state");
  EXPECT_EQ(text(state, "folder"), path().string());
  ASSERT_EQ(state.at("files").as_array().size(), 2u);
  EXPECT_EQ(
      json::dump(state.at("files").at(1)),
      R"({"path":"sub/b.json","kind":"collection","name":"A","digest":")" + digest("sub/b.json") + "\"}");
}

TEST_F(FolderCallsTest, FoldersAreBrowsedAndOpened) {
  const json::Value here = said("folder/browse", {{"path", path().string()}});
  EXPECT_EQ(json::dump(here.at("folders")), R"(["sub"])");
  EXPECT_EQ(here.at("collections").to_number<int>(), 1);
  EXPECT_EQ(text(here, "parent"), path().parent_path().string());
  EXPECT_EQ(text(said("folder/browse"), "path"), path().string()) << "where we are";
  EXPECT_EQ(json::find(said("folder/browse", {{"path", "/"}}), "parent"), nullptr);
  EXPECT_EQ(text(said("folder/browse", {{"path", "~"}}), "path"), desk_.folder_.path().string());

  const json::Value opened = said("folder/open", {{"folder", (path() / "sub").string()}});
  EXPECT_EQ(text(opened, "folder"), (path() / "sub").string());
  EXPECT_EQ(json::dump(opened.at("recent")), "[\"" + (path() / "sub").string() + "\"]");
  EXPECT_EQ(text(opened.at("files").at(0), "path"), "b.json");
  EXPECT_EQ(error("collections/read", {{"path", "a.json"}}).code, ErrorCode::kNotFound);
  EXPECT_EQ(events_.after(0).back().name, "folder");
}

TEST_F(FolderCallsTest, WhatIsNoFolderIsRefused) {
  EXPECT_EQ(error("folder/open", {{"folder", (path() / "a.json").string()}}).field, "folder");
  EXPECT_EQ(error("folder/open", {{"folder", "sub"}}).field, "folder");
  EXPECT_EQ(error("folder/open").field, "folder");
  EXPECT_EQ(error("folder/browse", {{"path", "/no/such"}}).field, "path");
  EXPECT_EQ(text(said("folder/state"), "folder"), path().string());
}

TEST_F(FolderCallsTest, ARemovedFileComesBack) {
  const json::Value removed = said("files/remove", {{"path", "sub/b.json"}});
  EXPECT_EQ(said("folder/state").at("files").as_array().size(), 1u);
  said("files/restore", removed.as_object());
  EXPECT_EQ(text("sub/b.json"), kCollection);
  EXPECT_EQ(error("files/restore", removed.as_object()).field, "undo");
  const json::Value again = said("files/remove", {{"path", "sub/b.json"}});
  write("sub/b.json", "another");
  EXPECT_EQ(error("files/restore", again.as_object()).code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(text("sub/b.json"), "another");
}

TEST_F(FolderCallsTest, BeginsWhereTheUserIs) {
  TemporaryFolder empty;
  ASSERT_TRUE(folder_calls_.open_first(path() / "sub", empty.path()));
  EXPECT_EQ(folder().root(), path() / "sub") << "asked for";
  ASSERT_TRUE(folder_calls_.open_first({}, path()));
  EXPECT_EQ(folder().root(), path()) << "it has a collection";
  ASSERT_TRUE(folder_calls_.open_first({}, empty.path()));
  EXPECT_EQ(folder().root(), path() / "sub") << "the last one";
  EXPECT_EQ(folder_calls_.open_first("/no/such", path()).error().field, "folder");
}

TEST_F(FolderCallsTest, ChangesFromOutsideAreNoticed) {
  const std::string before = folder_calls_.fingerprint();
  EXPECT_EQ(folder_calls_.fingerprint(), before);
  write("sub/new.json", "{}");
  const std::string added = folder_calls_.fingerprint();
  EXPECT_NE(added, before);
  ASSERT_TRUE(folder().open(path() / "sub"));
  EXPECT_NE(folder_calls_.fingerprint(), added);
}

TEST_F(FolderCallsTest, TheLastFoldersAreKeptOnceEach) {
  const RecentFolders recent(path() / "state");
  for (int i = 0; i < 12; ++i) {
    fs::create_directory(path() / std::to_string(i));
    ASSERT_TRUE(recent.add(path() / std::to_string(i)));
  }
  ASSERT_TRUE(recent.add(path() / "5"));
  const auto list = recent.list();
  EXPECT_EQ(list.size(), RecentFolders::kMost);
  EXPECT_EQ(list[0], path() / "5");
  EXPECT_EQ(list[1], path() / "11");
  EXPECT_EQ(std::ranges::count(list, path() / "5"), 1);
  fs::remove(path() / "11");
  EXPECT_EQ(recent.list()[1], path() / "10") << "what is gone is left out";
  std::ofstream(path() / "state/page-folders.json") << "{ broken";
  EXPECT_TRUE(recent.list().empty());
}

}  // namespace
}  // namespace coffer::page
