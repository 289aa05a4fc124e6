// From a request template to a request: variables are substituted, auth and body become headers and bytes,
// references become values.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "aws/credentials.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"
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

// The value of a reference; null for an unknown name (a broken invariant: resolve first).
using ValueOf = std::function<const Secret*(std::string_view name, bool& binary)>;

// What the request carries of each secret: for redirects that leave a secret's allowed domains (spec 5.3).
struct Carried {
  std::map<std::string, std::vector<std::string>, std::less<>>
      headers;                         // lower-case header name → secrets in it
  std::vector<std::string> url, body;  // secrets in it
};

struct BuiltRequest {
  http::Request request;
  Carried carried;
};

// Puts values in, encodes the body, adds Content-Type, auth and the headers that Newman adds (User-Agent,
// Accept, Cache-Control, Postman-Token, Host, Accept-Encoding, Connection) unless disabled. A secret in a URL
// is percent-encoded as its place needs. A binary secret serves as a whole raw body only; kBinaryAsText
// elsewhere. awsv4 signs last. Files are looked up in `working_folder`; kNotFound names the field.
//
// Where this differs from Newman, on purpose: variables that a file switches off ("enabled": false) are off;
// a variable may be the method; a file that is missing, an auth type that is not known and an OAuth 2.0 auth
// without a token are errors, where Newman warns and sends without; secrets in a URL are data and never
// become structure (& = / are encoded in them). In a raw body a value stands as it is, as Postman puts it
// there: one with quotes in it breaks the JSON around it.
struct BuildOptions {
  std::filesystem::path working_folder;
  std::string user_agent;
  Clock* clock = nullptr;
  crypto::Random* random = nullptr;
};
Result<BuiltRequest> build(const PreparedRequest& prepared, const ValueOf& value_of,
                           const BuildOptions& options);

}  // namespace coffer::postman
