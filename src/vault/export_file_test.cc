#include "vault/export_file.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "base/encoding.h"
#include "base/files.h"
#include "json/json.h"
#include "vault/payload.h"
#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {
namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr crypto::KdfCost kCheap{1, 8};

std::string canonical(std::vector<Entry> entries) {
  Content content;
  content.entries = std::move(entries);
  return text_of(encode_payload(content).value());
}

Result<std::vector<Entry>> read_any(const std::string& bytes, const std::string& password) {
  if (is_sealed_export(bytes)) return open_export(bytes, Secret(password));
  return read_plain_export(Secret(bytes));
}

// tests/vectors/export, made by a program that shares no code with this one.
TEST(ExportFileTest, VectorsAreReadOrRefusedAsTheySay) {
  size_t count = 0;
  for (const auto& file : fs::directory_iterator(COFFER_EXPORT_VECTORS)) {
    if (file.path().extension() != ".hex") continue;
    SCOPED_TRACE(file.path().stem().string());
    std::string hex = read_file(file.path()).value();
    std::erase(hex, '\n');
    const auto description =
        json::parse(read_file(fs::path(file.path()).replace_extension(".json")).value()).value();
    const std::string password(*json::find_string(description, "password"));
    const auto entries = read_any(hex_decode(hex).value(), password);
    if (const auto error = json::find_string(description, "error")) {
      ASSERT_FALSE(entries.ok());
      EXPECT_EQ(to_string(entries.error().code), *error) << to_string(entries.error());
      EXPECT_EQ(to_string(entries.error()).find(password), std::string::npos) << "quotes the password";
    } else {
      ASSERT_TRUE(entries.ok()) << to_string(entries.error());
      const std::string wanted = canonical(decode_entries(*json::find(description, "entries")).value());
      EXPECT_EQ(canonical(read_any(hex_decode(hex).value(), password).value()), wanted);
      // And once round.
      const Secret again("a password of ours");
      const auto sealed = seal_export(*entries, again, kCheap, crypto::system_random()).value();
      EXPECT_EQ(canonical(open_export(sealed, again).value()), wanted);
      EXPECT_EQ(canonical(read_plain_export(plain_export(*entries).value()).value()), wanted);
    }
    ++count;
  }
  EXPECT_GE(count, 25U);
}

std::vector<Entry> one_entry() {
  std::vector<Entry> entries;
  entries.push_back(local_entry("name-of-it", "value-of-it"));
  return entries;
}

TEST(ExportFileTest, EveryFlippedBitAndEveryTruncationIsAnError) {
  const Secret password("twelve chars");
  const std::string whole = seal_export(one_entry(), password, kCheap, crypto::system_random()).value();
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << i % 8));
    EXPECT_FALSE(open_export(damaged, password).ok()) << i;
    EXPECT_FALSE(open_export(whole.substr(0, i), password).ok()) << i;
  }
}

TEST(ExportFileTest, NothingReadableIsInAnEncryptedFile) {
  const Secret password("twelve chars");
  const std::string whole = seal_export(one_entry(), password, kCheap, crypto::system_random()).value();
  for (const std::string_view text : {"name-of-it", "value-of-it", "entries", "twelve"}) {
    EXPECT_EQ(whole.find(text), std::string::npos) << text;
  }
  EXPECT_NE(whole, *seal_export(one_entry(), password, kCheap, crypto::system_random()));
}

TEST(ExportFileTest, APlainFileIsReadable) {
  EXPECT_THAT(text_of(plain_export(one_entry()).value()), HasSubstr("\n      \"name\": \"name-of-it\",\n"));
}

TEST(ExportFileTest, WantsTwelveCharactersNotBytes) {
  EXPECT_EQ(check_export_password(Secret("elevenchars")).error().field, "password");
  EXPECT_TRUE(check_export_password(Secret("twelve chars")).ok());
  EXPECT_FALSE(check_export_password(Secret("éééééé")).ok()) << "twelve bytes, six characters";
  EXPECT_FALSE(check_export_password(Secret(std::string(1025, 'x'))).ok());
  EXPECT_FALSE(seal_export(one_entry(), Secret("short"), kCheap, crypto::system_random()).ok());
}

}  // namespace
}  // namespace coffer::vault
