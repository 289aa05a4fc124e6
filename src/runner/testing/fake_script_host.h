// A ScriptHost for tests: a script's source is the name of a C++ function.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "script/host.h"

namespace coffer::runner {

// Not thread-safe.
class FakeScriptHost final : public script::ScriptHost {
 public:
  using Script = std::function<script::ScriptOutcome(const script::ScriptJob&, script::ScriptCalls&)>;

  // What a job held, after it is gone. Scopes and the request as JSON text.
  struct Ran {
    script::Event event = script::Event::kPrerequest;
    std::string source, owner, item_id, item_name;
    std::vector<std::string> path;
    uint64_t iteration = 0;
    std::string request, environment, globals, collection_variables, variables, data, cookies;
    std::optional<script::ScriptResponse> response;
    std::chrono::milliseconds timeout{0};
  };

  std::map<std::string, Script> scripts;  // by source; another source does nothing
  std::vector<Ran> ran;
  int warm_ups = 0;

  void warm_up() override { ++warm_ups; }

  script::ScriptOutcome run(const script::ScriptJob& job, script::ScriptCalls& calls) override {
    const auto text = [](const json::Value* value) { return value != nullptr ? json::dump(*value) : "none"; };
    Ran record{job.event,
               std::string(job.source),
               job.owner,
               job.item_id,
               job.item_name,
               job.path,
               job.iteration,
               text(job.request),
               text(job.environment),
               text(job.globals),
               text(job.collection_variables),
               text(job.variables),
               text(job.data),
               json::dump(job.cookies),
               {},
               job.timeout};
    if (job.response != nullptr) record.response = *job.response;
    ran.push_back(std::move(record));
    const auto found = scripts.find(std::string(job.source));
    return found == scripts.end() ? script::ScriptOutcome() : found->second(job, calls);
  }

  std::vector<std::string> sources() const {
    std::vector<std::string> list;
    for (const Ran& each : ran) list.push_back(each.source);
    return list;
  }
  const Ran& last(std::string_view source) const {
    for (auto each = ran.rbegin(); each != ran.rend(); ++each) {
      if (each->source == source) return *each;
    }
    std::abort();
  }
};

// A copy of `scope` in which `key` has the value.
inline json::Value with_variable(const json::Value& scope, std::string_view key, json::Value value) {
  json::Value copy = scope;
  json::Array& values = copy.as_object()["values"].as_array();
  for (json::Value& entry : values) {
    if (json::find_string(entry, "key") != key) continue;
    entry.as_object()["value"] = std::move(value);
    return copy;
  }
  values.push_back(json::Object{{"key", key}, {"value", std::move(value)}, {"type", "any"}});
  return copy;
}

inline script::ScriptOutcome with_assertion(std::string name, bool passed) {
  script::ScriptOutcome outcome;
  script::Assertion assertion;
  assertion.name = std::move(name);
  assertion.passed = passed;
  if (!passed) assertion.error = script::ScriptError{"AssertionError", "expected 1 to equal 2", {}};
  outcome.assertions.push_back(std::move(assertion));
  return outcome;
}

}  // namespace coffer::runner
