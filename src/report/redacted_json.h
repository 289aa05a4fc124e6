// Every text of a document passes the redactor: redacting the printed JSON could break it.
#pragma once

#include "json/json.h"
#include "secrets/redactor.h"

namespace coffer::report {

// Member names too.
json::Value redacted(const json::Value& value, const secrets::Redactor& redactor);

}  // namespace coffer::report
