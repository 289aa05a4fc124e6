// What a run has learnt of authentication and uses again: Digest's nonces, OAuth 2.0's access tokens.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.h"
#include "base/secret.h"
#include "http/url.h"
#include "postman/auth/digest.h"

namespace coffer::runner {

// In memory only, for one run. Not thread-safe.
class AuthMemory {
 public:
  // Postman remembers a challenge for the auth that stands in the collection, whichever requests inherit it.
  // Here the origin counts too: a nonce is of no use to another server. The auth is only compared, never
  // read.
  using DigestKey = std::pair<const postman::Auth*, std::string>;

  // For the next request: the challenge with its nonce counted on, or nullptr. Valid until the next
  // keep_digest().
  const postman::DigestChallenge* next_digest(const DigestKey& key) {
    const auto found = digests_.find(key);
    if (found == digests_.end()) return nullptr;
    ++found->second.count;
    return &found->second;
  }
  const postman::DigestChallenge* keep_digest(const DigestKey& key, postman::DigestChallenge challenge) {
    return &digests_.insert_or_assign(key, std::move(challenge)).first->second;
  }

  // Tokens are told apart by the request that gets them, references unresolved. Null where there is none that
  // holds.
  std::shared_ptr<const Secret> token(const std::string& request, const Clock& clock) const {
    const auto found = tokens_.find(request);
    const bool holds =
        found != tokens_.end() && (!found->second.until || clock.elapsed() < *found->second.until);
    return holds ? found->second.value : nullptr;
  }
  // Used until kMargin before its end; without a life time for as long as the run.
  void keep_token(const std::string& request, std::shared_ptr<const Secret> value,
                  std::optional<std::chrono::seconds> life, const Clock& clock) {
    std::optional<std::chrono::nanoseconds> until;
    if (life) until = clock.elapsed() + (*life - kMargin);
    tokens_.insert_or_assign(request, Token{std::move(value), until});
  }
  void forget_token(const std::string& request) { tokens_.erase(request); }

  static constexpr std::chrono::seconds kMargin{60};

 private:
  struct Token {
    std::shared_ptr<const Secret> value;
    std::optional<std::chrono::nanoseconds> until;
  };
  std::map<DigestKey, postman::DigestChallenge> digests_;
  std::map<std::string, Token, std::less<>> tokens_;
};

}  // namespace coffer::runner
