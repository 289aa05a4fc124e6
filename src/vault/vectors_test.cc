// The files of tests/vectors/vault, made by a program that shares no code with this one.
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "json/json.h"
#include "vault/payload.h"
#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {
namespace fs = std::filesystem;

struct Vector {
  std::string name, bytes;
  json::Value description;
};

std::vector<Vector> vectors() {
  std::vector<Vector> all;
  for (const auto& file : fs::directory_iterator(COFFER_VAULT_VECTORS)) {
    if (file.path().extension() != ".hex") continue;
    std::string hex = read_file(file.path()).value();
    std::erase(hex, '\n');
    fs::path description = file.path();
    description.replace_extension(".json");
    all.push_back(
        {file.path().stem(), hex_decode(hex).value(), json::parse(read_file(description).value()).value()});
  }
  return all;
}

class VectorsTest : public TempVault {
 protected:
  Result<std::unique_ptr<Store>> open(std::string_view way, std::string_view text) const {
    const Secret secret(text);
    if (way == "passphrase") return Store::open(options_, {.passphrase = &secret});
    if (way == "recovery") return Store::open(options_, {.recovery = &secret});
    return Store::open(options_, {.key = &secret});
  }

  // `wanted` as Coffer understands it and would write it, so that order and defaults do not matter.
  static std::string canonical(const json::Value& wanted) {
    return text_of(encode_payload(decode_payload(Secret(json::dump(wanted))).value()).value());
  }

  void check_good(const Vector& vector, std::string_view way, std::string_view text) const {
    auto store = open(way, text);
    ASSERT_TRUE(store.ok()) << to_string(store.error());
    EXPECT_EQ(static_cast<double>((*store)->generation()),
              json::find_number(vector.description, "generation"));
    EXPECT_EQ(text_of(encode_payload((*store)->content()).value()),
              canonical(*json::find(vector.description, "content")));
  }
};

TEST_F(VectorsTest, AreReadOrRefusedAsTheySay) {
  size_t count = 0;
  for (const Vector& vector : vectors()) {
    SCOPED_TRACE(vector.name);
    ASSERT_TRUE(replace_file(options_.file, vector.bytes).ok());
    for (const auto& way : *json::find_object(vector.description, "open")) {
      const std::string_view text = json::view(way.value().get_string());
      if (const auto error = json::find_string(vector.description, "error")) {
        const auto store = open(way.key(), text);
        ASSERT_FALSE(store.ok());
        EXPECT_EQ(to_string(store.error().code), *error) << to_string(store.error());
        EXPECT_EQ(to_string(store.error()).find(text), std::string::npos) << "the message quotes a secret";
      } else {
        check_good(vector, way.key(), text);
      }
    }
    EXPECT_EQ(bytes(), vector.bytes) << "reading changed the file";
    ++count;
  }
  EXPECT_GE(count, 36U);
}

TEST_F(VectorsTest, AWriteKeepsUnknownMembersAndSlots) {
  for (const Vector& vector : vectors()) {
    if (vector.name != "future-members") continue;
    ASSERT_TRUE(replace_file(options_.file, vector.bytes).ok());
    const std::string key(*json::find_string(*json::find(vector.description, "open"), "key"));
    auto store = open("key", key);
    ASSERT_TRUE(add(**store, "new", "value").ok());
    EXPECT_NE(bytes().find("a slot of tomorrow"), std::string::npos);
    store = open("key", key);
    ASSERT_TRUE((*store)->update([](Content& content) -> Result<void> {
      content.entries.pop_back();
      return {};
    }));
    EXPECT_EQ(text_of(encode_payload((*store)->content()).value()),
              canonical(*json::find(vector.description, "content")));
    return;
  }
  FAIL() << "the vector is missing";
}

}  // namespace
}  // namespace coffer::vault
