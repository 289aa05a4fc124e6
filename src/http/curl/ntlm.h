// NTLM by libcurl.
#pragma once

#include "base/result.h"
#include "http/curl/easy_handle.h"
#include "http/transport.h"

namespace coffer::http::curl {

// Sets the login. libcurl copies it, and global.h wipes the copies when the handle goes: it must not be kept.
// libcurl makes UTF-16 of each byte for itself, as if the text were Latin-1 (lib/curl_ntlm_core.c); so UTF-8
// is turned into Latin-1 for it, and kUnsupported is what does not fit.
Result<void> apply_ntlm(EasyHandle& handle, const NtlmLogin& login);

}  // namespace coffer::http::curl
