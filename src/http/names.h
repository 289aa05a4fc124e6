// The public tables of HTTP that a request or a report needs.
#pragma once

#include <string_view>

namespace coffer::http {

// The phrase of the IANA status code registry, "" for a code that is not there. HTTP/2 sends none.
std::string_view reason_phrase(int status);

// A media type by a file name's extension; "application/octet-stream" where it says nothing.
std::string_view content_type_of_file(std::string_view file_name);

// RFC 9110 §5.6.2: what a method and a header's name are made of.
bool is_token(std::string_view text);

}  // namespace coffer::http
