// AWS's error codes, what they mean to Coffer, and the words for it.
#pragma once

#include <string>
#include <string_view>

#include "aws/service_error.h"
#include "base/error.h"

namespace coffer::aws {

// `code` as in ServiceFailure. Some codes mean different things, which only the message tells apart; `action`
// is the API call.
ErrorCode meaning_of(std::string_view code, std::string_view message, std::string_view action);

// What happened, and the mend. `said` is AWS's message as far as it may be shown.
Error describe(ErrorCode meaning, const ServiceFailure& failure, const CallContext& context,
               const std::string& said);

}  // namespace coffer::aws
