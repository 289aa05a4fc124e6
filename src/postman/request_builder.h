// From a request template to a request: variables are substituted, auth and body become headers and bytes,
// references become values.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aws/credentials.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"
#include "http/transport.h"
#include "postman/collection.h"
#include "postman/variables.h"

namespace coffer::postman {

// A template after substitution: all that is left in its texts are {{vault:…}} references. Still public: it
// may be shown. This is also what the reports print as the request that was made.
struct PreparedRequest {
  std::string method, url;
  std::vector<KeyValue> headers;  // enabled ones only
  Body body;
  std::optional<Auth> auth;
  RequestBehavior behavior;
  std::vector<std::string> unresolved_variables;
  std::vector<std::string> warnings;
  // An OAuth 2.0 auth that gets its token first: the request to the token endpoint. Its references are its
  // own, and not among those below.
  std::shared_ptr<const PreparedRequest> token_request;

  struct Use {
    std::string name, where;
  };
  // Every vault reference in it, once for each place where it stands ("header Authorization", "url", "body",
  // "auth token").
  std::vector<Use> places() const;
  // Each name once, with the first place.
  std::vector<Use> references() const;
};

// Substitutes; path variables, disabled items, default scheme, URL encoding as Postman does.
// kInvalidArgument names the field (a URL that is empty, a bad header name …).
Result<PreparedRequest> prepare(const PlacedItem& item, Substitutor& substitute);
// The same for a request that stands in the place of the item's own: a script changed it.
Result<PreparedRequest> prepare(const PlacedItem& item, const RequestTemplate& request,
                                Substitutor& substitute);

// The value of a reference; null for an unknown name (a broken invariant: resolve first).
using ValueOf = std::function<const Secret*(std::string_view name, bool& binary)>;

// Stands for a credential that is no vault secret, such as a fetched access token, where names are listed: it
// has no allowed domains, and leaves the host that it was meant for in no case.
inline constexpr std::string_view kNoVaultSecret = "";

// What the request carries of each secret: for redirects that leave a secret's allowed domains (spec 5.3).
struct Carried {
  std::map<std::string, std::vector<std::string>, std::less<>>
      headers;                         // lower-case header name → secrets in it
  std::vector<std::string> url, body;  // secrets in it
};

struct BuiltRequest {
  http::Request request;
  Carried carried;
  std::optional<http::NtlmLogin> ntlm;
};

struct DigestChallenge;

// What the auth needs beside its own attributes, learnt while the request was being sent. Not owned.
struct AuthInput {
  const DigestChallenge* digest = nullptr;  // to be answered
  const Secret* access_token = nullptr;     // fetched with PreparedRequest::token_request
};

// Puts values in, encodes the body, adds Content-Type, auth and the headers that Newman adds (User-Agent,
// Accept, Cache-Control, Postman-Token, Host, Accept-Encoding, Connection) unless disabled. A secret in a URL
// is percent-encoded as its place needs. A binary secret serves as a whole raw body only; kBinaryAsText
// elsewhere. What signs the request signs last. Files are looked up in `working_folder`; kNotFound names the
// field.
//
// Where this differs from Newman, on purpose: variables that a file switches off ("enabled": false) are off;
// a variable may be the method; a file that is missing, an auth type that is not known and an auth that
// cannot be made are errors, where Newman warns and sends without; secrets in a URL are data and never
// become structure (& = / are encoded in them). In a raw body a value stands as it is, as Postman puts it
// there: one with quotes in it breaks the JSON around it.
struct BuildOptions {
  std::filesystem::path working_folder;
  std::string user_agent;
  Clock* clock = nullptr;
  crypto::Random* random = nullptr;
  bool files_outside = true;  // files may lie outside of working_folder; false: kPermissions
  AuthInput auth = {};
};
Result<BuiltRequest> build(const PreparedRequest& prepared, const ValueOf& value_of,
                           const BuildOptions& options);

}  // namespace coffer::postman
