#include "base/error.h"

#include <gtest/gtest.h>

#include "base/result.h"

namespace coffer {
namespace {

TEST(ErrorTest, PrintsFieldWhatAndMend) {
  EXPECT_EQ(to_string(Error{ErrorCode::kInvalidArgument, "no region", "Add --region.", "region"}),
            "region: no region. Add --region.");
  EXPECT_EQ(to_string(Error{ErrorCode::kIo, "disk full"}), "disk full");
}

// Spec 8.4: 3 for a reference that could not be resolved, 4 where authenticating would mend it.
TEST(ErrorTest, TellsUnresolvedReferencesFromTheRest) {
  for (const auto code : {ErrorCode::kSecretNotFound, ErrorCode::kDomainNotAllowed, ErrorCode::kKmsDenied,
                          ErrorCode::kServiceError}) {
    EXPECT_TRUE(is_unresolved_reference(code)) << to_string(code);
    EXPECT_FALSE(needs_authentication(code)) << to_string(code);
  }
  for (const auto code :
       {ErrorCode::kNotConnected, ErrorCode::kCredentialsExpired, ErrorCode::kMfaRequired}) {
    EXPECT_TRUE(is_unresolved_reference(code)) << to_string(code);
    EXPECT_TRUE(needs_authentication(code)) << to_string(code);
  }
  EXPECT_FALSE(is_unresolved_reference(ErrorCode::kIo));
  EXPECT_FALSE(is_unresolved_reference(ErrorCode::kNetwork));
}

Result<int> half(int n) {
  if (n % 2 != 0) return Error{ErrorCode::kInvalidArgument, "odd"};
  return n / 2;
}

Result<int> quarter(int n) {
  COFFER_ASSIGN(const int once, half(n));
  COFFER_ASSIGN(const int twice, half(once));
  return twice;
}

TEST(ResultTest, CarriesTheFirstErrorOut) {
  EXPECT_EQ(*quarter(8), 2);
  ASSERT_FALSE(quarter(6).ok());
  EXPECT_EQ(quarter(6).error().code, ErrorCode::kInvalidArgument);
}

TEST(ResultDeathTest, AbortsOnTheValueOfAnError) { EXPECT_DEATH(static_cast<void>(*half(1)), ""); }

}  // namespace
}  // namespace coffer
