// Base64 (RFC 4648 §4, padded) of values that must not pass through ordinary memory; in constant time.
#pragma once

#include <optional>
#include <string_view>

#include "base/secret.h"

namespace coffer::crypto {

Secret base64_encode_secret(const Secret& bytes);
std::optional<Secret> base64_decode_secret(std::string_view text);

}  // namespace coffer::crypto
