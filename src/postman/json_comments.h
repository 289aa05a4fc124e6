#pragma once

#include <string>
#include <string_view>

namespace coffer::postman {

// Without // and /* */ comments outside strings: Postman lets one write them in JSON bodies and does not send
// them. Source: postman-runtime/lib/runner/request-helpers-presend.js and npm's strip-json-comments
// (whitespace: false). Vault references count as text, whatever is in their names.
std::string strip_json_comments(std::string_view text);

}  // namespace coffer::postman
