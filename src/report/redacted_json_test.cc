#include "report/redacted_json.h"

#include <gtest/gtest.h>

namespace coffer::report {
namespace {

class RedactedJsonTest : public ::testing::Test {
 protected:
  RedactedJsonTest() { redactor_.add("key", Secret("pl4nted\"Value\n123")); }
  secrets::Redactor redactor_;
};

TEST_F(RedactedJsonTest, WhatHoldsNoSecretStaysByteForByte) {
  const std::string text = "{\"a\" : 1.50,\n\"b\": 12345678901234567890}";
  EXPECT_EQ(redacted_json(text, redactor_), text);
}

TEST_F(RedactedJsonTest, ValuesAndNamesBecomeReferencesAndTheTextStaysJson) {
  const std::string text = R"({"echo": ["x pl4nted\"Value\n123 y"], "pl4nted\"Value\n123": 1})";
  const auto document = json::parse(redacted_json(text, redactor_));
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(json::dump(*document), R"({"echo":["x {{vault:key}} y"],"{{vault:key}}":1})");
}

}  // namespace
}  // namespace coffer::report
