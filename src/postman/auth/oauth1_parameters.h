// What OAuth 1.0 signs: RFC 5849 §3.4.1.
#pragma once

#include <string_view>
#include <vector>

#include "base/secret.h"
#include "postman/auth/sent_url.h"

namespace coffer::postman {

// Of the protocol (`value` as it is) or of the query and form (encoded, and then the value may be missing).
struct OAuth1Parameter {
  Secret key, value;
  bool has_value = true;
};
using OAuth1Parameters = std::vector<OAuth1Parameter>;

// The parameters of a query or a form, decoded and encoded anew as RFC 5849 §3.6 has it. Empty ones are left
// out.
OAuth1Parameters parse_parameters(std::string_view text);
Secret write_parameters(const OAuth1Parameters& list);
// RFC 5849 §3.4.1.3.2: sorted, joined.
Secret normalize_parameters(OAuth1Parameters list);
// RFC 5849 §3.4.1.2: without query, and without the scheme's own port.
Secret oauth1_base_url(const SentUrl& url);

}  // namespace coffer::postman
