// A small run with something of everything, for the tests of the reporters: folders, secrets, an echo, a
// redirect, failures.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/encoding.h"
#include "crypto/random.h"
#include "http/testing/fake_transport.h"
#include "report/testing/sample_scripts.h"
#include "runner/runner.h"
#include "runner/testing/fake_secret_source.h"
#include "secrets/redactor.h"

namespace coffer::report {

inline constexpr const char* kPlanted = "pl4nted+/S3cret=\"Value\"";
inline constexpr const char* kPlantedPassword = "p4ssw0rd-of-sample";

inline constexpr const char* kSampleCollection = R"({
  "info": {"name": "Shop", "_postman_id": "7d1c0a5e-0000-4000-8000-000000000001",
           "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
  "variable": [{"key": "base", "value": "https://api.example.com"}],
  "item": [
    {"name": "Orders", "id": "f1", "item": [
      {"name": "Nested", "id": "f2", "item": [
        {"name": "Make", "id": "i1", "request": {"method": "POST", "url": "{{base}}/orders?a=1",
          "header": [{"key": "X-Key", "value": "{{vault:key}}"}],
          "auth": {"type": "basic", "basic": [{"key": "username", "value": "me"}, {"key": "password", "value": "{{vault:password}}"}]},
          "body": {"mode": "raw", "raw": "{\"n\":1}", "options": {"raw": {"language": "json"}}}}}]},
      {"name": "List", "id": "i2", "request": {"method": "GET", "url": "{{base}}/redir"}}]},
    {"name": "Refused", "id": "i3", "request": {"method": "GET", "url": "https://evil.example/x?k={{vault:key}}"}},
    {"name": "Down", "id": "i4", "request": {"method": "GET", "url": "https://down.example/x"}}]})";

class SampleRun {
 public:
  SampleRun() : collection(*postman::parse_collection(kSampleCollection)) {
    source.entries["key"] = {
        .value = kPlanted, .hosts = {"api.example.com"}, .source = "aws arn:aws:secretsmanager:…"};
    source.entries["password"] = {.value = kPlantedPassword};
    source.caching = true;
  }

  runner::RunSummary run(const std::vector<runner::Listener*>& listeners, uint64_t iterations = 1) {
    http::FakeTransport transport([this](const http::Request& request) { return answer(request); });
    const runner::Parts parts{&transport, &source, &redactor, &clock, &random};
    runner::RunOptions options;
    options.iterations = iterations;
    options.environment = environment;
    auto summary = runner::run(parts, collection, options, listeners);
    return std::move(summary).value();
  }
  // The same, with scripts in it (sample_scripts.h).
  void run_with_scripts(runner::Listener& listener, uint64_t iterations = 1) {
    WithScripts with(listener, kPlanted);
    run({&with}, iterations);
  }

  FakeClock clock{WallTime(std::chrono::milliseconds(1'790'000'000'000))};
  crypto::SeededRandom random{7};
  secrets::Redactor redactor;
  runner::FakeSecretSource source;
  postman::Collection collection;
  postman::VariableFile environment;

 private:
  // Echoes what it received, as a careless server would.
  Result<http::Response> answer(const http::Request& request) {
    const auto received = http::record_of(request, {});
    clock.advance(std::chrono::milliseconds(43));
    if (received.url.find("down.example") != std::string::npos)
      return Error{ErrorCode::kNetwork, "connection refused by down.example:443", "Is the server running?"};
    http::Response response = received.url.ends_with("/redir") ? moved() : echo(received);
    response.timings.name_lookup = std::chrono::microseconds(421);
    response.timings.connect = std::chrono::milliseconds(3);
    response.timings.first_byte = std::chrono::milliseconds(40);
    response.timings.total = std::chrono::milliseconds(43);
    return response;
  }
  static http::Response moved() { return http::make_response(302, "", {{"Location", "/hello"}}, "Found"); }
  static http::Response echo(const http::RecordedRequest& received) {
    return http::make_response(200, body_of(received),
                               {{"Content-Type", "application/json"}, {"X-Echo", received.header("X-Key")}},
                               "OK");
  }
  static std::string body_of(const http::RecordedRequest& received) {
    return "{\"key\":\"" + json_escape(received.header("X-Key")) + "\",\"auth\":\"" +
           received.header("Authorization") + "\",\"encoded\":\"" + percent_encode(received.header("X-Key")) +
           "\",\"hex\":\"" + hex_encode(received.header("X-Key")) + "\"}";
  }
};

}  // namespace coffer::report
