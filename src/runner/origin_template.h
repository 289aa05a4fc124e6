// Who would receive a request whose URL still holds {{vault:…}} references.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/url.h"
#include "postman/request_builder.h"

namespace coffer::runner {

// The names of the references that stand in the scheme, host or port: until they have values nobody can tell
// the origin. Each once, in order. References in the user info, path or query do not count.
std::vector<std::string> origin_references(std::string_view url_template);

// The origin, with the values of origin_references() put in as they are. kInvalidArgument, never quoting a
// value.
Result<http::Origin> origin_of_template(std::string_view url_template, const postman::ValueOf& value_of);

// The origin as far as it can be told without values: references stand in it. The same for two templates that
// lead to the same origin whatever the values are.
std::string origin_text(std::string_view url_template);

}  // namespace coffer::runner
