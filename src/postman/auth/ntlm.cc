// NTLM: libcurl speaks it, with the login that stands here. Source of how a user name is read:
// postman-runtime's ntlm.js.
#include <algorithm>

#include "http/transport.h"
#include "postman/auth/params.h"
#include "postman/auth/types.h"

namespace coffer::postman {
namespace {

struct Name {
  std::string_view domain, user;
};

// DOMAIN\user or user@domain, but not both at once.
Name split_name(std::string_view text) {
  const Name whole{{}, text};
  const auto slashes = std::ranges::count(text, '\\'), ats = std::ranges::count(text, '@');
  if (slashes + ats != 1) return whole;
  const size_t at = text.find_first_of("\\@");
  if (at == 0 || at + 1 == text.size()) return whole;
  return slashes == 1 ? Name{text.substr(0, at), text.substr(at + 1)}
                      : Name{text.substr(at + 1), text.substr(0, at)};
}

}  // namespace

Result<void> apply_ntlm(const Auth& auth, Draft& draft) {
  AuthParams params(auth, draft);
  COFFER_ASSIGN(const Secret username, params.required("username"));
  COFFER_ASSIGN(Secret password, params.value("password"));
  COFFER_ASSIGN(const Secret domain, params.value("domain"));
  SecretBuilder login;  // libcurl takes the domain before the first '\', and would split at a '/' without one
  if (domain.empty()) {
    username.expose([&](std::string_view text) {
      const Name name = split_name(text);
      login.append(name.domain).append('\\').append(name.user);
    });
  } else {
    login.append(domain).append('\\').append(username);
  }
  draft.remove_header(kAuthorization);
  draft.ntlm = http::NtlmLogin{std::make_shared<const Secret>(login.take()),
                               std::make_shared<const Secret>(std::move(password))};
  return {};
}

}  // namespace coffer::postman
