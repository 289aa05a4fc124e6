#include "http/curl/ntlm.h"

namespace coffer::http::curl {
namespace {

// U+0080 to U+00FF are two bytes of UTF-8, the first of them C2 or C3.
Result<Secret> latin1(const Secret& utf8, std::string_view field) {
  SecretBuilder out;
  bool fits = true;
  utf8.expose([&](std::string_view text) {
    for (size_t i = 0; i < text.size() && fits; ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte < 0x80) {
        out.append(text[i]);
        continue;
      }
      fits = (byte == 0xC2 || byte == 0xC3) && i + 1 < text.size() && (text[i + 1] & 0xC0) == 0x80;
      if (fits) out.append(static_cast<char>(((byte & 3) << 6) | (text[++i] & 0x3F)));
    }
  });
  if (fits) return out.append('\0').take();
  return Error{ErrorCode::kUnsupported, "NTLM cannot log in with characters beyond Latin-1",
               "Use a login without them.", std::string(field)};
}

}  // namespace

Result<void> apply_ntlm(EasyHandle& handle, const NtlmLogin& login) {
  COFFER_ASSIGN(const Secret user, latin1(*login.user, "auth username"));
  COFFER_ASSIGN(const Secret password, latin1(*login.password, "auth password"));
  handle.set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_NTLM));
  user.expose([&](std::string_view text) { handle.set(CURLOPT_USERNAME, text.data()); });
  password.expose([&](std::string_view text) { handle.set(CURLOPT_PASSWORD, text.data()); });
  return {};
}

}  // namespace coffer::http::curl
