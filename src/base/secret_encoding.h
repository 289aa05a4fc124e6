// The encodings of encoding.h for values that must not pass through ordinary memory.
#pragma once

#include "base/secret.h"

namespace coffer {

Secret hex_encode(const Secret& secret);        // lower case
Secret base64_encode(const Secret& secret);     // RFC 4648 §4, padded
Secret base64url_encode(const Secret& secret);  // RFC 4648 §5, unpadded
Secret percent_encode(const Secret& secret);    // everything but RFC 3986's unreserved characters
Secret json_escape(const Secret& secret);       // the inside of a JSON string

}  // namespace coffer
