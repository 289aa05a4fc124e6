#include "runner/redact_outcome.h"

#include <string>

namespace coffer::runner {
namespace {

void redact(std::string& text, const secrets::Redactor& redactor) {
  if (!text.empty()) text = redactor.redact(text);
}

void redact(std::optional<script::ScriptError>& error, const secrets::Redactor& redactor) {
  if (!error) return;
  for (std::string* text : {&error->name, &error->message, &error->stack}) redact(*text, redactor);
}

}  // namespace

json::Value redact_json(const json::Value& value, const secrets::Redactor& redactor) {
  if (const auto* text = value.if_string()) return json::Value(redactor.redact(json::view(*text)));
  if (const auto* array = value.if_array()) {
    json::Array copy;
    copy.reserve(array->size());
    for (const json::Value& element : *array) copy.push_back(redact_json(element, redactor));
    return copy;
  }
  const auto* object = value.if_object();
  if (object == nullptr) return value;
  json::Object copy;
  for (const auto& member : *object)
    copy[redactor.redact(std::string_view(member.key().data(), member.key().size()))] =
        redact_json(member.value(), redactor);
  return copy;
}

void redact_outcome(script::ScriptOutcome& outcome, const secrets::Redactor& redactor) {
  outcome.environment.reset();
  outcome.globals.reset();
  outcome.collection_variables.reset();
  outcome.variables.reset();
  outcome.request.reset();
  if (redactor.empty()) return;
  redact(outcome.error, redactor);
  for (script::Assertion& assertion : outcome.assertions) {
    redact(assertion.name, redactor);
    redact(assertion.error, redactor);
  }
  for (script::ConsoleLine& line : outcome.console) {
    for (std::string& argument : line.args) redact(argument, redactor);
  }
  if (outcome.next_request) redact(*outcome.next_request, redactor);
  if (!outcome.visualizer) return;
  redact(outcome.visualizer->template_text, redactor);
  outcome.visualizer->data = redact_json(outcome.visualizer->data, redactor);
  outcome.visualizer->options = redact_json(outcome.visualizer->options, redactor);
}

}  // namespace coffer::runner
