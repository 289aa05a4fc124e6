#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "postman/auth/digest.h"
#include "postman/auth/params.h"

namespace coffer::postman {
namespace {

constexpr std::array<std::string_view, 6> kAlgorithms{"MD5",          "MD5-sess",    "SHA-256",
                                                      "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"};

struct Parameter {
  std::string_view name, value;  // value without its quotes, escapes as they stand
};
struct Challenge {
  std::string_view scheme;
  std::vector<Parameter> parameters;

  std::string_view get(std::string_view name) const {
    const auto found =
        std::ranges::find_if(parameters, [&](const Parameter& each) { return iequals(each.name, name); });
    return found == parameters.end() ? std::string_view() : found->value;
  }
};

// RFC 9110 §11.6.1: several challenges may share one header, and commas separate both them and their
// parameters.
class ChallengeParser {
 public:
  explicit ChallengeParser(std::string_view text) : rest_(text) {}

  std::vector<Challenge> parse() {
    std::vector<Challenge> challenges;
    while (skip(" \t,"), !rest_.empty()) {
      const std::string_view token = take_until(" \t,=\"");
      skip(" \t");
      if (token.empty()) {
        rest_.remove_prefix(1);  // not what the grammar allows here
      } else if (!rest_.starts_with('=')) {
        challenges.push_back({token, {}});
      } else {
        rest_.remove_prefix(1);
        const std::string_view value = take_value();
        if (!challenges.empty()) challenges.back().parameters.push_back({token, value});
      }
    }
    return challenges;
  }

 private:
  void skip(std::string_view characters) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
  }
  std::string_view take(size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view take_until(std::string_view characters) {
    return take(std::min(rest_.find_first_of(characters), rest_.size()));
  }
  std::string_view take_value() {
    skip(" \t");
    if (!rest_.starts_with('"')) return trim(take_until(","));
    size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
    const std::string_view quoted = take(std::min(end + 1, rest_.size())).substr(1);
    return quoted.ends_with('"') ? quoted.substr(0, quoted.size() - 1) : quoted;
  }

  std::string_view rest_;
};

// "auth" unless the collection asks for the other and the server offers it; a body may be too large to hash.
std::string choose_qop(std::string_view offered, std::string_view wanted) {
  bool auth = false, auth_int = false;
  while (!offered.empty()) {
    const std::string_view one = trim(offered.substr(0, offered.find(',')));
    offered.remove_prefix(std::min(offered.find(','), offered.size() - 1) + 1);
    auth = auth || iequals(one, "auth");
    auth_int = auth_int || iequals(one, "auth-int");
  }
  if (auth_int && (!auth || iequals(wanted, "auth-int"))) return "auth-int";
  return auth ? "auth" : "";
}

std::string param(const Auth& auth, std::string_view name) {
  const auto found = auth.params.find(name);
  return found != auth.params.end() ? found->second : std::string();
}

DigestChallenge answerable(const Challenge& challenge, const std::string& algorithm, const Auth& auth,
                           crypto::Random& random) {
  DigestChallenge made;
  made.realm = challenge.get("realm");
  made.nonce = challenge.get("nonce");
  made.opaque = challenge.get("opaque");
  made.qop = choose_qop(challenge.get("qop"), param(auth, "qop"));
  made.algorithm = algorithm;
  made.cnonce = random_word(random, 8);
  made.stale = iequals(challenge.get("stale"), "true");
  return made;
}

}  // namespace

std::optional<std::string> digest_algorithm(std::string_view name) {
  const auto found =
      std::ranges::find_if(kAlgorithms, [&](std::string_view known) { return iequals(known, name); });
  return found == kAlgorithms.end() ? std::nullopt : std::optional<std::string>(*found);
}

bool has_own_challenge(const Auth& auth) {
  return !param(auth, "realm").empty() && !param(auth, "nonce").empty();
}

std::optional<DigestChallenge> find_digest_challenge(const http::Headers& headers, const Auth& auth,
                                                     crypto::Random& random) {
  const std::string wanted = param(auth, "algorithm");
  std::optional<DigestChallenge> first;
  for (const http::Header& header : headers) {
    if (!iequals(header.name, "WWW-Authenticate")) continue;
    for (const Challenge& challenge : ChallengeParser(header.value).parse()) {
      if (!iequals(challenge.scheme, "Digest") || challenge.get("nonce").empty()) continue;
      const std::string_view named = challenge.get("algorithm");
      const auto algorithm = named.empty() ? std::optional<std::string>("") : digest_algorithm(named);
      if (!algorithm) continue;
      const bool fits = algorithm->empty() || iequals(*algorithm, wanted);
      if (fits || !first) first = answerable(challenge, *algorithm, auth, random);
      if (fits) return first;
    }
  }
  return first;
}

}  // namespace coffer::postman
