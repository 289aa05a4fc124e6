// What a script of a run may ask for while it runs.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "postman/collection.h"
#include "runner/events.h"
#include "runner/item_run.h"
#include "runner/lane.h"
#include "script/host.h"
#include "secrets/secret_source.h"

namespace coffer::runner {

// As in Postman: how many requests of the collection one script may run, and how deep they may lie.
inline constexpr size_t kMostNestedRequests = 10, kDeepestNestedRequest = 5;
// The most requests that one script may send: what each did is kept until the item is told.
inline constexpr size_t kMostScriptRequests = 1000;

// For one script of one item. All that it was given must outlive it.
class ItemScriptCalls final : public script::ScriptCalls {
 public:
  // What the script sends is noted in `run.requests`.
  ItemScriptCalls(Lane& lane, const postman::PlacedItem& item, ScriptRun& run);

  // A request by the same way as every other: cookies, redirects, allowed domains, audit and redaction. As in
  // Newman no variable is substituted in it, and files are left out, with a warning in the console. SAFETY: a
  // {{vault:…}} reference in it is resolved only with the grant; without it the answer is redacted.
  Result<script::Answer> send_request(const json::Value& request) override;
  // A request of the collection, by id or name, with its scripts; `options.variables` are pm.variables for
  // it. What its scripts change stays; setNextRequest and the visualizer do nothing there. Where it was
  // skipped the answer's code is 0. An error if the request or one of its scripts failed, or an assertion.
  // Source: postman-runtime, nested-request.js (7.45).
  Result<script::Answer> run_request(std::string_view id, const json::Value& options) override;
  Result<std::shared_ptr<const Secret>> vault_get(std::string_view name) override;
  Result<void> vault_set(std::string_view name, Secret value) override;
  Result<void> vault_unset(std::string_view name) override;
  Result<json::Value> cookies(std::string_view method, const json::Array& arguments) override;

  // After the script: console lines of Coffer's own join the script's.
  void finish();
  // The scripts of requests that the script ran.
  std::vector<ScriptRun>& nested() { return nested_; }
  // The variables as the script knows them, if others changed them while it ran; else null.
  const RunState::Snapshot* begun_with() const { return begun_with_ ? &*begun_with_ : nullptr; }

 private:
  Result<script::Answer> send(const postman::RequestTemplate& request);
  Result<script::Answer> note(ItemResult result, std::optional<Result<script::ScriptResponse>> response,
                              const postman::RequestTemplate& request);
  Result<script::Answer> note_nested(ItemRun item);
  const secrets::Redactor* redactor() const;  // null where the script may see values
  Error failed(Error error, const postman::RequestTemplate& request);
  void warn(std::string text) { warnings_.push_back(std::move(text)); }

  Lane& lane_;
  const postman::PlacedItem& item_;
  ScriptRun& run_;
  const secrets::UseContext context_;
  std::vector<std::string> warnings_;
  std::vector<ScriptRun> nested_;
  size_t nested_requests_ = 0;
  std::optional<RunState::Snapshot> begun_with_;
};

}  // namespace coffer::runner
