#include "script/call_server.h"

#include "script/outgoing.h"

namespace coffer::script {
namespace {

constexpr double kMostCalls = 9'007'199'254'740'992;  // 2^53: what JavaScript counts exactly

Error malformed(const char* what) { return {ErrorCode::kMalformed, what}; }

Reply reply_of(uint64_t call, Result<Answer> answer) {
  if (!answer) return {answer_frame(call, answer.error()), {}, nullptr};
  std::string json = answer_frame(call, *answer);
  return {std::move(json), std::move(answer->response.body), nullptr};
}

Reply reply_of(uint64_t call, const Result<void>& done) {
  return {done ? answer_frame(call) : answer_frame(call, done.error()), {}, nullptr};
}

Reply reply_of(uint64_t call, Result<std::shared_ptr<const Secret>> value) {
  if (!value) return {answer_frame(call, value.error()), {}, nullptr};
  if (*value == nullptr) return {answer_not_found(call), {}, nullptr};
  return {answer_frame(call), {}, *std::move(value)};
}

Result<Reply> serve_vault(uint64_t id, const json::Value& call, Secret blob, ScriptCalls& calls) {
  const auto method = json::find_string(call, "method");
  const auto name = json::find_string(call, "name");
  if (!method || !name) return malformed("a call of the vault without a method or a name");
  if (*method == "get") return reply_of(id, calls.vault_get(*name));
  if (*method == "set") return reply_of(id, calls.vault_set(*name, std::move(blob)));
  if (*method == "unset") return reply_of(id, calls.vault_unset(*name));
  return malformed("a call of the vault of an unknown method");
}

Result<Reply> serve_cookies(uint64_t id, const json::Value& call, ScriptCalls& calls) {
  const auto method = json::find_string(call, "method");
  const json::Array* const arguments = json::find_array(call, "args");
  if (!method || arguments == nullptr) return malformed("a call of cookies without a method or arguments");
  const Result<json::Value> result = calls.cookies(*method, *arguments);
  return Reply{result ? answer_frame(id, *result) : answer_frame(id, result.error()), {}, nullptr};
}

}  // namespace

Result<Reply> serve_call(const json::Value& call, Secret blob, ScriptCalls& calls, const Error* refused) {
  const auto number = json::find_number(call, "call");
  const auto what = json::find_string(call, "do");
  if (!number || !(*number >= 0 && *number <= kMostCalls) || !what)
    return malformed("a call without a number");
  const auto id = static_cast<uint64_t>(*number);
  if (refused != nullptr) return Reply{answer_frame(id, *refused), {}, nullptr};
  if (*what == "vault") return serve_vault(id, call, std::move(blob), calls);
  if (*what == "cookies") return serve_cookies(id, call, calls);
  if (*what == "send") {
    const json::Value* const request = json::find(call, "request");
    if (request == nullptr) return malformed("a send without a request");
    return reply_of(id, calls.send_request(*request));
  }
  if (*what == "run-request") {
    const auto item = json::find_string(call, "id");
    const json::Value* const options = json::find(call, "options");
    if (!item) return malformed("a run-request without an id");
    return reply_of(id, calls.run_request(*item, options != nullptr ? *options : json::Value()));
  }
  return malformed("a call of an unknown kind");
}

}  // namespace coffer::script
