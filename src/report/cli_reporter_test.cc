#include "report/cli_reporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/testing/sample_run.h"

namespace coffer::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string report(CliReporterOptions options, uint64_t iterations = 1) {
  SampleRun sample;
  std::string out;
  CliReporter reporter([&](std::string_view text) { out += text; }, sample.redactor, options);
  sample.run({&reporter}, iterations);
  return out;
}

TEST(CliReporterTest, LooksLikeNewmanAndTellsOfTheVault) {
  EXPECT_EQ(report({}), R"(coffer

Shop

❏ Orders / Nested
↳ Make
  POST https://api.example.com/orders?a=1 [200 OK, 256B, 43ms]
  ⌁ vault key (aws, 34 ms) · password (local, 34 ms)

❏ Orders
↳ List
  GET https://api.example.com/redir [200 OK, 105B, 43ms]
  ↪ 302 GET https://api.example.com/hello

→ Refused
  GET https://evil.example/x?k={{vault:key}} [not sent]
  1. domain-not-allowed
     url: {{vault:key}} may not go to https://evil.example
     → Add the host to its allowed domains.

→ Down
  GET https://down.example/x [errored]
  2. network
     connection refused by down.example:443
     → Is the server running?

┌─────────────────────────┬──────────────────┬──────────────────┐
│                         │         executed │           failed │
├─────────────────────────┼──────────────────┼──────────────────┤
│              iterations │                1 │                0 │
├─────────────────────────┼──────────────────┼──────────────────┤
│                requests │                4 │                2 │
├─────────────────────────┴──────────────────┴──────────────────┤
│ total run duration: 172ms                                     │
├───────────────────────────────────────────────────────────────┤
│ total data received: 222B (approx)                            │
├───────────────────────────────────────────────────────────────┤
│ average response time: 43ms [min: 43ms, max: 43ms, s.d.: 0µs] │
└───────────────────────────────────────────────────────────────┘

  #  failure             detail

 1.  domain-not-allowed  {{vault:key}} may not go to https://evil.example
                         → Add the host to its allowed domains.
                         inside "Refused"

 2.  network             connection refused by down.example:443
                         → Is the server running?
                         inside "Down"
)");
}

TEST(CliReporterTest, WithoutUnicodeItIsPlainAscii) {
  CliReporterOptions options;
  options.style.unicode = false;
  const std::string out = report(options);
  EXPECT_TRUE(std::ranges::all_of(out, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) << out;
}

TEST(CliReporterTest, ColoursOnlyWhereAsked) {
  EXPECT_THAT(report({}), Not(HasSubstr("\x1b")));
  CliReporterOptions options;
  options.style.colour = true;
  EXPECT_THAT(report(options), HasSubstr("\x1b[31m[errored]\x1b[0m"));
}

TEST(CliReporterTest, SeveralIterationsAreNumbered) {
  const std::string out = report({}, 2);
  EXPECT_THAT(out, HasSubstr("\nIteration 1/2\n"));
  EXPECT_THAT(out, HasSubstr("\nIteration 2/2\n"));
  EXPECT_THAT(out, HasSubstr("iteration: 2\n"));
  EXPECT_THAT(out, HasSubstr("vault key (cached)"));
}

TEST(CliReporterTest, VerboseShowsTheWholeExchange) {
  CliReporterOptions options;
  options.verbose = true;
  const std::string out = report(options);
  EXPECT_THAT(out, HasSubstr("  ┌ ↑ POST https://api.example.com/orders?a=1 ★ 7B\n"));
  EXPECT_THAT(out, HasSubstr("  │ X-Key: {{vault:key}}\n"));
  EXPECT_THAT(out, HasSubstr("  │   \"n\": 1\n"));
  EXPECT_THAT(out, HasSubstr("  ┌ ↓ HTTP/1.1 200 OK"));
  EXPECT_THAT(out, HasSubstr("  │   \"key\": \"{{vault:key}}\""));
  EXPECT_THAT(out, HasSubstr("dns-lookup"));
  EXPECT_THAT(out, HasSubstr("421µs"));
}

// Spec 5.8: the careless server of the sample echoes every value in every form.
TEST(CliReporterTest, NoPlantedSecretIsInIt) {
  CliReporterOptions options;
  options.verbose = true;
  const std::string out = report(options, 2);
  for (const std::string& planted : {std::string(kPlanted), std::string(kPlantedPassword)}) {
    EXPECT_THAT(out, Not(HasSubstr(planted)));
    EXPECT_THAT(out, Not(HasSubstr(json_escape(planted))));
    EXPECT_THAT(out, Not(HasSubstr(percent_encode(planted))));
    EXPECT_THAT(out, Not(HasSubstr(hex_encode(planted))));
    EXPECT_THAT(out, Not(HasSubstr(base64_encode("me:" + planted))));
  }
}

}  // namespace
}  // namespace coffer::report
