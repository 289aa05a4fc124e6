// What tests of sends and runs share: a desk with a vault, a server that tells what it got, scripts that are
// C++ functions, and a folder with a collection.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.h"
#include "base/files.h"
#include "http/testing/loopback_server.h"
#include "page/performer.h"
#include "page/questions.h"
#include "page/request_calls.h"
#include "page/response_calls.h"
#include "page/testing/test_desk.h"
#include "page/vault_calls.h"
#include "script/host.h"

namespace coffer::page {

// A script's source is the name of a function.
using Scripts =
    std::map<std::string,
             std::function<script::ScriptOutcome(const script::ScriptJob&, script::ScriptCalls&)>>;

class ScriptsOfTest final : public script::ScriptHost {
 public:
  explicit ScriptsOfTest(const Scripts& scripts) : scripts_(scripts) {}
  void warm_up() override {}
  script::ScriptOutcome run(const script::ScriptJob& job, script::ScriptCalls& calls) override {
    const auto found = scripts_.find(std::string(job.source));
    return found == scripts_.end() ? script::ScriptOutcome() : found->second(job, calls);
  }

 private:
  const Scripts& scripts_;
};

class SendFixture : public testing::Test {
 protected:
  static constexpr const char* kSecret = "sk-live-51Habcdefgh";

  SendFixture() {
    vault_calls_.add_to(calls_);
    request_calls_.add_to(calls_);
    response_calls_.add_to(calls_);
    std::filesystem::create_directory(folder_path());
    EXPECT_TRUE(folder_.open(folder_path()));
  }

  // Everything that it got comes back: in the body, and in a header.
  static http::ScriptedAnswer echo(const http::ReceivedRequest& request) {
    return http::raw_response("200 OK", request.head + "\n\n" + request.body,
                              {{"Content-Type", "text/plain"}, {"X-Target", request.target}});
  }

  std::filesystem::path folder_path() const { return desk_.folder_.path() / "collections"; }
  void write(const std::string& name, const std::string& text) {
    EXPECT_TRUE(replace_file(folder_path() / name, text));
  }

  void make_vault() {
    said("vault/create", R"({"passphrase": "correct horse"})");
    said("secrets/add", json::dump(json::Object{{"name", "key"}, {"value", kSecret}}));
  }
  void let_scripts_use_the_vault() {
    const auto folder = desk_.environment().config_folder();
    std::filesystem::create_directories(folder);
    EXPECT_TRUE(replace_file(folder / "settings.json", R"({"page": {"scripts": true}})"));
  }

  Answer make(std::string_view name, const std::string& arguments) {
    return calls_.make(name, Secret(arguments));
  }
  // What came of the call, also kept for never_said().
  std::string text(std::string_view name, const std::string& arguments) {
    Answer answer = make(name, arguments);
    EXPECT_TRUE(answer) << name << ": " << to_string(answer.error());
    if (!answer) return {};
    said_.push_back(text_of(*answer));
    return said_.back();
  }
  json::Value said(std::string_view name, const std::string& arguments) {
    const std::string answer = text(name, arguments);
    return answer.empty() ? json::Value(json::Object()) : json::parse(answer).value();
  }
  json::Value said(std::string_view name, const json::Object& arguments) {
    return said(name, json::dump(arguments));
  }

  // In every answer and every event so far.
  std::string all_said() const {
    std::string all;
    for (const std::string& each : said_) all += each + "\n";
    for (const Event& event : events_.after(0)) all += event.data + "\n";
    return all;
  }
  std::vector<json::Value> events(std::string_view name) const {
    std::vector<json::Value> list;
    for (const Event& event : events_.after(0))
      if (event.name == name) list.push_back(json::parse(event.data).value());
    return list;
  }

  static json::Object get(std::string url) {
    return {{"name", "Get it"}, {"request", json::Object{{"method", "GET"}, {"url", std::move(url)}}}};
  }
  static json::Object event(std::string listen, std::string source) {
    return {{"listen", std::move(listen)},
            {"script", json::Object{{"exec", json::Array{json::Value(source)}}}}};
  }
  json::Value send(json::Object item, json::Object place = {}) {
    place["send"] = "s" + std::to_string(++sends_);
    place["item"] = std::move(item);
    return said("requests/send", place);
  }
  json::Value look(json::Object item, json::Object place = {}) {
    place["item"] = std::move(item);
    return said("requests/look", place);
  }
  static std::string at(const json::Value& value, const std::string& pointer) {
    boost::json::error_code failure;
    const json::Value* found = value.find_pointer(pointer, failure);
    if (found == nullptr) return "(none)";
    return found->is_string() ? std::string(json::view(found->get_string())) : json::dump(*found);
  }

  TestDesk desk_;
  EventHub events_;
  Questions questions_{events_, desk_.environment_, desk_.clock_};
  Scripts scripts_;
  http::LoopbackServer server_{echo};
  Folder folder_;
  Responses responses_;
  Console console_{events_, desk_.clock_};
  Performer performer_{{.desk = &desk_,
                        .make_grants =
                            [this](const secrets::Redactor& redactor) {
                              return std::make_unique<GrantQuestions>(questions_, redactor);
                            },
                        .make_scripts = [this] { return std::make_unique<ScriptsOfTest>(scripts_); },
                        .version = "test"}};
  VaultCalls vault_calls_{desk_, events_};
  RequestCalls request_calls_{performer_, folder_, responses_, console_};
  ResponseCalls response_calls_{responses_, "test"};
  Calls calls_;
  std::vector<std::string> said_;
  int sends_ = 0;
};

}  // namespace coffer::page
