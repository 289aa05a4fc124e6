#include "http/body_kind.h"

#include <gtest/gtest.h>

namespace coffer::http {
namespace {

TEST(BodyKindTest, IsSeenByItsStart) {
  EXPECT_EQ(kind_of_body(Secret("")), "nothing");
  EXPECT_EQ(kind_of_body(Secret(" \r\n")), "nothing");
  EXPECT_EQ(kind_of_body(Secret("\n<!DOCTYPE html><p>")), "HTML");
  EXPECT_EQ(kind_of_body(Secret("<?xml version='1.0'?><html xmlns='x'/>")), "HTML");
  EXPECT_EQ(kind_of_body(Secret("<Error/>")), "XML of another kind");
  EXPECT_EQ(kind_of_body(Secret(" {\"a\":1}")), "JSON of another kind");
  EXPECT_EQ(kind_of_body(Secret("upstream timed out")), "text");
}

}  // namespace
}  // namespace coffer::http
