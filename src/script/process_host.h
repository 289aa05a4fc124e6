// Scripts in a process of their own: coffer-sandbox.
#pragma once

#include <memory>

#include "json/json.h"
#include "script/channel.h"
#include "script/host.h"
#include "script/sandbox_options.h"

namespace coffer::script {

class OutcomeCollector;
class SandboxProcess;
class Watch;

// One sandbox at a time, which lives from script to script until it breaks down or is ended.
class ProcessScriptHost final : public ScriptHost {
 public:
  explicit ProcessScriptHost(SandboxOptions options = {});
  ~ProcessScriptHost() override;

  void warm_up() override;
  ScriptOutcome run(const ScriptJob& job, ScriptCalls& calls) override;

 private:
  Result<void> attempt(const ScriptJob& job, ScriptCalls& calls, OutcomeCollector& collected);
  Result<void> be_ready();
  Result<void> wait_until_ready(std::string& said);
  // Whether the script is done.
  Result<bool> take(Frame frame, ScriptCalls& calls, OutcomeCollector& collected, Watch& watch);
  Result<void> answer(const json::Value& call, Secret blob, ScriptCalls& calls, Watch& watch);
  Result<void> refuse_as_too_large(const json::Value& call, ScriptCalls& calls, Watch& watch);
  // Ends the sandbox, and says in words why.
  Error put_an_end(const Error& why);
  void drop();
  void replace_if_full(const ScriptError& error);

  SandboxOptions options_;
  std::unique_ptr<SandboxProcess> process_;
  std::optional<Channel> channel_;  // once it is ready
};

}  // namespace coffer::script
