// Hawk: https://github.com/mozilla/hawk/blob/main/API.md, as postman-request/lib/hawk.js writes it.
#include <fmt/format.h>

#include "base/encoding.h"
#include "base/secret_encoding.h"
#include "postman/auth/body_hash.h"
#include "postman/auth/params.h"
#include "postman/auth/sent_url.h"
#include "postman/auth/types.h"

namespace coffer::postman {
namespace {

using crypto::HashAlgorithm;

struct Hawk {
  HashAlgorithm algorithm = HashAlgorithm::kSha256;
  Secret id, key, timestamp, nonce, ext, app, dlg;
  std::optional<Secret> payload_hash;  // base64
};

Result<HashAlgorithm> algorithm_of(const AuthParams& params) {
  COFFER_ASSIGN(const std::string name, params.plain("algorithm", "sha256"));
  if (iequals(name, "sha256")) return HashAlgorithm::kSha256;
  if (iequals(name, "sha1")) return HashAlgorithm::kSha1;
  return auth_error(ErrorCode::kUnsupported, "algorithm", fmt::format("Hawk knows no algorithm \"{}\"", name),
                    "Use sha256 or sha1.");
}

bool is_number(const Secret& text) {
  return text.expose(
      [](std::string_view digits) { return !digits.empty() && digits[0] >= '0' && digits[0] <= '9'; });
}

Result<Hawk> read(AuthParams& params, const Draft& draft) {
  Hawk hawk;
  COFFER_ASSIGN(hawk.algorithm, algorithm_of(params));
  COFFER_ASSIGN(hawk.id, params.required("authId"));
  COFFER_ASSIGN(hawk.key, params.required("authKey"));
  COFFER_ASSIGN(hawk.timestamp, params.value("timestamp"));
  COFFER_ASSIGN(hawk.nonce, params.value("nonce"));
  COFFER_ASSIGN(hawk.ext, params.value("extraData"));
  COFFER_ASSIGN(hawk.app, params.value("app"));
  COFFER_ASSIGN(hawk.dlg, params.value("delegation"));
  if (!is_number(hawk.timestamp)) hawk.timestamp = Secret(unix_seconds(*draft.options.clock));
  if (hawk.nonce.empty()) hawk.nonce = Secret(random_word(*draft.options.random, 6));
  return hawk;
}

// The media type alone, in lower case. Newman takes the Content-Type that stands before its own is added, and
// so fails with servers that check the hash; ours is the one that is sent.
std::string media_type(const http::Request& request) {
  const http::RequestHeader* type = request.find_header("Content-Type");
  if (type == nullptr) return {};
  return type->value.expose(
      [](std::string_view value) { return to_lower(trim(value.substr(0, value.find(';')))); });
}

Result<std::optional<Secret>> payload_hash(const http::Request& request, HashAlgorithm algorithm) {
  if (std::holds_alternative<std::monostate>(request.body)) return std::optional<Secret>();
  const Secret prefix(fmt::format("hawk.1.payload\n{}\n", media_type(request)));
  COFFER_ASSIGN(auto hash, body_hash(request.body, algorithm, prefix, "\n"));
  if (!hash) return std::optional<Secret>();
  return std::optional<Secret>(base64_encode(*hash));
}

// Only the first of each, as Hawk's own implementation has it.
void append_ext(SecretBuilder& out, std::string_view ext) {
  const size_t slash = ext.find('\\'), line = ext.find('\n');
  for (size_t i = 0; i < ext.size(); ++i) {
    if (i == slash) {
      out.append("\\\\");
    } else if (i == line) {
      out.append("\\n");
    } else {
      out.append(ext[i]);
    }
  }
}

Secret mac_of(const Hawk& hawk, const http::Request& request) {
  SecretBuilder text;
  text.append("hawk.1.header\n").append(hawk.timestamp).append('\n').append(hawk.nonce).append('\n');
  text.append(request.method).append('\n');
  request.url.expose([&](std::string_view url) {
    const SentUrl parts = sent_url(url);
    text.append(request_target(parts)).append('\n').append(Secret(to_lower(parts.host))).append('\n');
    if (parts.port.empty()) {
      text.append(iequals(parts.scheme, "http") ? "80" : "443");
    } else {
      text.append(parts.port);
    }
  });
  text.append('\n');
  if (hawk.payload_hash) text.append(*hawk.payload_hash);
  text.append('\n');
  hawk.ext.expose([&](std::string_view ext) { append_ext(text, ext); });
  text.append('\n');
  if (!hawk.app.empty()) text.append(hawk.app).append('\n').append(hawk.dlg).append('\n');
  return base64_encode(crypto::hmac(hawk.algorithm, hawk.key, text.take()));
}

Secret header_of(const Hawk& hawk, const Secret& mac) {
  SecretBuilder header;
  header.append("Hawk id=\"").append(hawk.id).append("\", ts=\"").append(hawk.timestamp);
  header.append("\", nonce=\"").append(hawk.nonce).append('"');
  if (hawk.payload_hash) header.append(", hash=\"").append(*hawk.payload_hash).append('"');
  if (!hawk.ext.empty()) {
    header.append(", ext=\"");
    append_quoted(header, hawk.ext);
    header.append('"');
  }
  header.append(", mac=\"").append(mac).append('"');
  if (!hawk.app.empty()) {
    header.append(", app=\"").append(hawk.app).append('"');
    if (!hawk.dlg.empty()) header.append(", dlg=\"").append(hawk.dlg).append('"');
  }
  return header.take();
}

}  // namespace

Result<void> apply_hawk(const Auth&, Draft& draft) { return draft.reserve_header(kAuthorization); }

Result<void> sign_hawk(const Auth& auth, Draft& draft) {
  AuthParams params(auth, draft);
  COFFER_ASSIGN(Hawk hawk, read(params, draft));
  if (params.is_on("includePayloadHash")) {
    COFFER_ASSIGN(hawk.payload_hash, payload_hash(draft.request, hawk.algorithm));
  }
  return draft.replace_header(kAuthorization, header_of(hawk, mac_of(hawk, draft.request)), params.used());
}

}  // namespace coffer::postman
