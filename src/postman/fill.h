// Puts the values of vault references into a text. The result never passes through ordinary memory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "postman/request_builder.h"

namespace coffer::postman {

// What surrounds the text decides how it, and the values in it, are encoded.
enum class Setting {
  kText,       // as it stands: raw bodies (as Postman substitutes; a value may break the JSON around it),
               // form-data values, auth fields
  kHeader,     // as it stands; a value with a line break is refused, for it would forge a header
  kUrl,        // the text is encoded already; a value is data: everything but unreserved characters is
               // percent-encoded
  kHost,       // a value must be (part of) a host name or port
  kFormField,  // application/x-www-form-urlencoded, as Newman writes it: text and values percent-encoded
  kJson,       // inside a JSON string: text and values escaped
  kUserInfo,   // the text is decoded, values stay: the user and password that a URL's user info means
  kWholeBody,  // as kText, and a binary secret that stands alone serves too
};

// `where` names the place in errors ("header X-Key"); the names used are added to `used`, each once.
// kBinaryAsText; kInvalidArgument for a value that does not fit its setting: it names the reference, never
// the value.
Result<Secret> fill(std::string_view text, Setting setting, const std::string& where, const ValueOf& value_of,
                    std::vector<std::string>& used);

// For what must not carry a secret (file names, header names, form field names): kUnsupported if there is a
// reference in it.
Result<void> refuse_references(std::string_view text, const std::string& where);

}  // namespace coffer::postman
