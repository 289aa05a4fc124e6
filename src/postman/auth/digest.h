// HTTP Digest (RFC 7616): what a server asks for, and what is known of it later.
#pragma once

#include <optional>
#include <string>

#include "crypto/random.h"
#include "http/message.h"
#include "postman/model.h"

namespace coffer::postman {

// A challenge that is being answered. Texts are as the server sent them, escapes included: that is how they
// are hashed and sent back (RFC 7616 §3.4).
struct DigestChallenge {
  std::string realm = {}, nonce = {}, opaque = {};
  std::string qop = {};        // the one chosen: "auth", "auth-int" or "" for none
  std::string algorithm = {};  // in RFC 7616's spelling; "" where the server leaves it open
  std::string cnonce = {};     // ours; one for the life of the nonce, as the -sess algorithms need it
  uint32_t count = 1;          // of requests with this nonce
  bool stale = false;
};

// The challenge of a WWW-Authenticate header that can be answered: the one of the auth's own algorithm where
// there is one, else the server's first. nullopt where none is of scheme Digest and an algorithm that is
// known.
std::optional<DigestChallenge> find_digest_challenge(const http::Headers& headers, const Auth& auth,
                                                     crypto::Random& random);

// The auth itself says realm and nonce: it is used before anybody asks.
bool has_own_challenge(const Auth& auth);

// "MD5-sess" for "md5-SESS"; nullopt for an algorithm that is not known.
std::optional<std::string> digest_algorithm(std::string_view name);

}  // namespace coffer::postman
