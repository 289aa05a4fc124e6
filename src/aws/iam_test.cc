#include "aws/iam.h"

#include "aws/testing/client_fixture.h"

namespace coffer::aws {
namespace {

using ::testing::HasSubstr;

std::string page(std::string_view serial, std::string_view marker) {
  std::string text =
      "<ListMFADevicesResponse><ListMFADevicesResult><MFADevices><member><UserName>me</"
      "UserName><SerialNumber>" +
      std::string(serial) + "</SerialNumber></member></MFADevices>";
  text += marker.empty() ? "<IsTruncated>false</IsTruncated>"
                         : "<IsTruncated>true</IsTruncated><Marker>" + std::string(marker) + "</Marker>";
  return text + "</ListMFADevicesResult></ListMFADevicesResponse>";
}

using IamTest = ClientFixture;

TEST_F(IamTest, ListsDevicesOverSeveralPages) {
  transport_.push(200, page("arn:aws:iam::123456789012:mfa/me", "next/1"))
      .push(200, page("GAHT12345678", ""));
  const auto devices = list_mfa_devices(client(), long_lived(), "aws");
  ASSERT_TRUE(devices) << to_string(devices.error());
  ASSERT_EQ(devices->size(), 2u);
  EXPECT_EQ((*devices)[0].serial, "arn:aws:iam::123456789012:mfa/me");
  EXPECT_EQ((*devices)[1].serial, "GAHT12345678");
  const auto requests = transport_.requests();
  EXPECT_EQ(requests[0].url, "https://iam.amazonaws.com/");
  EXPECT_THAT(requests[0].header("Authorization"), HasSubstr("/us-east-1/iam/"));
  EXPECT_EQ(requests[1].body, "Action=ListMFADevices&Version=2010-05-08&Marker=next%2F1");
}

TEST_F(IamTest, NoDevicesIsAnEmptyList) {
  transport_.push(
      200,
      "<ListMFADevicesResponse><ListMFADevicesResult><MFADevices/><IsTruncated>false</IsTruncated>"
      "</ListMFADevicesResult></ListMFADevicesResponse>");
  const auto devices = list_mfa_devices(client(), long_lived(), "aws-cn");
  ASSERT_TRUE(devices);
  EXPECT_TRUE(devices->empty());
  EXPECT_EQ(transport_.requests().at(0).url, "https://iam.cn-north-1.amazonaws.com.cn/");
}

TEST_F(IamTest, ADenialHasItsCode) {
  transport_.push(403,
                  xml_error("AccessDenied", "User: me is not authorized to perform: iam:ListMFADevices"));
  const auto devices = list_mfa_devices(client(), long_lived(), "aws");
  ASSERT_FALSE(devices);
  EXPECT_EQ(devices.error().code, ErrorCode::kAccessDenied);
}

TEST_F(IamTest, AnEndlessListEnds) {
  for (int i = 0; i < 20; ++i) transport_.push(200, page("GAHT12345678", "again"));
  EXPECT_TRUE(list_mfa_devices(client(), long_lived(), "aws"));
  EXPECT_LE(transport_.requests().size(), 10u);
}

TEST_F(IamTest, AnUnknownPartitionIsRefused) {
  const auto devices = list_mfa_devices(client(), long_lived(), "evil");
  ASSERT_FALSE(devices);
  EXPECT_EQ(devices.error().field, "partition");
  EXPECT_TRUE(transport_.requests().empty());
}

}  // namespace
}  // namespace coffer::aws
