// IAM, as far as a client with MFA needs it.
#include <fmt/format.h>

#include "demo/service.h"
#include "demo/times.h"

namespace coffer::demo {
namespace {

XmlOutcome list_mfa_devices(const Call& call, const Pairs& parameters) {
  const auto asked = find_value(parameters, "UserName");
  if (asked.empty() && call.caller.is_role()) {
    return std::unexpected(
        ServiceError{400, "ValidationError", "Must specify userName when calling with non-User credentials"});
  }
  const Principal& self = *call.caller.principal;
  const std::string name(asked.empty() ? std::string_view(self.name) : asked);
  const std::string arn = fmt::format("arn:{}:iam::{}:user/{}", self.partition, self.account, name);
  const Access access{"iam:ListMFADevices", arn, self.account};
  if (const auto reason = refusal(call.caller, access, call.now); !reason.empty()) {
    return std::unexpected(access_denied(Service::kIam, call.caller, access.action, "user " + name, reason));
  }
  const Principal* user = call.state.find_principal(arn);
  if (!user) {
    return std::unexpected(
        ServiceError{404, "NoSuchEntity", fmt::format("The user with name {} cannot be found.", name)});
  }
  std::string members;
  for (const auto& device : user->mfa_devices) {
    members += "<member>" + xml_element("UserName", name) + xml_element("SerialNumber", device.serial) +
               xml_element("EnableDate", iso_time(device.enabled)) + "</member>";
  }
  return "<MFADevices>" + members + "</MFADevices><IsTruncated>false</IsTruncated>";
}

}  // namespace

XmlOutcome call_iam(const Call& call, std::string_view action, const Pairs& parameters) {
  // AWS, "Compare AWS STS credentials": GetSessionToken without MFA cannot call IAM; and this is how IAM says
  // it.
  if (call.caller.session && !call.caller.is_role() && !call.caller.session->mfa) {
    return std::unexpected(ServiceError{403, "InvalidClientTokenId",
                                        "The security token included in the request is invalid", true});
  }
  if (action == "ListMFADevices") return list_mfa_devices(call, parameters);
  return std::unexpected(ServiceError{
      400, "InvalidAction", fmt::format("Could not find operation {} for version 2010-05-08", action)});
}

}  // namespace coffer::demo
