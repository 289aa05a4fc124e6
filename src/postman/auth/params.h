// The attributes of an auth, as the collection has them: texts that may hold {{vault:…}} references.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "postman/draft.h"

namespace coffer::postman {

// Fills values in and remembers which secrets were used: for Carried. One object for each place that carries
// them; both arguments must outlive it.
class AuthParams {
 public:
  AuthParams(const Auth& auth, const Draft& draft) : auth_(auth), draft_(draft) {}

  bool has(std::string_view name) const { return auth_.params.contains(name); }
  // As it stands; "" where it is absent.
  std::string text(std::string_view name) const;
  // A switch. Collections write true and false, older ones the words.
  bool is_on(std::string_view name) const;
  // For what must be known in the clear, such as the name of an algorithm: kUnsupported for a reference.
  Result<std::string> plain(std::string_view name, std::string_view otherwise = {}) const;

  // The value, empty where the attribute is absent.
  Result<Secret> value(std::string_view name);
  // kInvalidArgument where there is none. Newman sends the request without auth then.
  Result<Secret> required(std::string_view name);

  const std::vector<std::string>& used() const { return used_; }

 private:
  const Auth& auth_;
  const Draft& draft_;
  std::vector<std::string> used_;
};

// An error about one attribute, named as Coffer names them everywhere ("auth secret").
Error auth_error(ErrorCode code, std::string_view attribute, std::string what, std::string mend = {});
// The same, for an error that came from below.
Error at_attribute(Error error, std::string_view attribute);

// As the inside of a quoted-string (RFC 9110 §5.6.4): '"' and '\' escaped.
void append_quoted(SecretBuilder& out, const Secret& text);

// Letters and digits, as Postman draws its nonces.
std::string random_word(crypto::Random& random, size_t length);
std::string unix_seconds(const Clock& clock);

}  // namespace coffer::postman
