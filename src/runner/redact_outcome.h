// What a script did, made fit to be shown.
#pragma once

#include "json/json.h"
#include "script/script.h"
#include "secrets/redactor.h"

namespace coffer::runner {

// Takes every known value out of all texts: names and errors of assertions, console lines, the visualizer's
// template and data. The scopes and the request, which the run has taken over, are dropped.
void redact_outcome(script::ScriptOutcome& outcome, const secrets::Redactor& redactor);

// Keys and values.
json::Value redact_json(const json::Value& value, const secrets::Redactor& redactor);

}  // namespace coffer::runner
