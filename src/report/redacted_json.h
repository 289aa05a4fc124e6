// Every text of a document passes the redactor: redacting the printed JSON could break it.
#pragma once

#include <string>

#include "json/json.h"
#include "secrets/redactor.h"

namespace coffer::report {

// Member names too.
json::Value redacted(const json::Value& value, const secrets::Redactor& redactor);
// The same for a document that is printed already; as it is where there is nothing to redact.
std::string redacted_json(std::string text, const secrets::Redactor& redactor);

}  // namespace coffer::report
