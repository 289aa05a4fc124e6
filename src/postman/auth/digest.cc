// The Authorization header of HTTP Digest: RFC 7616 §3.4, in the form of postman-runtime's digest.js.
#include "postman/auth/digest.h"

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

struct Digest {
  Secret username, password, realm, nonce, opaque, cnonce, uri;
  std::string qop, count, algorithm;

  bool session() const { return algorithm.ends_with("-sess"); }
  bool has_qop() const { return !qop.empty(); }
  HashAlgorithm hash() const {
    if (algorithm.starts_with("MD5")) return HashAlgorithm::kMd5;
    return algorithm.starts_with("SHA-256") ? HashAlgorithm::kSha256 : HashAlgorithm::kSha512_256;
  }
};

Secret hex_hash(HashAlgorithm algorithm, const Secret& text) {
  return hex_encode(crypto::hash(algorithm, text));
}

template <class... Parts>
Secret joined(const Secret& first, const Parts&... rest) {
  SecretBuilder text;
  text.append(first);
  (text.append(':').append(rest), ...);
  return text.take();
}

Result<std::string> algorithm_of(const AuthParams& params, const DigestChallenge* challenge) {
  if (challenge != nullptr && !challenge->algorithm.empty()) return challenge->algorithm;
  COFFER_ASSIGN(const std::string name, params.plain("algorithm", "MD5"));
  if (auto known = digest_algorithm(name)) return *std::move(known);
  return auth_error(ErrorCode::kUnsupported, "algorithm",
                    fmt::format("Digest knows no algorithm \"{}\"", name),
                    "Use MD5, SHA-256 or SHA-512-256, each also with -sess.");
}

// What the auth itself says where there is no challenge: then realm and nonce are its own.
Result<void> read_own(Digest& digest, AuthParams& params, const Draft& draft) {
  COFFER_ASSIGN(digest.realm, params.value("realm"));
  COFFER_ASSIGN(digest.nonce, params.value("nonce"));
  COFFER_ASSIGN(digest.opaque, params.value("opaque"));
  COFFER_ASSIGN(digest.cnonce, params.value("clientNonce"));
  COFFER_ASSIGN(digest.qop, params.plain("qop"));
  COFFER_ASSIGN(digest.count, params.plain("nonceCount", digest.qop.empty() ? "" : "00000001"));
  if (digest.cnonce.empty() && (digest.has_qop() || digest.session()))
    digest.cnonce = Secret(random_word(*draft.options.random, 8));
  return {};
}

Result<void> read_challenge(Digest& digest, const DigestChallenge& challenge, AuthParams& params) {
  digest.realm = Secret(challenge.realm);
  digest.nonce = Secret(challenge.nonce);
  digest.cnonce = Secret(challenge.cnonce);
  digest.count = fmt::format("{:08x}", challenge.count);
  digest.opaque = Secret(challenge.opaque);
  if (challenge.opaque.empty()) {
    COFFER_ASSIGN(digest.opaque, params.value("opaque"));
  }
  digest.qop = challenge.qop;
  if (challenge.qop.empty()) {
    COFFER_ASSIGN(digest.qop, params.plain("qop"));
  }
  return {};
}

Result<Digest> read(AuthParams& params, const Draft& draft) {
  const DigestChallenge* challenge = draft.options.auth.digest;
  Digest digest;
  COFFER_ASSIGN(digest.username, params.required("username"));
  COFFER_ASSIGN(digest.password, params.value("password"));
  COFFER_ASSIGN(digest.algorithm, algorithm_of(params, challenge));
  if (challenge != nullptr) {
    COFFER_TRY(read_challenge(digest, *challenge, params));
  } else {
    COFFER_TRY(read_own(digest, params, draft));
  }
  if (!digest.has_qop() || digest.qop == "auth" || digest.qop == "auth-int") {
    digest.uri = draft.request.url.expose([](std::string_view url) { return request_target(sent_url(url)); });
    return digest;
  }
  return auth_error(ErrorCode::kUnsupported, "qop", fmt::format("Digest knows no qop \"{}\"", digest.qop),
                    "Use auth or auth-int, or leave it empty.");
}

Result<Secret> second_hash(const Digest& digest, const http::Request& request) {
  const Secret method(request.method);
  if (digest.qop != "auth-int") return hex_hash(digest.hash(), joined(method, digest.uri));
  COFFER_ASSIGN(const auto body, body_hash(request.body, digest.hash()));
  if (!body) {
    return auth_error(ErrorCode::kUnsupported, "qop",
                      "form-data cannot be signed with auth-int: its boundary is made when it is sent",
                      "Use qop auth, or another kind of body.");
  }
  return hex_hash(digest.hash(), joined(method, digest.uri, hex_encode(*body)));
}

Result<Secret> response_of(const Digest& digest, const http::Request& request) {
  const HashAlgorithm hash = digest.hash();
  Secret first = hex_hash(hash, joined(digest.username, digest.realm, digest.password));
  if (digest.session()) first = hex_hash(hash, joined(first, digest.nonce, digest.cnonce));
  COFFER_ASSIGN(const Secret second, second_hash(digest, request));
  if (!digest.has_qop()) return hex_hash(hash, joined(first, digest.nonce, second));
  return hex_hash(
      hash, joined(first, digest.nonce, Secret(digest.count), digest.cnonce, Secret(digest.qop), second));
}

Secret header_of(const Digest& digest, const Secret& response) {
  SecretBuilder header;
  header.append("Digest username=\"");
  append_quoted(header, digest.username);
  header.append("\", realm=\"").append(digest.realm).append("\", nonce=\"").append(digest.nonce);
  header.append("\", uri=\"").append(digest.uri);
  // Quoted against RFC 7616 §3.4, as Postman has it; servers take both.
  header.append("\", algorithm=\"").append(digest.algorithm).append('"');
  if (digest.has_qop()) header.append(", qop=").append(digest.qop);
  if (digest.has_qop() || digest.session()) {
    if (!digest.count.empty()) header.append(", nc=").append(digest.count);
    header.append(", cnonce=\"").append(digest.cnonce).append('"');
  }
  header.append(", response=\"").append(response).append('"');
  if (!digest.opaque.empty()) header.append(", opaque=\"").append(digest.opaque).append('"');
  return header.take();
}

// Before the server asked there is nothing to answer: the request goes out without.
bool can_answer(const Auth& auth, const Draft& draft) {
  return draft.options.auth.digest != nullptr || has_own_challenge(auth);
}

}  // namespace

Result<void> apply_digest(const Auth& auth, Draft& draft) {
  return can_answer(auth, draft) ? draft.reserve_header(kAuthorization) : Result<void>();
}

Result<void> sign_digest(const Auth& auth, Draft& draft) {
  AuthParams params(auth, draft);
  if (!can_answer(auth, draft)) {
    COFFER_TRY(params.required("username"));
    return {};
  }
  COFFER_ASSIGN(const Digest digest, read(params, draft));
  COFFER_ASSIGN(const Secret response, response_of(digest, draft.request));
  return draft.replace_header(kAuthorization, header_of(digest, response), params.used());
}

}  // namespace coffer::postman
