// What scripts of the sample run (sample_run.h) do: consoles of all levels, assertions of every kind, errors,
// a visualizer; hostile names, and values of the vault where a script may have put them.
#pragma once

#include <string>

#include "runner/events.h"

namespace coffer::report {

inline constexpr const char* kHostile = "</script><img src=x onerror=\"alert('1')\">&amp;";

inline script::ScriptError sample_error(std::string name, std::string message, std::string stack = {}) {
  return {std::move(name), std::move(message), std::move(stack)};
}

inline script::Assertion sample_assertion(std::string name, uint64_t index,
                                          std::optional<script::ScriptError> error = std::nullopt) {
  script::Assertion assertion;
  assertion.name = std::move(name);
  assertion.index = index;
  assertion.passed = !error;
  assertion.error = std::move(error);
  return assertion;
}

// A request of a script; `status` 0: the connection was refused.
inline runner::ScriptRequest sample_request(std::string url, int status) {
  runner::ScriptRequest request;
  request.method = "POST";
  request.url = std::move(url);
  request.references = {{.name = "client", .source = "local vault", .cached = true}};
  request.exchanges.resize(1);
  runner::Exchange& exchange = request.exchanges[0];
  exchange.method = request.method;
  exchange.url = request.url;
  exchange.status = status;
  exchange.timings.total = std::chrono::milliseconds(12);
  if (status == 0) request.error = Error{ErrorCode::kNetwork, "connection refused by auth.example:443"};
  if (status != 0) exchange.reason = "Created";
  return request;
}

// Of the item "Make": a script of the collection and one of the item, before and after.
inline void add_scripts_of_make(runner::ItemResult& result, const std::string& secret) {
  runner::ScriptRun before{script::Event::kPrerequest, "Shop", "s1", {}};
  before.outcome.console = {{"log", {"collection", "{ a: 1 }"}}, {"warn", {"two\nlines"}}};
  runner::ScriptRun own{script::Event::kPrerequest, "Make", "s2", {}};
  own.outcome.console = {{"error", {"key is " + secret}}};
  own.requests = {sample_request("https://auth.example/token", 201),
                  sample_request("https://auth.example/" + secret, 0)};
  runner::ScriptRun test{script::Event::kTest, "Make", "s3", {}};
  test.outcome.console = {{"info", {"after"}}};
  const auto difference = sample_error("AssertionError", "expected 1 to deeply equal 2",
                                       "at test script of Orders / Nested / Make:3:7");
  test.outcome.assertions = {sample_assertion("status is 200", 0),
                             sample_assertion("total is 2", 1, difference), sample_assertion("later", 2),
                             sample_assertion(kHostile, 3, sample_error("AssertionError", "no " + secret))};
  test.outcome.assertions[2].skipped = true;
  test.outcome.visualizer =
      script::Visualizer{"<h1>{{title}}</h1>", {{"title", kHostile}, {"key", secret}}, nullptr};
  result.scripts = {before, own, test};
}

// Of the item "List": both scripts break, and the next request is named.
inline void add_scripts_of_list(runner::ItemResult& result) {
  runner::ScriptRun before{script::Event::kPrerequest, "List", "", {}};
  before.outcome.error =
      sample_error("TypeError", "undefined is not a function", "at prerequest script of Orders / List:2:5");
  runner::ScriptRun test{script::Event::kTest, "List", "", {}};
  test.outcome.assertions = {sample_assertion("ok", 0)};
  test.outcome.error = sample_error("Error", "the script took longer than 500 ms and was ended");
  test.outcome.ended = true;
  test.outcome.next_request_set = true;
  test.outcome.next_request = "Refused";
  result.scripts = {before, test};
}

// Of the item "Down", which has no response.
inline void add_scripts_of_down(runner::ItemResult& result) {
  runner::ScriptRun test{script::Event::kTest, "Shop", "s4", {}};
  test.outcome.assertions = {sample_assertion("there is an answer", 0,
                                              sample_error("AssertionError", "expected undefined to exist"))};
  result.scripts = {test};
}

inline void add_sample_scripts(runner::ItemResult& result, const std::string& secret) {
  const std::string& name = result.item->item->name;
  if (name == "Make") add_scripts_of_make(result, secret);
  if (name == "List") add_scripts_of_list(result);
  if (name == "Down") add_scripts_of_down(result);
}

// Tells a listener of the run as if its scripts had been run.
class WithScripts final : public runner::Listener {
 public:
  WithScripts(runner::Listener& listener, std::string secret)
      : listener_(listener), secret_(std::move(secret)) {}

  void run_started(const postman::Collection& collection, uint64_t iterations) override {
    listener_.run_started(collection, iterations);
  }
  void iteration_started(uint64_t iteration) override { listener_.iteration_started(iteration); }
  void item_started(const postman::PlacedItem& item, uint64_t iteration) override {
    listener_.item_started(item, iteration);
  }
  void item_finished(const runner::ItemResult& result) override {
    runner::ItemResult more = result;
    add_sample_scripts(more, secret_);
    for (const auto& run : more.scripts) count(run);
    listener_.item_finished(more);
  }
  void run_finished(const runner::RunSummary& summary) override {
    runner::RunSummary more = summary;
    more.assertions = counted_.assertions;
    more.failed_assertions = counted_.failed_assertions;
    more.skipped_assertions = counted_.skipped_assertions;
    more.prerequest_scripts = counted_.prerequest_scripts;
    more.failed_prerequest_scripts = counted_.failed_prerequest_scripts;
    more.test_scripts = counted_.test_scripts;
    more.failed_test_scripts = counted_.failed_test_scripts;
    listener_.run_finished(more);
  }

 private:
  void count(const runner::ScriptRun& run) {
    const bool before = run.event == script::Event::kPrerequest;
    ++(before ? counted_.prerequest_scripts : counted_.test_scripts);
    if (run.outcome.error) ++(before ? counted_.failed_prerequest_scripts : counted_.failed_test_scripts);
    for (const auto& assertion : run.outcome.assertions) {
      ++counted_.assertions;
      if (assertion.skipped) ++counted_.skipped_assertions;
      if (!assertion.passed) ++counted_.failed_assertions;
    }
  }

  runner::Listener& listener_;
  std::string secret_;
  runner::RunSummary counted_;
};

}  // namespace coffer::report
