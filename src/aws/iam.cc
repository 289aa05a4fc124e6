#include "aws/iam.h"

#include "aws/call.h"
#include "aws/partitions.h"
#include "aws/query_form.h"
#include "aws/secret_xml.h"

namespace coffer::aws {
namespace {

// A user has at most 8 devices; a server that goes on and on is not IAM.
constexpr int kMaxPages = 10;

}  // namespace

Result<std::vector<MfaDevice>> list_mfa_devices(Client& client, const Credentials& credentials,
                                                const std::string& partition) {
  const Partition* found = find_partition(partition);
  if (found == nullptr) {
    return Error{ErrorCode::kInvalidArgument, "there is no such AWS partition",
                 "It is aws, aws-cn or aws-us-gov", "partition"};
  }
  std::vector<MfaDevice> devices;
  std::string marker;
  for (int page = 0; page < kMaxPages; ++page) {
    QueryForm form("ListMFADevices", "2010-05-08");
    if (!marker.empty()) form.add("Marker", marker);
    const Call call{Service::kIam, "ListMFADevices", std::string(found->iam_region), form.take()};
    COFFER_ASSIGN(const Secret body, client.call(call, credentials));
    const auto xml = SecretXml::parse(body);
    if (!xml) return malformed_answer(client.context(call, credentials), xml.error().what);
    const pugi::xml_node result = SecretXml::find(xml->root(), "ListMFADevicesResult");
    if (!result) return malformed_answer(client.context(call, credentials), "it has no list of devices");
    for (const pugi::xml_node member : SecretXml::find(result, "MFADevices").children("member")) {
      devices.push_back({std::string(SecretXml::text_of(member, "SerialNumber"))});
    }
    marker = SecretXml::text_of(result, "Marker");
    if (SecretXml::text_of(result, "IsTruncated") != "true" || marker.empty()) break;
  }
  return devices;
}

}  // namespace coffer::aws
