#include "json/text_edit.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "json/item_match.h"
#include "json/same.h"

namespace coffer::json {
namespace {

// The text after what `change` does to the parsed document.
std::string changed(std::string_view text, const std::function<void(Value&)>& change) {
  Value wanted = parse(text).value();
  change(wanted);
  const auto made = updated(text, wanted);
  EXPECT_TRUE(made.ok());
  EXPECT_TRUE(made && same(parse(*made).value(), wanted)) << *made;
  return made ? *made : "";
}

constexpr std::string_view kTabs =
    "{\n\t\"name\": \"a\",\n\t\"list\": [\n\t\t{\n\t\t\t\"key\": \"x\",\n\t\t\t\"value\": 1.0\n\t\t},\n"
    "\t\t{\n\t\t\t\"key\": \"y\",\n\t\t\t\"value\": \"\\u00fc\\/\"\n\t\t}\n\t],\n\t\"none\": []\n}\n";

TEST(TextEditTest, NothingChangesWhereNothingDiffers) {
  for (const std::string_view text :
       {kTabs, std::string_view("\xEF\xBB\xBF {\r\n \"a\" :1e3 , \"b\":[ ] }\r\n\r\n"),
        std::string_view("null"), std::string_view(" [1.0, 12345678901234567890, -0, 1E+2,{ }]\t"),
        std::string_view(R"({"a":1,"\u0061":2,"b":"\ud83d\ude00"})")})
    EXPECT_EQ(changed(text, [](Value&) {}), text);
}

TEST(TextEditTest, NumbersThatJavaScriptCannotTellApartStay) {
  const std::string_view text = R"({"id": 12345678901234567890, "rate": 1.0, "zero": -0, "far": 1e999})";
  EXPECT_EQ(*updated(text, *parse(R"({"far": null, "zero": 0, "rate": 1, "id": 12345678901234567000})")),
            text);
}

TEST(TextEditTest, OnlyTheValueThatDiffersIsWrittenAnew) {
  const std::string made = changed(kTabs, [](Value& root) { root.at("list").at(1).at("value") = "z"; });
  std::string expected(kTabs);
  expected.replace(expected.find("\"\\u00fc\\/\""), 10, "\"z\"");
  EXPECT_EQ(made, expected);
}

TEST(TextEditTest, MembersComeLastInTheStyleOfTheirNeighbours) {
  EXPECT_EQ(changed("{\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}",
                    [](Value& root) {
                      root.at("a").as_object()["c"] = Object{{"d", Array{1, 2}}, {"e", Object()}};
                    }),
            "{\n\t\"a\": {\n\t\t\"b\": 1,\n\t\t\"c\": {\n\t\t\t\"d\": [\n\t\t\t\t1,\n\t\t\t\t2\n\t\t\t],\n"
            "\t\t\t\"e\": {}\n\t\t}\n\t}\n}");
  EXPECT_EQ(
      changed(R"({"a":1,"b":[]})", [](Value& root) { root.at("b").as_array().push_back(Object{{"k", 1}}); }),
      R"({"a":1,"b":[{"k":1}]})");
  EXPECT_EQ(changed(R"({"a": 1})", [](Value& root) { root.as_object()["b"] = Array{1, 2}; }),
            R"({"a": 1, "b": [1, 2]})");
  EXPECT_EQ(changed("{\r\n    \"a\" : 1\r\n}\r\n", [](Value& root) { root.as_object()["b"] = Array{1}; }),
            "{\r\n    \"a\" : 1,\r\n    \"b\" : [\r\n        1\r\n    ]\r\n}\r\n");
  EXPECT_EQ(changed("{}", [](Value& root) { root.as_object()["b"] = 1; }), "{\"b\":1}");
}

TEST(TextEditTest, AnEmptyListOpensOverLinesWhereItsOwnerDoes) {
  const std::string made = changed(kTabs, [](Value& root) { root.at("none").as_array().push_back("n"); });
  EXPECT_TRUE(made.ends_with("\t\"none\": [\n\t\t\"n\"\n\t]\n}\n")) << made;
  EXPECT_EQ(changed("[{\n  \"a\": 1\n}, {\n  \"a\": 2\n}]",
                    [](Value& root) { root.as_array().push_back(Object{{"a", 3}}); }),
            "[{\n  \"a\": 1\n}, {\n  \"a\": 2\n}, {\n  \"a\": 3\n}]");
}

TEST(TextEditTest, RemovedMembersTakeTheirCommaAlong) {
  const std::string_view text = "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}";
  const auto without = [&](const char* name) {
    return changed(text, [&](Value& root) { root.as_object().erase(name); });
  };
  EXPECT_EQ(without("a"), "{\n  \"b\": 2,\n  \"c\": 3\n}");
  EXPECT_EQ(without("b"), "{\n  \"a\": 1,\n  \"c\": 3\n}");
  EXPECT_EQ(without("c"), "{\n  \"a\": 1,\n  \"b\": 2\n}");
  EXPECT_EQ(changed(text, [](Value& root) { root.as_object().clear(); }), "{}");
}

TEST(TextEditTest, OfARepeatedMemberTheOneThatCountsIsChanged) {
  const std::string_view text = R"({"a": 1, "b": 0, "a": 2})";
  EXPECT_EQ(changed(text, [](Value& root) { root.as_object()["a"] = 3; }), R"({"a": 1, "b": 0, "a": 3})");
  EXPECT_EQ(changed(text, [](Value& root) { root.as_object().erase("a"); }), R"({"b": 0})");
}

TEST(TextEditTest, MovedInsertedAndRemovedItemsLeaveTheOthersAlone) {
  const std::string_view text = "[\n  {\"v\": 1.0},\n  {\"v\": 2.0},\n  {\"v\": 3.0}\n]";
  EXPECT_EQ(changed(text,
                    [](Value& root) {
                      Array& list = root.as_array();
                      std::rotate(list.begin(), list.begin() + 2, list.end());
                    }),
            "[\n  {\"v\": 3.0},\n  {\"v\": 1.0},\n  {\"v\": 2.0}\n]");
  EXPECT_EQ(changed(text, [](Value& root) { root.as_array().erase(root.as_array().begin() + 1); }),
            "[\n  {\"v\": 1.0},\n  {\"v\": 3.0}\n]");
  EXPECT_EQ(changed(text, [](Value& root) { root.as_array().insert(root.as_array().begin(), Value(0)); }),
            "[\n  0,\n  {\"v\": 1.0},\n  {\"v\": 2.0},\n  {\"v\": 3.0}\n]");
}

TEST(TextEditTest, WhatMovesElsewhereKeepsItsTextAndIsIndentedAnew) {
  const std::string_view text =
      "{\n\t\"a\": [\n\t\t{\n\t\t\t\"v\": 1.0,\n\t\t\t\"w\": {\"x\": 1e0}\n\t\t}\n\t],\n\t\"b\": "
      "{\n\t\t\"list\": []\n\t}\n}\n";
  EXPECT_EQ(changed(text,
                    [](Value& root) {
                      root.at("b").at("list").as_array().push_back(root.at("a").at(0));
                      root.at("a").as_array().clear();
                    }),
            "{\n\t\"a\": [],\n\t\"b\": {\n\t\t\"list\": [\n\t\t\t{\n\t\t\t\t\"v\": 1.0,\n\t\t\t\t\"w\": "
            "{\"x\": 1e0}\n\t\t\t}\n\t\t]\n"
            "\t}\n}\n");
  EXPECT_EQ(changed(R"({"old": {"v": 1.0}})",
                    [](Value& root) {
                      Value moved = root.at("old");
                      root = Object{{"new", moved}};
                    }),
            R"({"new": {"v": 1.0}})");
}

TEST(TextEditTest, AnItemIsKnownByItsNameThoughItChanges) {
  const std::string_view text = R"([{"key": "a", "v": 1.0, "w": 1}, {"key": "b", "v": 2.0, "w": 1}])";
  EXPECT_EQ(changed(text,
                    [](Value& root) {
                      root.as_array().erase(root.as_array().begin());
                      root.at(0).at("w") = 2;
                    }),
            R"([{"key": "b", "v": 2.0, "w": 2}])");
}

TEST(TextEditTest, SaysWhatIsNoJson) {
  EXPECT_EQ(updated("{", Value()).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(updated("", Value()).error().code, ErrorCode::kMalformed);
}

TEST(ItemMatchTest, EqualOnesFirstThenByNameThenByNeighbours) {
  const auto match = [](const char* before, const char* after) {
    return matched_items(parse(before)->as_array(), parse(after)->as_array());
  };
  using Places = std::vector<std::optional<size_t>>;
  EXPECT_EQ(match("[1,1,1]", "[1,1]"), (Places{0, 1}));
  EXPECT_EQ(match("[1,2,3]", "[3,9,1,2]"), (Places{2, std::nullopt, 0, 1}));
  EXPECT_EQ(match(R"([{"id":"x"},{"id":"y"}])", R"([{"id":"y","a":1},{"id":"z"}])"),
            (Places{1, std::nullopt}));
  EXPECT_EQ(match("[1]", "[2]"), (Places{0}));
  EXPECT_EQ(match("[1,2,3,4]", "[8,3,4,9]"), (Places{1, 2, 3, std::nullopt}))
      << "beside the 3, not the removed 1";
  EXPECT_EQ(match("[1,2,3]", "[7,8,3]"), (Places{0, 1, 2}));
  EXPECT_EQ(match("[1,2,3]", "[1,7,8,3]"), (Places{0, std::nullopt, 1, 2}));
  EXPECT_EQ(match("[]", "[2]"), (Places{std::nullopt}));
}

// Documents and changes by chance, the same on every machine.
class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}
  size_t below(size_t limit) { return engine_() % limit; }

  Value value(size_t depth) {
    switch (below(depth == 0 ? 4 : 7)) {
      case 0:
        return Value(static_cast<int64_t>(below(3)));
      case 1:
        return Value(0.25 * static_cast<double>(below(9)));
      case 2:
        return below(2) == 0 ? Value(nullptr) : Value(true);
      case 3:
        return Value(text());
      case 4: {
        Array list;
        for (size_t count = below(5); count > 0; --count) list.push_back(value(depth - 1));
        return list;
      }
      default: {
        Object object;
        for (size_t count = below(5); count > 0; --count) object[text()] = value(depth - 1);
        return object;
      }
    }
  }

  void change(Value& value) {
    if (auto* list = value.if_array(); list != nullptr && below(4) != 0) return change_list(*list);
    if (auto* object = value.if_object(); object != nullptr && below(4) != 0) {
      if (object->empty() || below(3) == 0)
        (*object)[text()] = this->value(2);
      else if (auto* member = object->begin() + below(object->size()); below(3) == 0)
        object->erase(member);
      else
        change(member->value());
      return;
    }
    value = this->value(2);
  }

  // With white space and spellings by chance.
  std::string spelled(const Value& value) {
    std::string out = space();
    if (const auto* object = value.if_object()) {
      out += '{';
      for (const auto& member : *object) {
        if (&member != object->begin()) out += ',';
        out += space() + dump(Value(member.key())) + space() + ":" + spelled(member.value());
      }
      out += (object->empty() ? space() : "") + "}";
    } else if (const auto* list = value.if_array()) {
      out += '[';
      for (const Value& item : *list) out += (&item != list->begin() ? "," : "") + spelled(item);
      out += (list->empty() ? space() : "") + "]";
    } else {
      out += dump(value) + (value.is_int64() && below(2) == 0 ? ".0" : "");
    }
    return out + space();
  }

 private:
  std::string text() {
    static constexpr const char* kTexts[] = {"a", "b",     "c",      "key", "id",    "name",
                                             "ü", "q\"\\", "{[,:]}", "",    "line\n"};
    return kTexts[below(std::size(kTexts))];
  }
  std::string space() {
    static constexpr const char* kSpaces[] = {"", "", "", " ", "\n", "\r\n\t", "\n    "};
    return kSpaces[below(std::size(kSpaces))];
  }
  void change_list(Array& list) {
    const size_t kind = list.empty() ? 0 : below(4);
    auto* const place = list.begin() + below(list.size() + (kind == 0 ? 1 : 0));
    if (kind == 0)
      list.insert(place, value(2));
    else if (kind == 1)
      list.erase(place);
    else if (kind == 2)
      std::rotate(list.begin(), place, list.end());
    else
      change(*place);
  }

  std::mt19937 engine_;
};

TEST(TextEditTest, WhateverChangesIsWhatIsReadBack) {
  for (unsigned seed = 0; seed < 4000; ++seed) {
    Chance chance(seed);
    const std::string text = chance.spelled(chance.value(4));
    Value wanted = parse(text).value();
    ASSERT_EQ(*updated(text, wanted), text) << seed;
    for (size_t changes = 1 + chance.below(3); changes > 0; --changes) chance.change(wanted);
    const auto made = updated(text, wanted);
    const auto read = parse(*made);
    ASSERT_TRUE(read.ok() && same(*read, wanted)) << seed << "\n" << text << "\n→\n" << *made;
    ASSERT_EQ(*updated(*made, wanted), *made) << seed;
  }
}

TEST(TextEditTest, ALongListOfEqualItemsTakesNoTime) {
  std::string text = "[";
  for (int i = 0; i < 200'000; ++i) text += "{\"key\":\"k\",\"value\":1.0},";
  text.back() = ']';
  const std::string made = changed(text, [](Value& root) { root.at(100'000).at("value") = 2; });
  EXPECT_EQ(made.size(), text.size() - 2);
}

}  // namespace
}  // namespace coffer::json
