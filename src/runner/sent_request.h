// An item's request as it was sent, for its test scripts.
#pragma once

#include "json/json.h"
#include "runner/events.h"

namespace coffer::runner {

// As Newman's pm.request is in a test script: format v2.1, variables substituted, with the headers that were
// added ("system": true), also where no answer came. SAFETY: references stand where values were, whatever the
// grant, for it is made of what may be shown; of a redirected request it is the first hop.
// `result.prepared` must not be null.
json::Object sent_request(const ItemResult& result);

}  // namespace coffer::runner
