// Scripts in the real sandbox program, with the tests' own runtime (sandbox/testing/test_bundle.h), and with
// answers that a test gives.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "script/host.h"
#include "script/process_host.h"

namespace coffer::script::testing {

class FakeCalls final : public ScriptCalls {
 public:
  Result<Answer> send_request(const json::Value& request) override {
    seen.push_back("send " + json::dump(request));
    return answer_send();
  }
  Result<Answer> run_request(std::string_view id, const json::Value& options) override {
    seen.push_back("run " + std::string(id) + " " + json::dump(options));
    return answer_send();
  }
  Result<std::shared_ptr<const Secret>> vault_get(std::string_view name) override {
    seen.push_back("get " + std::string(name));
    if (denied) return *denied;
    const auto found = vault.find(std::string(name));
    if (found == vault.end()) return std::shared_ptr<const Secret>();
    return std::make_shared<const Secret>(found->second);
  }
  Result<void> vault_set(std::string_view name, Secret value) override {
    seen.push_back("set " + std::string(name));
    vault[std::string(name)] = value.expose([](std::string_view bytes) { return std::string(bytes); });
    return {};
  }
  Result<void> vault_unset(std::string_view name) override {
    seen.push_back("unset " + std::string(name));
    vault.erase(std::string(name));
    return {};
  }
  Result<json::Value> cookies(std::string_view method, const json::Array& arguments) override {
    seen.push_back("cookies " + std::string(method) + " " + json::dump(arguments));
    return json::Value{{"key", "session"}};
  }

  std::vector<std::string> seen;
  std::map<std::string, std::string> vault;
  std::optional<Error> denied;
  std::function<Result<Answer>()> answer_send = [] { return Answer{}; };
};

class ScriptTest : public ::testing::Test {
 protected:
  ScriptTest() {
    options_.program = COFFER_TEST_SANDBOX;
    job_.request = &request_;
  }

  ScriptOutcome run(std::string_view source) {
    if (!host_) host_.emplace(options_);
    job_.source = source;
    return host_->run(job_, calls_);
  }
  // The first argument of each line.
  static std::vector<std::string> lines(const ScriptOutcome& outcome) {
    std::vector<std::string> all;
    for (const ConsoleLine& each : outcome.console) all.push_back(each.args.empty() ? "" : each.args.front());
    return all;
  }
  static std::string message(const ScriptOutcome& outcome) {
    return outcome.error ? outcome.error->message : "";
  }

  // Whatever came before: scripts run, in a sandbox in order.
  void expect_next_script_to_run() {
    job_.timeout = {};
    const ScriptOutcome outcome = run("await new Promise((r) => setTimeout(r, 1)); log('fine', frame.type)");
    EXPECT_EQ(lines(outcome), std::vector<std::string>{"fine"});
    EXPECT_EQ(message(outcome), "");
    EXPECT_FALSE(outcome.ended);
  }

  json::Value request_ = json::Object{{"method", "GET"}, {"url", "https://api.example.com/"}};
  SandboxOptions options_;
  ScriptJob job_;
  FakeCalls calls_;
  std::optional<ProcessScriptHost> host_;
};

}  // namespace coffer::script::testing
