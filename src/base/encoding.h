// Encodings, each as its RFC has it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace coffer {

std::string hex_encode(std::string_view bytes);  // lower case
std::optional<std::string> hex_decode(std::string_view text);

std::string base64_encode(std::string_view bytes);     // RFC 4648 §4, padded
std::string base64url_encode(std::string_view bytes);  // RFC 4648 §5, unpadded
// Strict: padded, no white space, no stray bits.
std::optional<std::string> base64_decode(std::string_view text);

// Everything but RFC 3986's unreserved characters becomes %XX (upper case): what AWS's UriEncode wants.
std::string percent_encode(std::string_view bytes, std::string_view also_keep = {});
// Malformed escapes stay as they are.
std::string percent_decode(std::string_view text);

// The inside of a JSON string, without the quotes: only what RFC 8259 §7 demands is escaped.
std::string json_escape(std::string_view text);
std::string html_escape(std::string_view text);  // & < > " '

bool is_utf8(std::string_view bytes);  // well-formed, no surrogates, no overlong forms

std::string to_lower(std::string_view text);           // ASCII only
bool iequals(std::string_view a, std::string_view b);  // ASCII only
std::string_view trim(std::string_view text);          // ASCII white space

}  // namespace coffer
