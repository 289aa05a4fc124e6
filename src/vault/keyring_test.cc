// Without a desktop. With a real one: tests/vault/keyring_test.cc.
#include "vault/keyring.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace coffer::vault {
namespace {

TEST(KeyringTest, SaysThatThereIsNone) {
  ::setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/coffer-test-bus", 1);
  const auto keyring = make_secret_service_keyring();
  EXPECT_EQ(keyring->load("/vault").error().code, ErrorCode::kKeyringUnavailable);
  EXPECT_EQ(keyring->store("/vault", Secret("coffer-key-1-x")).error().code, ErrorCode::kKeyringUnavailable);
  EXPECT_EQ(keyring->remove("/vault").error().code, ErrorCode::kKeyringUnavailable);
  EXPECT_NE(keyring->load("/vault").error().mend.find("COFFER_VAULT_KEY"), std::string::npos);
}

}  // namespace
}  // namespace coffer::vault
