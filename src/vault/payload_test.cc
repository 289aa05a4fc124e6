#include "vault/payload.h"

#include <gtest/gtest.h>

#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {

Result<Content> decode(std::string_view json) { return decode_payload(Secret(json)); }

std::string encode(const Content& content) { return text_of(encode_payload(content).value()); }

TEST(PayloadTest, KeepsEveryByteOfAValue) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const std::string values[] = {"", "plain",
                                "quote \" slash \\ newline \n nul " + std::string(1, '\0') + " é 🎉", bytes,
                                std::string(100'000, 'x')};
  for (const std::string& value : values) {
    Content content;
    content.entries.push_back(local_entry("a", value));
    const auto back = decode(encode(content));
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(text_of(std::get<Secret>(back->entries.at(0).value)), value);
  }
}

TEST(PayloadTest, HidesTheLengthOfShortValues) {
  Content content;
  content.entries.push_back(local_entry("a", "x"));
  const size_t size = encode(content).size();
  EXPECT_EQ(size % 256, 0U);
  content.entries[0].value = Secret("a longer value");
  EXPECT_EQ(encode(content).size(), size);
}

TEST(PayloadTest, KeepsWhatItDoesNotKnow) {
  const auto content = decode(R"({"new":[1,{"a":-2.5e-7}],"settings":{"theme":"dark"},"entries":[
      {"name":"a","value":"v","tags":["x",null,true,18446744073709551615],"no\"te":"\u0001"},
      {"name":"b","link":{"secret":"s","policy":{"p":1}}}]})");
  ASSERT_TRUE(content.ok());
  const std::string text = encode(*content);
  for (const std::string_view kept :
       {R"("new":[1,{"a":-2.5e-07}])", R"("theme":"dark")", R"("tags":["x",null,true,18446744073709551615])",
        R"("no\"te":"\u0001")", R"("policy":{"p":1})"}) {
    EXPECT_NE(text.find(kept), std::string::npos) << kept << " in " << text;
  }
  EXPECT_EQ(encode(*decode(text)), text);
}

// As JSON.stringify writes it: a "-0" would be read as the integer 0 the next time.
TEST(PayloadTest, WritesMinusZeroOfWhatItDoesNotKnowAsZero) {
  const auto content = decode(R"({"new":{"a":-0E0}})");
  ASSERT_TRUE(content.ok());
  EXPECT_NE(encode(*content).find(R"("new":{"a":0})"), std::string::npos) << encode(*content);
}

TEST(PayloadTest, LinksComeBackWithoutTheirDefaults) {
  Content content;
  Entry entry;
  entry.name = "a";
  entry.value = Link{.secret = "s", .json_key = "k", .narrow_role = true, .cache_seconds = 0};
  content.entries.push_back(std::move(entry));
  const std::string text = encode(content);
  EXPECT_EQ(text.find("role\":\""), std::string::npos);
  EXPECT_EQ(std::get<Link>(decode(text)->entries[0].value), std::get<Link>(content.entries[0].value));
}

TEST(PayloadTest, ChecksWhatIsToBeWritten) {
  const auto code_of = [](auto&& change) {
    Content content;
    content.entries.push_back(local_entry("a", "v"));
    change(content);
    const auto checked = check_content(content);
    return checked ? "fine" : std::string(to_string(checked.error().code));
  };
  EXPECT_EQ(code_of([](Content&) {}), "fine");
  EXPECT_EQ(code_of([](Content& c) { c.entries.push_back(local_entry("a", "w")); }), "already-exists");
  EXPECT_EQ(code_of([](Content& c) { c.entries.push_back(local_entry("A", "w")); }), "fine");
  EXPECT_EQ(code_of([](Content& c) { c.entries[0].name = "{"; }), "invalid-argument");
  EXPECT_EQ(code_of([](Content& c) { c.entries[0].value = Secret(std::string(kMaxValueSize + 1, 'x')); }),
            "too-large");
  EXPECT_EQ(code_of([](Content& c) { c.entries[0].value = Link{}; }), "invalid-argument");
  EXPECT_EQ(
      code_of([](Content& c) { c.entries[0].value = Link{.secret = std::string(kMaxLinkField + 1, 'x')}; }),
      "too-large");
  EXPECT_EQ(code_of([](Content& c) { c.entries[0].value = Link{.secret = "\xFF"}; }), "invalid-argument");
  EXPECT_EQ(code_of([](Content& c) { c.entries[0].value = Link{.secret = "s", .cache_seconds = -2}; }),
            "invalid-argument");
  EXPECT_EQ(code_of([](Content& c) { c.settings.cache_minutes = -1; }), "invalid-argument");
  EXPECT_EQ(code_of([](Content& c) {
              for (size_t i = 0; i < kMaxEntries; ++i)
                c.entries.push_back(local_entry(fmt::format("{}", i), "v"));
            }),
            "too-large");
}

TEST(PayloadTest, KeepsASnapshotAndTheTimeItIsGood) {
  Content content;
  Entry& entry = content.entries.emplace_back();
  entry.name = "a";
  entry.value = Link{.secret = "s", .json_key = "k"};
  entry.offline = std::chrono::hours(2);
  const std::string bytes("\xFF\0x", 3);
  content.snapshots.push_back({"a", Link{.secret = "s", .json_key = "k"}, Secret(bytes), true, "v-1", "me",
                               WallTime(std::chrono::milliseconds(5)),
                               WallTime(std::chrono::milliseconds(9))});
  ASSERT_TRUE(check_content(content).ok());
  const auto back = decode(encode(content));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->entries.at(0).offline, std::chrono::hours(2));
  const Snapshot& snapshot = back->snapshots.at(0);
  EXPECT_EQ(snapshot.name, "a");
  EXPECT_EQ(snapshot.link, content.snapshots[0].link);
  EXPECT_EQ(text_of(snapshot.value), bytes);
  EXPECT_TRUE(snapshot.binary);
  EXPECT_EQ(snapshot.version + snapshot.identity, "v-1me");
  EXPECT_EQ(snapshot.taken, content.snapshots[0].taken);
  EXPECT_EQ(snapshot.expires, content.snapshots[0].expires);
}

TEST(PayloadTest, LeavesOutASnapshotThatItDoesNotUnderstand) {
  const auto content = decode(R"({"snapshots":[
      {"name":"a","link":{"secret":"s"},"value":"v","taken":1,"expires":2,"only_on":"this machine"},
      {"name":"b","link":{"secret":"s"},"value":"v","taken":1,"expires":2}]})");
  ASSERT_TRUE(content.ok());
  EXPECT_EQ(content->snapshots.size(), 1U);
  EXPECT_NE(content->snapshot_of("b"), nullptr);
}

TEST(PayloadTest, ASnapshotIsBounded) {
  const auto code_of = [](Snapshot snapshot) {
    Content content;
    content.snapshots.push_back(std::move(snapshot));
    const auto checked = check_content(content);
    return checked ? "fine" : std::string(to_string(checked.error().code));
  };
  const Link link{.secret = "s"};
  EXPECT_EQ(code_of({.name = "a", .link = link, .value = Secret(std::string(kMaxSnapshotSize, 'x'))}),
            "fine");
  EXPECT_EQ(code_of({.name = "a", .link = link, .value = Secret(std::string(kMaxSnapshotSize + 1, 'x'))}),
            "too-large");
  EXPECT_EQ(code_of({.name = "a", .link = link, .version = "\xFF"}), "invalid-argument");
  EXPECT_EQ(code_of({.name = "a", .link = {}}), "invalid-argument");
  EXPECT_FALSE(decode(R"({"snapshots":[{"name":"a","link":{"secret":"s"},"value":")" +
                      std::string(kMaxSnapshotSize + 1, 'x') + R"("}]})")
                   .ok());
}

TEST(PayloadTest, TheWholeIsBounded) {
  Content content;
  for (int i = 0; i < 17; ++i)
    content.entries.push_back(local_entry(fmt::format("{}", i), std::string(kMaxValueSize, 'x')));
  EXPECT_TRUE(check_content(content).ok());
  EXPECT_EQ(encode_payload(content).error().code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace coffer::vault
