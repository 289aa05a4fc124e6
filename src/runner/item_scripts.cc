#include "runner/item_scripts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "runner/redact_outcome.h"
#include "runner/run_items.h"
#include "runner/script_calls.h"

namespace coffer::runner {
namespace {

std::vector<std::string> path_of(const postman::PlacedItem& item) {
  std::vector<std::string> path;
  for (const postman::Folder* folder : item.folders) path.push_back(folder->name);
  path.push_back(item.item->name);
  return path;
}

class ItemScripts {
 public:
  ItemScripts(Lane& lane, script::Event event, ScriptScene& scene)
      : lane_(lane), event_(event), scene_(scene) {}

  // Adds what it did to `runs`, behind the scripts of the requests that it ran.
  void run(const OwnedScript& owned, std::vector<ScriptRun>& runs) {
    ScriptRun run;
    run.event = event_;
    run.owner = *owned.owner;
    run.id = owned.script->id;
    if (has_code(*owned.script)) {
      ItemScriptCalls calls(lane_, scene_.item, run);
      run.outcome = lane_.scripts->run(job_of(owned), calls);
      calls.finish();
      take_over(run.outcome, calls.begun_with());
      std::ranges::move(calls.nested(), std::back_inserter(runs));
    }
    scene_.failed = ends_run(run.outcome);
    redact_outcome(run.outcome, *lane_.parts.redactor);
    runs.push_back(std::move(run));
  }

 private:
  script::ScriptJob job_of(const OwnedScript& owned) const {
    script::ScriptJob job;
    job.event = event_;
    job.source = owned.script->source;
    job.path = path_of(scene_.item);
    job.owner = *owned.owner;
    job.item_id = scene_.item_id;
    job.item_name = scene_.item.item->name;
    job.iteration = lane_.iteration;
    job.iterations = lane_.options.iterations;
    job.request = &scene_.request;
    job.response = scene_.response;
    job.environment = &lane_.state.environment().document();
    job.globals = &lane_.state.globals().document();
    job.collection_variables = &lane_.state.collection().document();
    job.variables = &lane_.state.local().document();
    job.data = &lane_.state.row();
    job.cookies = scene_.cookies;
    job.timeout = lane_.options.script_timeout;
    job.stop = lane_.settings.http.stop;
    return job;
  }

  void take_over(script::ScriptOutcome& outcome, const RunState::Snapshot* begun_with) {
    lane_.state.apply(outcome, *lane_.parts.redactor, begun_with);
    scene_.skip = outcome.skip_request && event_ == script::Event::kPrerequest;
    if (outcome.next_request_set) {
      scene_.next_set = true;
      scene_.next = outcome.next_request;
    }
    if (!outcome.request) return;
    scene_.request = std::move(*outcome.request);
    scene_.request_changed = true;
  }

  // As in Newman a failed assertion is, with --bail, an error of its script too.
  bool ends_run(script::ScriptOutcome& outcome) const {
    if (lane_.options.bail == Bail::kNever) return false;
    if (outcome.error || lane_.options.bail == Bail::kOnError) return outcome.error.has_value();
    std::string failed;
    for (const script::Assertion& assertion : outcome.assertions) {
      if (!assertion.passed) failed += (failed.empty() ? "" : ", ") + assertion.name;
    }
    if (failed.empty()) return false;
    outcome.error = script::ScriptError{"AssertionFailure", std::move(failed), {}};
    return true;
  }

  Lane& lane_;
  const script::Event event_;
  ScriptScene& scene_;
};

}  // namespace

void run_scripts(Lane& lane, script::Event event, ScriptScene& scene, ItemResult& result) {
  if (lane.scripts == nullptr) return;
  const std::string_view listen = event == script::Event::kPrerequest ? "prerequest" : "test";
  ItemScripts scripts(lane, event, scene);
  for (const OwnedScript& owned : scripts_of(scene.item, listen)) {
    scripts.run(owned, result.scripts);
    if (scene.skip || scene.failed) return;
  }
}

}  // namespace coffer::runner
