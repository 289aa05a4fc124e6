#include "page/collection_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/testing/folder_calls_world.h"
#include "postman/script_digest.h"
#include "secrets/grants.h"

namespace coffer::page {
namespace {
namespace fs = std::filesystem;

constexpr const char* kPath = "api/c.json";
constexpr std::string_view kCollection = R"({
	"info": {
		"_postman_id": "5d1f",
		"name": "Orders",
		"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
	},
	"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{vault:token}}"}]},
	"x-unknown": 1e3,
	"item": [
		{
			"name": "Folder",
			"item": [
				{
					"name": "One",
					"request": {
						"method": "POST",
						"header": [
							{ "key": "X-A", "value": "1" },
							{ "key": "X-B", "value": "\u00fc" }
						],
						"url": {"raw": "http://h/one", "protocol": "http", "host": ["h"], "path": ["one"]}
					},
					"response": []
				},
				{"name": "Two", "request": "http://h/two", "big": 12345678901234567890}
			],
			"auth": {"type": "basic", "basic": []}
		},
		{"name": "<img src=x onerror=alert(1)>", "request": "http://h/three", "event": [{"listen": "test", "script": {"exec": ["1"]}}]}
	]
}
)";

class CollectionCallsTest : public testing::Test, protected FolderCallsWorld {
 protected:
  CollectionCallsTest() { write(kPath, kCollection); }

  json::Object at(const std::string& at) { return {{"path", kPath}, {"at", at}, {"digest", digest(kPath)}}; }
  json::Object item(const std::string& place) {
    return said("collections/item", at(place)).at("item").as_object();
  }
  json::Object with_item(const std::string& place, json::Object item) {
    json::Object arguments = at(place);
    arguments["item"] = std::move(item);
    return arguments;
  }
  // The names, as the tree has them: "Folder(One Two) Three".
  std::string tree() { return names(said("collections/read", {{"path", kPath}}).at("tree")); }
  static std::string names(const json::Value& tree) {
    std::string all;
    for (const json::Value& node : tree.as_array()) {
      all += (all.empty() ? "" : " ") + text(node, "name");
      if (text(node, "kind") == "folder") all += "(" + names(node.at("children")) + ")";
    }
    return all;
  }
  std::string replaced(std::string_view part, std::string_view by) {
    std::string changed(kCollection);
    EXPECT_NE(changed.find(part), std::string::npos) << part;
    return changed.replace(changed.find(part), part.size(), by);
  }
};

TEST_F(CollectionCallsTest, IsReadAsATree) {
  const json::Value read = said("collections/read", {{"path", kPath}});
  EXPECT_EQ(text(read, "name"), "Orders");
  EXPECT_EQ(text(read, "id"), "5d1f");
  EXPECT_EQ(text(read, "digest"), digest(kPath));
  EXPECT_EQ(text(read, "grant"), "none");
  EXPECT_EQ(tree(), "Folder(One Two) <img src=x onerror=alert(1)>");
  const json::Value& one = read.at("tree").at(0).at("children").at(0);
  EXPECT_EQ(text(one, "at"), "0.0");
  EXPECT_EQ(text(one, "method"), "POST");
  EXPECT_EQ(text(one, "url"), "http://h/one");
  EXPECT_EQ(text(read.at("tree").at(1), "method"), "GET");
  EXPECT_EQ(text(read.at("tree").at(1), "url"), "http://h/three");
  EXPECT_EQ(json::find(read.at("document"), "item"), nullptr);
  EXPECT_NE(json::find(read.at("document"), "auth"), nullptr);
}

TEST_F(CollectionCallsTest, AnItemComesWithWhatItInherits) {
  const json::Value one = said("collections/item", at("0.0"));
  EXPECT_EQ(json::dump(one.at("folders")), R"(["Folder"])");
  EXPECT_EQ(json::dump(one.at("inherited_auth")), R"({"type":"basic","from":"Folder"})");
  EXPECT_EQ(json::dump(said("collections/item", at("1")).at("inherited_auth")),
            R"({"type":"bearer","from":"Orders"})");
  const json::Value folder = said("collections/item", at("0"));
  EXPECT_EQ(text(folder.at("inherited_auth"), "from"), "Orders");
  EXPECT_FALSE(folder.at("item").as_object().contains("item"));
  json::Object whole = at("0");
  whole["whole"] = true;
  EXPECT_EQ(said("collections/item", whole).at("item").at("item").as_array().size(), 2u);
  EXPECT_EQ(json::find(said("collections/item", at("")), "inherited_auth"), nullptr);
}

TEST_F(CollectionCallsTest, SavedAsItWasReadTheFileIsTheSame) {
  for (const char* place : {"", "0", "0.0", "0.1", "1"}) {
    const json::Value saved = said("collections/save", with_item(place, item(place)));
    EXPECT_EQ(text(kPath), kCollection) << place;
    EXPECT_EQ(text(saved, "digest"), digest(kPath));
  }
}

TEST_F(CollectionCallsTest, WhatWasNotChangedStaysAsItIs) {
  json::Object one = item("0.0");
  one.at("request").at("header").at(0).at("value") = "2";
  said("collections/save", with_item("0.0", one));
  EXPECT_EQ(text(kPath), replaced(R"("X-A", "value": "1")", R"("X-A", "value": "2")"));

  json::Object folder = item("0");
  folder["name"] = "Renamed";
  said("collections/save", with_item("0", folder));
  EXPECT_EQ(tree(), "Renamed(One Two) <img src=x onerror=alert(1)>");
  EXPECT_THAT(text(kPath), testing::HasSubstr(R"("x-unknown": 1e3,)"));
  json::Object root = item("");
  root["variable"] = json::Array{json::Object{{"key", "k"}, {"value", "v"}}};
  said("collections/save", with_item("", root));
  EXPECT_THAT(
      text(kPath),
      testing::EndsWith(
          "\t\"variable\": [\n\t\t{\n\t\t\t\"key\": \"k\",\n\t\t\t\"value\": \"v\"\n\t\t}\n\t]\n}\n"));
}

TEST_F(CollectionCallsTest, AFileThatChangedMeanwhileIsNotOverwritten) {
  json::Object late = with_item("1", item("1"));
  late.at("item").at("name") = "Mine";
  write(kPath, replaced("Two", "Theirs"));
  EXPECT_EQ(error("collections/save", late).code, ErrorCode::kConflict);
  EXPECT_EQ(error("collections/remove", late).code, ErrorCode::kConflict);
  EXPECT_EQ(tree(), "Folder(One Theirs) <img src=x onerror=alert(1)>");
  late["force"] = true;
  said("collections/save", late);
  EXPECT_EQ(tree(), "Folder(One Theirs) Mine");
}

TEST_F(CollectionCallsTest, ItemsAreAddedWhereTheyShould) {
  const json::Object fresh{{"name", "New"},
                           {"request", json::Object{{"method", "GET"}, {"url", "http://h/"}}}};
  EXPECT_EQ(text(said("collections/add", with_item("0", fresh)), "at"), "0.2");
  json::Object first = with_item("", {{"name", "F2"}, {"item", json::Array()}});
  first["position"] = 0;
  EXPECT_EQ(text(said("collections/add", first), "at"), "0");
  EXPECT_EQ(tree(), "F2() Folder(One Two New) <img src=x onerror=alert(1)>");
  EXPECT_THAT(text(kPath), testing::HasSubstr("\t\t\t\t{\n\t\t\t\t\t\"name\": \"New\","));
  EXPECT_EQ(error("collections/add", with_item("1.0", fresh)).field, "at") << "a request holds none";
}

TEST_F(CollectionCallsTest, ARemovedItemComesBackByteForByte) {
  const json::Value removed = said("collections/remove", at("0"));
  EXPECT_EQ(tree(), "<img src=x onerror=alert(1)>");
  EXPECT_EQ(text(removed, "digest"), digest(kPath));
  said("files/restore", {{"undo", removed.at("undo")}});
  EXPECT_EQ(text(kPath), kCollection);
  EXPECT_EQ(error("files/restore", {{"undo", removed.at("undo")}}).code, ErrorCode::kNotFound);
  EXPECT_EQ(error("collections/remove", at("")).field, "at");
}

TEST_F(CollectionCallsTest, ARemovedItemComesBackBesideWhatHappenedSince) {
  const json::Value removed = said("collections/remove", at("0.0"));
  json::Object two = item("0.0");
  two["name"] = "Second";
  said("collections/save", with_item("0.0", two));
  said("files/restore", {{"undo", removed.at("undo")}});
  EXPECT_EQ(tree(), "Folder(One Second) <img src=x onerror=alert(1)>");
  const json::Value late = said("collections/remove", at("1"));
  desk_.clock_.advance(Undo::kTime);
  EXPECT_EQ(error("files/restore", {{"undo", late.at("undo")}}).field, "undo");
}

TEST_F(CollectionCallsTest, ItemsAreMoved) {
  const auto move = [&](const std::string& from, const std::string& to, int position) {
    json::Object arguments = at(from);
    arguments["to"] = to;
    arguments["position"] = position;
    return arguments;
  };
  EXPECT_EQ(text(said("collections/move", move("0.1", "0", 0)), "at"), "0.0");
  EXPECT_EQ(tree(), "Folder(Two One) <img src=x onerror=alert(1)>");
  EXPECT_THAT(text(kPath), testing::HasSubstr(R"("big": 12345678901234567890)"));
  EXPECT_EQ(text(said("collections/move", move("0.1", "", 0)), "at"), "0");
  EXPECT_EQ(tree(), "One Folder(Two) <img src=x onerror=alert(1)>");
  EXPECT_EQ(text(said("collections/move", move("0", "1", 1)), "at"), "0.1") << "its folder moves up";
  EXPECT_EQ(tree(), "Folder(Two One) <img src=x onerror=alert(1)>");
  said("collections/move", move("0.0", "", 2));
  EXPECT_EQ(tree(), "Folder(One) <img src=x onerror=alert(1)> Two");
  EXPECT_THAT(text(kPath), testing::HasSubstr(
                               R"({"name": "Two", "request": "http://h/two", "big": 12345678901234567890})"));
  said("collections/move", move("2", "0", 0));
  EXPECT_EQ(error("collections/move", move("0", "0", 0)).field, "to");
  EXPECT_EQ(error("collections/move", move("0", "0.1", 0)).field, "to");
  EXPECT_EQ(error("collections/move", move("0.0", "1", 0)).field, "to") << "a request holds none";
}

TEST_F(CollectionCallsTest, WhatIsWrongIsSaidOfItsField) {
  EXPECT_EQ(error("collections/read", {{"path", "../c.json"}}).field, "path");
  EXPECT_EQ(error("collections/item", {{"path", kPath}, {"at", "x"}}).field, "at");
  EXPECT_EQ(error("collections/item", {{"path", kPath}, {"at", "9"}}).code, ErrorCode::kNotFound);
  EXPECT_EQ(error("collections/save", {{"path", kPath}, {"at", "0"}, {"item", json::Object()}}).field,
            "digest");
  json::Object broken = with_item("1", {{"name", "x"}, {"item", "no list"}});
  EXPECT_EQ(error("collections/save", broken).field, "item");
  json::Value deep = json::Object{{"name", "x"}};
  for (int i = 0; i < 124; ++i) deep = json::Array{deep};
  EXPECT_EQ(error("collections/save", with_item("0.0", {{"name", "deep"}, {"deep", deep}})).field, "item");
  EXPECT_TRUE(text(kPath) == kCollection);
}

TEST_F(CollectionCallsTest, ANewCollectionIsAFileOfTheFolder) {
  const json::Value made = said("collections/create", {{"name", "../Pay/ments"}});
  EXPECT_EQ(text(made, "path"), "Pay ments.postman_collection.json");
  EXPECT_EQ(text(said("collections/read", {{"path", text(made, "path")}}), "name"), "../Pay/ments");
  EXPECT_EQ(text(made, "digest"), digest(text(made, "path")));
  EXPECT_EQ(error("collections/create", {{"name", " "}}).field, "name");
}

TEST_F(CollectionCallsTest, TellsWhatTheUserSaidOfItsScripts) {
  const secrets::GrantStore store(desk_.environment().state_folder());
  const auto open = *folder().collection(kPath);
  ASSERT_TRUE(store.grant(open->file, postman::script_digest(open->collection)));
  EXPECT_EQ(text(said("collections/read", {{"path", kPath}}), "grant"), "granted");
  json::Object third = item("1");
  third.at("event").at(0).at("script").at("exec").at(0) = "2";
  said("collections/save", with_item("1", third));
  EXPECT_EQ(text(said("collections/read", {{"path", kPath}}), "grant"), "changed");
  ASSERT_TRUE(store.deny(open->file));
  EXPECT_EQ(text(said("collections/read", {{"path", kPath}}), "grant"), "denied");
  fs::permissions(desk_.environment().state_folder() / "script-grants", fs::perms{0777});
  const json::Value doubtful = said("collections/read", {{"path", kPath}});
  EXPECT_EQ(text(doubtful, "grant"), "none");
  EXPECT_THAT(json::dump(doubtful.at("warnings")), testing::HasSubstr("script-grants"));
}

TEST_F(CollectionCallsTest, ALinksFileIsShownBeforeItIsTrusted) {
  EXPECT_EQ(json::find(said("collections/read", {{"path", kPath}}), "links_file"), nullptr);
  EXPECT_EQ(error("links_file/trust", {{"path", kPath}}).code, ErrorCode::kNotFound);
  const std::string links =
      R"({"version": 1, "links": {"token": {"secret_arn": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:t-AbCdEf"}}})";
  write("api/coffer.links.json", links);
  json::Value shown = said("collections/read", {{"path", kPath}}).at("links_file");
  EXPECT_EQ(text(shown, "path"), "api/coffer.links.json");
  EXPECT_EQ(json::find_bool(shown, "trusted"), false) << json::dump(shown);
  ASSERT_NE(json::find_array(shown, "entries"), nullptr) << json::dump(shown);
  EXPECT_EQ(text(shown.at("entries").at(0), "name"), "token");
  write("api/coffer.links.json", links + " ");
  EXPECT_EQ(error("links_file/trust", {{"path", kPath}, {"digest", shown.at("digest")}}).code,
            ErrorCode::kConflict);
  said("links_file/trust", {{"path", kPath}});
  EXPECT_EQ(json::find_bool(said("collections/read", {{"path", kPath}}).at("links_file"), "trusted"), true);
  write("api/coffer.links.json", "{");
  EXPECT_NE(json::find(said("collections/read", {{"path", kPath}}).at("links_file"), "problem"), nullptr);
}

TEST_F(CollectionCallsTest, OtherTabsAreTold) {
  said("collections/save", with_item("1", item("1")));
  ASSERT_EQ(events_.after(0).size(), 1u);
  EXPECT_EQ(events_.after(0)[0].name, "folder");
  EXPECT_EQ(events_.after(0)[0].data, R"({"path":"api/c.json"})");
}

TEST_F(CollectionCallsTest, WhatPostmansApiWrapsIsEditedInside) {
  write(kPath, R"({"collection": {"info": {"name": "W"}, "item": [{"name": "a"}]}})");
  EXPECT_EQ(tree(), "a");
  said("collections/save", with_item("0", {{"name", "b"}}));
  EXPECT_EQ(text(kPath), R"({"collection": {"info": {"name": "W"}, "item": [{"name": "b"}]}})");
}

}  // namespace
}  // namespace coffer::page
