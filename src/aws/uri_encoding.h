// Percent-encoding as AWS's signature wants it, straight into wiped memory: URLs and forms may carry secrets.
#pragma once

#include <string_view>

#include "base/secret.h"

namespace coffer::aws {

// UriEncode of "Create a signed AWS API request": everything but RFC 3986's unreserved characters becomes
// %XX.
void append_uri_encoded(SecretBuilder& out, std::string_view bytes);
// Decodes %XX and '+', then encodes: whichever way a query was written, this is how AWS reads it.
void append_uri_reencoded(SecretBuilder& out, std::string_view encoded);
// For application/x-www-form-urlencoded: a space becomes '+', as Python's urlencode has it (emulators that
// re-encode a form before they check its signature expect that).
void append_form_encoded(SecretBuilder& out, std::string_view bytes);

}  // namespace coffer::aws
