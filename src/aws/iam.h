// AWS Identity and Access Management: the one call that Coffer needs (API version 2010-05-08).
#pragma once

#include <string>
#include <vector>

#include "aws/client.h"

namespace coffer::aws {

struct MfaDevice {
  std::string serial;  // an ARN for virtual devices, a serial number for hardware ones
};

// The caller's own devices. kAccessDenied where the caller may not list them. `partition` chooses the
// endpoint ("aws").
Result<std::vector<MfaDevice>> list_mfa_devices(Client& client, const Credentials& credentials,
                                                const std::string& partition);

}  // namespace coffer::aws
