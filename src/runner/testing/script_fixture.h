// A run with scripts that are C++ functions.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "http/testing/fake_transport.h"
#include "runner/runner.h"
#include "runner/testing/fake_script_host.h"
#include "runner/testing/fake_script_vault.h"
#include "runner/testing/fake_secret_source.h"

namespace coffer::runner {

// Keeps what it is told. The collection must outlive it.
class ResultRecorder final : public Listener {
 public:
  std::vector<std::string> order;  // "List", "List skipped"
  std::vector<ItemResult> results;
  std::vector<uint64_t> iterations;

  void iteration_started(uint64_t iteration) override { iterations.push_back(iteration); }
  void item_finished(const ItemResult& result) override {
    order.push_back(result.item->item->name + (result.skipped ? " skipped" : ""));
    results.push_back(result);
    results.back().prepared = nullptr;  // valid during the call only, as is the item
    results.back().item = nullptr;
  }
};

class ScriptFixture : public ::testing::Test {
 protected:
  static constexpr const char* kSecret = "sk-live-51Habcdefgh";

  ScriptFixture() {
    source_.entries["key"] = {.value = kSecret, .hosts = {"api.example.com"}};
    source_.entries["anywhere"] = {.value = "any-where-value-77"};
  }

  static Result<http::Response> answer(const http::Request& request) {
    std::string body = request.url.expose([](std::string_view url) { return std::string(url); });
    http::Response response =
        http::make_response(200, std::move(body), {{"Set-Cookie", "sid=1; Path=/"}}, "OK");
    response.timings.total = std::chrono::milliseconds(20);
    return response;
  }

  static postman::Collection collection_of(const std::string& members) {
    auto collection =
        postman::parse_collection(R"({"info": {"name": "Shop", "_postman_id": "c-1"}, )" + members + "}");
    EXPECT_TRUE(collection.ok()) << collection.error().what;
    return std::move(collection).value();
  }
  static std::string event(const std::string& listen, const std::string& source) {
    return R"({"listen": ")" + listen + R"(", "script": {"exec": [")" + source + R"("]}})";
  }

  RunSummary run(const postman::Collection& collection) {
    const Parts parts{&transport_, &source_, &redactor_, &clock_, &random_, vault_given_ ? &vault_ : nullptr,
                      &host_};
    auto summary = runner::run(parts, collection, options_, {&recorder_});
    EXPECT_TRUE(summary.ok()) << summary.error().what;
    return std::move(summary).value();
  }

  // The script of that source.
  FakeScriptHost::Script& script(const std::string& source) { return host_.scripts[source]; }

  http::FakeTransport transport_{answer};
  FakeSecretSource source_;
  FakeScriptVault vault_;
  bool vault_given_ = true;
  FakeScriptHost host_;
  secrets::Redactor redactor_;
  FakeClock clock_{WallTime(std::chrono::milliseconds(1'790'000'000'000))};
  crypto::SeededRandom random_{7};
  RunOptions options_;
  ResultRecorder recorder_;
};

}  // namespace coffer::runner
