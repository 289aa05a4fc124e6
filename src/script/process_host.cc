#include "script/process_host.h"

#include <utility>

#include "script/call_server.h"
#include "script/endings.h"
#include "script/lone_surrogates.h"
#include "script/outcome_collector.h"
#include "script/outgoing.h"
#include "script/sandbox_process.h"
#include "script/watch.h"

namespace coffer::script {
namespace {

constexpr std::chrono::milliseconds kLongestStart{60'000};

Result<json::Value> parse(Frame& frame) {
  replace_lone_surrogates(frame.json);
  Result<json::Value> value = json::parse(frame.json, {.depth = 128, .bytes = kMostFramePart});
  if (!value || !value->is_object()) return Error{ErrorCode::kMalformed, "a frame that is no JSON object"};
  return value;
}

std::string_view type_of(const json::Value& frame) {
  return json::find_string(frame, "type").value_or(std::string_view());
}

std::string_view body_of(const ScriptJob& job) {
  return job.response != nullptr ? std::string_view(job.response->body) : std::string_view();
}

}  // namespace

ProcessScriptHost::ProcessScriptHost(SandboxOptions options) : options_(std::move(options)) {}

ProcessScriptHost::~ProcessScriptHost() = default;

void ProcessScriptHost::warm_up() {
  if (process_ == nullptr) process_ = std::make_unique<SandboxProcess>(options_);
}

ScriptOutcome ProcessScriptHost::run(const ScriptJob& job, ScriptCalls& calls) {
  const auto begin = options_.clock->elapsed();
  OutcomeCollector collected;
  if (const Result<void> done = attempt(job, calls, collected); !done) {
    collected.end(put_an_end(done.error()));
    warm_up();
  }
  ScriptOutcome outcome = collected.take();
  outcome.took = options_.clock->elapsed() - begin;
  if (outcome.error && !outcome.ended) replace_if_full(*outcome.error);
  return outcome;
}

// What a script has left in the global object may be what the next one lacks.
void ProcessScriptHost::replace_if_full(const ScriptError& error) {
  const bool lacked = error.message.find("ut of memory") != std::string::npos;  // the engine's words
  if (!lacked && process_->resident_memory() <= options_.memory / 2 + kEngineMemory) return;
  drop();
  warm_up();
}

Result<void> ProcessScriptHost::attempt(const ScriptJob& job, ScriptCalls& calls,
                                        OutcomeCollector& collected) {
  COFFER_TRY(be_ready());
  const std::string frame = run_frame(job);
  Watch watch(*process_, options_, job.timeout, job.stop);
  COFFER_TRY(channel_->send(frame, body_of(job), watch));
  for (;;) {
    COFFER_ASSIGN(Frame said, channel_->receive(watch));
    COFFER_ASSIGN(const bool done, take(std::move(said), calls, collected, watch));
    if (done) return {};
  }
}

// A sandbox that ended, or went wild, while there was nothing to do is nobody's fault now: it is replaced in
// silence.
Result<void> ProcessScriptHost::be_ready() {
  if (channel_ && channel_->discard()) return {};
  if (channel_) drop();
  warm_up();
  COFFER_TRY(process_->started());
  channel_.emplace(process_->take_socket());
  std::string said;
  const Result<void> ready = wait_until_ready(said);
  if (ready) return {};
  return not_ready(put_an_end(ready.error()), said);
}

Result<void> ProcessScriptHost::wait_until_ready(std::string& said) {
  Watch watch(*process_, options_, kLongestStart);
  for (;;) {
    COFFER_ASSIGN(Frame frame, channel_->receive(watch));
    COFFER_ASSIGN(const json::Value value, parse(frame));
    if (type_of(value) == "ready") return {};
    if (const auto error = read_error(value)) said = error->message;
  }
}

Result<bool> ProcessScriptHost::take(Frame frame, ScriptCalls& calls, OutcomeCollector& collected,
                                     Watch& watch) {
  COFFER_ASSIGN(json::Value value, parse(frame));
  const std::string_view type = type_of(value);
  if (type == "call") {
    COFFER_TRY(answer(value, std::move(frame.blob), calls, watch));
  } else if (type == "assertion") {
    collected.assertion(value);
  } else if (type == "console") {
    collected.console(value);
  } else if (type == "error") {
    collected.error(value);
  } else if (type == "waiting") {
    watch.note_asynchronous();
  } else if (type == "done") {
    collected.done(std::move(value));
    return true;
  } else {
    return Error{ErrorCode::kMalformed, "a frame of an unknown type"};
  }
  return false;
}

Result<void> ProcessScriptHost::answer(const json::Value& call, Secret blob, ScriptCalls& calls,
                                       Watch& watch) {
  watch.note_asynchronous();
  const Error late = Watch::timeout_error(true);
  COFFER_ASSIGN(const Reply reply,
                serve_call(call, std::move(blob), calls, watch.overdue() ? &late : nullptr));
  watch.note_answered();
  if (reply.json.size() > kMostFramePart || reply.body.size() > kMostFramePart)
    return refuse_as_too_large(call, calls, watch);
  if (reply.value == nullptr) return channel_->send(reply.json, reply.body, watch);
  return reply.value->expose(
      [&](std::string_view value) { return channel_->send(reply.json, value, watch); });
}

Result<void> ProcessScriptHost::refuse_as_too_large(const json::Value& call, ScriptCalls& calls,
                                                    Watch& watch) {
  const Error too_large{ErrorCode::kTooLarge,
                        "sandbox: the answer has more than the 64 MiB that scripts can be given"};
  COFFER_ASSIGN(const Reply refusal, serve_call(call, Secret(), calls, &too_large));
  return channel_->send(refusal.json, {}, watch);
}

// Where the socket is closed the sandbox has ended, or is about to, and its status says why.
Error ProcessScriptHost::put_an_end(const Error& why) {
  Error words = why;
  if (channel_ && why.code == ErrorCode::kIo) words = ended_by_itself(process_->end(true), options_);
  if (channel_ && why.code == ErrorCode::kMalformed) words = broke_protocol(why.what);
  drop();
  return words;
}

void ProcessScriptHost::drop() {
  channel_.reset();
  process_.reset();
}

}  // namespace coffer::script
