#include "script/outgoing.h"

#include "script/json_text.h"

namespace coffer::script {
namespace {

std::string list_of(const std::vector<std::string>& texts) {
  json::Array list;
  for (const std::string& each : texts) list.emplace_back(each);
  return json::dump(list);
}

std::string described(const ScriptResponse& response) {
  return JsonText()
      .number("code", static_cast<uint64_t>(response.code))
      .text("status", response.reason)
      .json("header", json::dump(response.headers))
      .number("responseTime", static_cast<uint64_t>(response.took.count()))
      .take();
}

JsonText answer(uint64_t call) {
  JsonText text;
  text.text("type", "answer").number("call", call);
  return text;
}

}  // namespace

std::string run_frame(const ScriptJob& job) {
  JsonText text;
  text.text("type", "run")
      .text("event", job.event == Event::kPrerequest ? "prerequest" : "test")
      .text("source", job.source)
      .json("path", list_of(job.path))
      .text("owner", job.owner)
      .json("item", JsonText().text("id", job.item_id).text("name", job.item_name).take())
      .number("iteration", job.iteration)
      .number("iterations", job.iterations);
  if (job.timeout.count() > 0) text.number("timeout", static_cast<uint64_t>(job.timeout.count()));
  text.value("request", job.request);
  if (job.response != nullptr) text.json("response", described(*job.response));
  if (!job.cookies.empty()) text.json("cookies", json::dump(job.cookies));
  return text.value("environment", job.environment)
      .value("globals", job.globals)
      .value("collectionVariables", job.collection_variables)
      .value("variables", job.variables)
      .value("data", job.data)
      .take();
}

std::string answer_frame(uint64_t call) { return answer(call).take(); }

std::string answer_frame(uint64_t call, const Error& error) {
  return answer(call)
      .json("error", JsonText().text("name", "Error").text("message", to_string(error)).take())
      .take();
}

std::string answer_frame(uint64_t call, const Answer& answered) {
  return answer(call)
      .json("response", described(answered.response))
      .json("cookies", json::dump(answered.cookies))
      .take();
}

std::string answer_frame(uint64_t call, const json::Value& result) {
  return answer(call).value("result", &result).take();
}

std::string answer_not_found(uint64_t call) { return answer(call).flag("found", false).take(); }

}  // namespace coffer::script
