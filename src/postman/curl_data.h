// The body that several -d, --data-urlencode and --json make up.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "postman/curl_command.h"

namespace coffer::postman {

// As curl joins and encodes them.
Result<std::string> joined_data(const std::vector<CurlData>& data, const ReadFile& read);

// A value that is known at the send only must be encoded then: whether there is one, and the body as fields,
// which are encoded at the send.
bool encodes_references(const std::vector<CurlData>& data);
Result<UrlencodedBody> encoded_fields(const std::vector<CurlData>& data, const ReadFile& read);

}  // namespace coffer::postman
