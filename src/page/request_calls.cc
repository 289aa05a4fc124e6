#include "page/request_calls.h"

#include <fmt/format.h>

#include <optional>

#include "page/look.h"
#include "page/question_stop.h"
#include "page/send_settings.h"
#include "page/sent.h"
#include "page/variables_in_reach.h"
#include "postman/curl_printer.h"
#include "postman/variables.h"
#include "report/redacted_json.h"

namespace coffer::page {
namespace {

// Keeps what comes of the one request, tells it, and ends the run: setNextRequest() is for runs.
class SendListener final : public runner::Listener {
 public:
  SendListener(Responses& responses, Console& console, Clock& clock, const secrets::Redactor& redactor)
      : responses_(responses), console_(console), redactor_(redactor), started_(clock.now()) {}

  void item_finished(const runner::ItemResult& result) override {
    if (done_.exchange(true)) return;
    uint64_t number = 0;
    if (has_response(result)) number = responses_.keep(kept(result, started_), Responses::Shelf::kSends);
    sent_ = sent_json(result, number, redactor_);
    console_.item("send", result.item->item->name, result, redactor_);
  }

  std::optional<json::Object> take() { return std::move(sent_); }
  const std::atomic<bool>& done() const { return done_; }

 private:
  Responses& responses_;
  Console& console_;
  const secrets::Redactor& redactor_;
  const WallTime started_;
  std::atomic<bool> done_{false};
  std::optional<json::Object> sent_;
};

Error stopped() { return {ErrorCode::kCancelled, "the send was stopped before anything came back"}; }

// A send is known by its name while it is under way.
class UnderWay {
 public:
  using Sends = std::map<std::string, std::stop_source>;
  UnderWay(std::mutex& mutex, Sends& sends, std::string name)
      : mutex_(mutex), sends_(sends), name_(std::move(name)) {}
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;
  ~UnderWay() {
    const std::lock_guard lock(mutex_);
    sends_.erase(name_);
  }

 private:
  std::mutex& mutex_;
  Sends& sends_;
  const std::string name_;
};

}  // namespace

Answer RequestCalls::look(const Arguments& arguments) {
  COFFER_ASSIGN(const Place place, place_of_item(arguments, folder_, Neighbours::kNone));
  const bool fetch = arguments.flag("fetch").value_or(false);
  return answer(look_at(place, performer_.memory(), performer_.desk(), fetch));
}

Answer RequestCalls::variables(const Arguments& arguments) {
  COFFER_ASSIGN(const Place place, place_of_variables(arguments, folder_));
  secrets::Redactor redactor;
  const SendMemory::Start start = performer_.memory().begin(place, redactor);
  const postman::PlacedItem item = place.placed_item();
  json::Array list;
  for (const VariableInReach& each : VariablesInReach(place, item, start.current).all())
    list.push_back(json::Object{{"name", each.name}, {"value", each.value}, {"source", each.source}});
  for (const std::string_view name : postman::dynamic_variable_names())
    list.push_back(json::Object{{"name", name}, {"value", ""}, {"source", "dynamic"}});
  return answer(report::redacted(json::Object{{"variables", std::move(list)}}, redactor).as_object());
}

Answer RequestCalls::send(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("send"));
  COFFER_ASSIGN(const Place place, place_of_item(arguments, folder_, Neighbours::kAll));
  std::stop_source stop;
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return stopped();
    if (under_way_.size() >= kMostAtOnce)
      return Error{ErrorCode::kTooLarge, fmt::format("{} requests are under way already", kMostAtOnce),
                   "Wait for one to end, or cancel one."};
    if (!under_way_.emplace(name, stop).second)
      return Error{ErrorCode::kAlreadyExists, fmt::format("the send \"{}\" is under way", name), "", "send"};
  }
  const UnderWay under_way(mutex_, under_way_, name);
  return answer(perform(place, stop.get_token()));
}

json::Object RequestCalls::perform(const Place& place, const std::stop_token& stop) {
  const auto session = performer_.desk().open_session(place.folder);
  const secrets::Redactor& redactor = session->redactor();
  SendListener listener(responses_, console_, performer_.desk().clock(), redactor);
  const QuestionStop giving_up(stop);
  runner::RunOptions options;
  options.stop = &listener.done();
  options.send.http.stop = stop;
  options.send.shown_body_limit = kMostBody;
  const auto summary = performer_.run(place, *session, std::move(options), {&listener});
  auto sent = listener.take();
  if (!sent) sent = sent_json(summary ? stopped() : summary.error(), redactor);
  for (const std::string& warning : session->take_warnings()) {
    const std::string shown = redactor.redact(warning);
    console_.message(place.items.front()->name, shown, redactor);
    (*sent)["warnings"].as_array().emplace_back(shown);
  }
  return *std::move(sent);
}

Answer RequestCalls::cancel(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("send"));
  std::stop_source stop(std::nostopstate);
  {
    const std::lock_guard lock(mutex_);
    const auto found = under_way_.find(name);
    if (found == under_way_.end()) return done();  // it has ended meanwhile
    stop = found->second;
  }
  stop.request_stop();  // what waits for it may take the lock
  return done();
}

void RequestCalls::stop_all() {
  std::map<std::string, std::stop_source> all;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    all = under_way_;
  }
  for (auto& [name, stop] : all) stop.request_stop();
}

Answer RequestCalls::curl(const Arguments& arguments) {
  COFFER_ASSIGN(const Place place, place_of_item(arguments, folder_, Neighbours::kNone));
  COFFER_ASSIGN(const PageSettings settings, load_page_settings(performer_.desk().environment()));
  secrets::Redactor redactor;
  const SendMemory::Start start = performer_.memory().begin(place, redactor);
  const postman::PlacedItem item = place.placed_item();
  const VariablesInReach reach(place, item, start.current);
  postman::Substitutor substitute(reach.scopes(), performer_.desk().clock(), performer_.desk().random());
  COFFER_ASSIGN(const postman::PreparedRequest prepared, postman::prepare(item, substitute));
  postman::CurlPrintOptions options;
  options.follow = prepared.behavior.follow_redirects.value_or(settings.follow_redirects);
  options.max_redirects = prepared.behavior.max_redirects.value_or(0);
  options.insecure = !prepared.behavior.strict_ssl.value_or(settings.verify_tls);
  options.ca_file = settings.ca_file;
  options.timeout_ms = settings.request_timeout.count();
  const auto proxy = send_options(settings).proxy;
  options.proxy_given = proxy.has_value();
  options.proxy = proxy.value_or("");
  COFFER_ASSIGN(const std::string text, postman::curl_text(prepared, options));
  return answer({{"text", redactor.redact(text)}});
}

void RequestCalls::add_to(Calls& calls) {
  calls.add("requests/look", [this](const Arguments& arguments) { return look(arguments); });
  calls.add("requests/variables", [this](const Arguments& arguments) { return variables(arguments); });
  calls.add("requests/send", [this](const Arguments& arguments) { return send(arguments); });
  calls.add("requests/cancel", [this](const Arguments& arguments) { return cancel(arguments); });
  calls.add("requests/curl", [this](const Arguments& arguments) { return curl(arguments); });
  calls.add("console/clear", [this](const Arguments&) {
    console_.clear();
    return done();
  });
}

}  // namespace coffer::page
