// A question to a credentials endpoint beside this process: of a container, of an instance.
#pragma once

#include <string>

#include "aws/credentials/source_parts.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"

namespace coffer::aws {

struct MetadataCall {
  std::chrono::milliseconds connect_timeout{1000}, timeout{2000};
  int attempts = 1;  // of broken connections, time-outs and 5xx; a second apart
};

struct MetadataAnswer {
  int status = 0;
  Secret body;  // at most 64 KiB
};

// Past any proxy, following no redirect. An answer of any status is an answer; kNetwork, kTimeout, kTls,
// kTooLarge.
Result<MetadataAnswer> ask_metadata(const SourceParts& parts, const http::Request& request,
                                    const MetadataCall& call);

}  // namespace coffer::aws
