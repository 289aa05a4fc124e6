#pragma once

#include <string_view>

namespace coffer::postman {

// The content type that a file's name suggests, "application/octet-stream" where it suggests none.
// Source: the npm package mime-types, which Newman asks; the extensions that people upload.
std::string_view mime_type_of(std::string_view file_name);

}  // namespace coffer::postman
