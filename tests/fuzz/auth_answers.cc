// What servers say about authentication: digest challenges, one header a line, and, behind an empty line, the
// answer of an OAuth 2.0 token endpoint.
#include "aws_client.h"
#include "crypto/random.h"
#include "postman/auth/digest.h"
#include "postman/auth/oauth2_grant.h"
#include "target.h"

namespace coffer::fuzz {

void one_input(std::string_view bytes) {
  const http::Response answer = parse_answer(bytes);
  crypto::SeededRandom random(7);
  for (const char* const algorithm : {"", "MD5", "SHA-256-sess"}) {
    const postman::Auth auth{"digest", {{"username", "u"}, {"password", "p"}, {"algorithm", algorithm}}};
    const auto challenge = postman::find_digest_challenge(answer.headers, auth, random);
    if (!challenge) continue;
    REQUIRE(challenge->qop.empty() || challenge->qop == "auth" || challenge->qop == "auth-int");
    REQUIRE(challenge->algorithm.empty() ||
            postman::digest_algorithm(challenge->algorithm) == challenge->algorithm);
    // Nothing is made up or put together. What a header's value may hold is the transport's to say
    // (response_head).
    for (const std::string& text : {challenge->realm, challenge->nonce, challenge->opaque})
      REQUIRE(std::ranges::any_of(answer.headers,
                                  [&](const http::Header& each) { return each.value.contains(text); }));
  }
  const auto token = postman::read_token_answer(answer.status, Secret(*answer.body->view()));
  if (!token) return check_error(token.error());
  REQUIRE(!token->value.empty());
  REQUIRE(!token->expires_in || token->expires_in->count() >= 0);
}

}  // namespace coffer::fuzz
