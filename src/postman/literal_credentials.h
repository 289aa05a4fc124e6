// Credentials that stand in a request as they are: what an imported command should not leave lying in a file.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "postman/model.h"

namespace coffer::postman {

struct LiteralCredential {
  std::string
      where;  // "header Authorization", "password", "cookie", "query parameter api_key", "body field token"
  std::string kind;  // a short word for a name: "authorization", "password", "cookie", "api-key"
};

// Whether a header, parameter or field of that name holds a credential, by its name: "X-Api-Key",
// "access_token" …
bool names_credential(std::string_view name);

// Every literal credential: the Authorization, Cookie and key headers, passwords and tokens of the auth, user
// info and parameters of the URL, fields of a form. What is a {{…}} already is none. `replace` gets each with
// its value and may return a text to put in its place (a reference); nullopt leaves it. A scheme ("Bearer ")
// stays where it is.
using ReplaceCredential =
    std::function<std::optional<std::string>(const LiteralCredential& found, std::string_view value)>;
void visit_credentials(RequestTemplate& request, const ReplaceCredential& replace);

}  // namespace coffer::postman
