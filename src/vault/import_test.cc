#include "vault/import.h"

#include <gmock/gmock.h>

#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using Outcome = ImportStep::Outcome;

Content content_of(std::vector<std::pair<std::string, std::string>> values) {
  Content content;
  for (auto& [name, value] : values) content.entries.push_back(local_entry(name, value));
  return content;
}

std::vector<Entry> entries_of(std::vector<std::pair<std::string, std::string>> values) {
  return std::move(content_of(std::move(values)).entries);
}

std::string value_of(const Content& content, std::string_view name) {
  const Entry* entry = content.find(name);
  return entry == nullptr ? "none" : text_of(std::get<Secret>(entry->value));
}

TEST(ImportTest, FailsForConflictsUnlessToldWhatToDo) {
  Content content = content_of({{"a", "1"}, {"b", "2"}, {"c", "3"}});
  const auto refused = import_entries(content, entries_of({{"a", "x"}, {"b", "2"}, {"c", "y"}}), {});
  EXPECT_EQ(refused.error().code, ErrorCode::kAlreadyExists);
  EXPECT_THAT(refused.error().what, HasSubstr("\"a\", \"c\""))
      << "all of them, and not the one that is the same";
  EXPECT_EQ(value_of(content, "a"), "1");
}

TEST(ImportTest, DoesAsThePlanSays) {
  Content content = content_of({{"a", "1"}, {"b", "2"}, {"c", "3"}, {"c (2)", "4"}});
  const auto steps =
      import_entries(content, entries_of({{"a", "x"}, {"b", "y"}, {"c", "z"}, {"c (3)", "w"}, {"d", "v"}}),
                     {OnConflict::kKeep, {{"b", OnConflict::kReplace}, {"c", OnConflict::kRename}}});
  ASSERT_TRUE(steps.ok());
  std::vector<Outcome> outcomes;
  for (const ImportStep& step : *steps) outcomes.push_back(step.outcome);
  EXPECT_THAT(outcomes, ElementsAre(Outcome::kKept, Outcome::kReplaced, Outcome::kRenamed, Outcome::kAdded,
                                    Outcome::kAdded));
  EXPECT_EQ((*steps)[2].new_name, "c (4)") << "neither a name of the vault nor one that is to be imported";
  EXPECT_EQ(value_of(content, "a"), "1");
  EXPECT_EQ(value_of(content, "b"), "y");
  EXPECT_EQ(value_of(content, "c"), "3");
  EXPECT_EQ(value_of(content, "c (3)"), "w");
  EXPECT_EQ(value_of(content, "c (4)"), "z");
  EXPECT_EQ(value_of(content, "d"), "v");
}

TEST(ImportTest, WhatIsTheSameIsNoConflict) {
  Content content = content_of({{"a", "1"}});
  const auto steps = import_entries(content, entries_of({{"a", "1"}}), {});
  ASSERT_TRUE(steps.ok());
  EXPECT_EQ(steps->front().outcome, Outcome::kUnchanged);
  auto off = entries_of({{"a", "1"}});
  off.front().enabled = false;
  EXPECT_THAT(conflicts(content, off), ElementsAre("a"));
  auto linked = entries_of({{"a", "1"}});
  linked.front().value = Link{.secret = "arn"};
  EXPECT_THAT(conflicts(content, linked), ElementsAre("a"));
}

}  // namespace
}  // namespace coffer::vault
