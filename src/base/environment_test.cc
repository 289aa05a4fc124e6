#include "base/environment.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/hardening.h"

namespace coffer {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

// All of the block that the kernel handed over: what /proc/PID/environ shows is the same memory.
bool in_block(const char* block, size_t size, std::string_view text) {
  return std::string_view(block, size).find(text) != std::string_view::npos;
}

TEST(EnvironmentTest, BlankCountsAsUnset) {
  const Environment environment(Variables{{"EMPTY", ""}, {"SET", "value"}});
  EXPECT_EQ(environment.get("SET"), "value");
  EXPECT_EQ(environment.get("EMPTY"), std::nullopt);
  EXPECT_EQ(environment.get("MISSING"), std::nullopt);
  EXPECT_FALSE(environment.get_secret("EMPTY").has_value());
}

TEST(EnvironmentTest, ACopyHasTheSameVariables) {
  Environment first(Variables{{"A", "1"}});
  const Environment copy = first;
  first.set("A", "2");
  EXPECT_EQ(copy.get("A"), "1");
  EXPECT_TRUE(first.get_secret("A")->equals(Secret("2")));
}

TEST(EnvironmentTest, AWipedVariableIsGoneFromTheProcess) {
  ::setenv("AWS_SESSION_TOKEN", "planted-token", 1);
  ::setenv("OTHER", "stays", 1);
  const char* const stood_at = ::getenv("AWS_SESSION_TOKEN");
  const Environment environment = Environment::from_process();
  wipe_secret_variables();
  EXPECT_EQ(::getenv("AWS_SESSION_TOKEN"), nullptr);
  EXPECT_FALSE(in_block(stood_at, sizeof "planted-token", "planted"));
  EXPECT_STREQ(::getenv("OTHER"), "stays");
  EXPECT_EQ(environment.get("AWS_SESSION_TOKEN"), "planted-token");  // it was read before
  wipe_variable("OTHER");
  EXPECT_EQ(::getenv("OTHER"), nullptr);
  wipe_variable("NEVER_SET");
}

}  // namespace
}  // namespace coffer
