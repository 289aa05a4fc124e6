#include "page/folder_listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/testing/test_folder.h"

namespace coffer::page {
namespace {
namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class FolderListingTest : public testing::Test, protected TestFolder {
 protected:
  // "kind path: name", and where there is one " !" before the problem.
  std::vector<std::string> list(const ListingLimits& limits = {}) {
    std::vector<std::string> all;
    for (const ListedFile& file : listing_.list(folder(), limits))
      all.push_back(std::string(to_string(file.known.kind)) + " " + file.path + ": " + file.known.name +
                    (file.known.problem.empty() ? "" : " !" + file.known.problem));
    return all;
  }
  FolderListing listing_;
};

TEST_F(FolderListingTest, TellsFilesByTheirContent) {
  write(
      "a.json",
      R"({"info": {"name": "A", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []})");
  write("b.json", R"({"name": "B", "values": []})");
  write("c.json", R"({"name": "C", "values": [], "_postman_variable_scope": "globals"})");
  write("d.json", R"([{"key": "k", "value": 1}])");
  write("sub/e.json", R"({"collection": {"info": {"name": "E"}, "item": []}})");
  write("other.json", R"({"name": "a package", "version": "1"})");
  write("openapi.json", R"({"openapi": "3.0.0", "info": {"title": "T"}, "paths": {}})");
  write("rows.json", R"([{"user": "a"}, {"user": "b"}])");
  write("text.txt", R"({"name": "B", "values": []})");
  write("empty.json", "");
  write("numbers.json", "[]");
  EXPECT_THAT(list(), ElementsAre("collection a.json: A", "environment b.json: B", "globals c.json: C",
                                  "globals d.json: d", "collection sub/e.json: E"));
}

TEST_F(FolderListingTest, BrokenFilesAreListedWithTheReason) {
  write("a.postman_collection.json", "{");
  write(
      "b.json",
      R"({"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, <<<<<)");
  write("v1.json", R"({"id": "1", "name": "Old", "order": [], "requests": []})");
  write("deep.postman_collection.json", std::string(100'000, '[') + std::string(100'000, ']'));
  write("z.postman_collection.json", R"({"info": {"name": "Z"}, "item": [7]})");
  write("big.postman_environment.json", "");
  fs::resize_file(path() / "big.postman_environment.json", 100 << 20);
  EXPECT_THAT(list(), ElementsAre(HasSubstr("collection a.postman_collection.json: a !not valid JSON"),
                                  HasSubstr("collection b.json: b !not valid JSON"),
                                  HasSubstr("environment big.postman_environment.json: big !"),
                                  HasSubstr("collection deep.postman_collection.json: deep !"),
                                  HasSubstr("collection v1.json: Old !this collection is of format v1"),
                                  HasSubstr("collection z.postman_collection.json: Z !")));
}

TEST_F(FolderListingTest, HiddenAndForeignFoldersAreLeftOut) {
  const std::string_view collection = R"({"info": {"name": "A"}, "item": []})";
  TemporaryFolder other;
  std::ofstream(other.path() / "x.json") << collection;
  for (const char* each : {".git/a.json", "node_modules/b/c.json", ".d.json", "in/e.json"})
    write(each, collection);
  fs::create_symlink(other.path(), path() / "out");
  fs::create_symlink(other.path() / "x.json", path() / "x.json");
  fs::create_symlink(path(), path() / "loop");
  fs::create_symlink("in/e.json", path() / "link.json");
  EXPECT_THAT(list(), ElementsAre("collection in/e.json: A", "collection link.json: A"));
}

TEST_F(FolderListingTest, StopsAtItsLimits) {
  std::string deep;
  for (int i = 0; i < 5; ++i) {
    write(deep + "c.json", R"({"info": {"name": "A"}, "item": []})");
    deep += "d/";
  }
  EXPECT_EQ(list().size(), 5u);
  EXPECT_EQ(list({.depth = 2}).size(), 3u);
  EXPECT_EQ(list({.depth = 0}).size(), 1u);
  EXPECT_EQ(list({.files = 4}).size(), 4u);
  EXPECT_LT(list({.entries = 3}).size(), 5u);
}

TEST_F(FolderListingTest, CountsCollectionsByTheirBeginnings) {
  const std::string large =
      R"({"info": {"name": "A", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, )";
  write("large.json", large + std::string(100'000, ' ') + "\"item\": []}");
  write("small.json", R"({"info": {"name": "A"}, "item": []})");
  write("environment.json", R"({"name": "B", "values": []})");
  write("rows.json", "[" + std::string(100'000, ' ') + "1]");
  write("sub/c.json", R"({"info": {"name": "A"}, "item": []})");
  EXPECT_EQ(count_collections(path()), 2u);
  EXPECT_EQ(count_collections(path() / "none"), 0u);
}

TEST_F(FolderListingTest, SeesWhatChanges) {
  write("a.json", R"({"info": {"name": "A"}, "item": []})");
  const std::string before = folder_fingerprint(path());
  EXPECT_EQ(folder_fingerprint(path()), before);
  EXPECT_THAT(list(), ElementsAre("collection a.json: A"));
  write("a.json", R"({"info": {"name": "B"}, "item": []})");
  EXPECT_THAT(list(), ElementsAre("collection a.json: B"));
  write("a.json", R"({"info": {"name": "Longer"}, "item": []})");
  EXPECT_NE(folder_fingerprint(path()), before);
  fs::last_write_time(path() / "a.json", fs::file_time_type::clock::now() - std::chrono::hours(1));
  EXPECT_THAT(list(), ElementsAre("collection a.json: Longer"));
  EXPECT_THAT(list(), ElementsAre("collection a.json: Longer"));
  fs::remove(path() / "a.json");
  EXPECT_THAT(list(), ElementsAre());
}

TEST_F(FolderListingTest, PathsAreOfTheFolderThatIsOpen) {
  write("sub/a.json", R"({"info": {"name": "A"}, "item": []})");
  fs::last_write_time(path() / "sub/a.json", fs::file_time_type::clock::now() - std::chrono::hours(1));
  EXPECT_THAT(list(), ElementsAre("collection sub/a.json: A"));
  ASSERT_TRUE(folder().open(path() / "sub"));
  EXPECT_THAT(list(), ElementsAre("collection a.json: A"));
}

}  // namespace
}  // namespace coffer::page
