#include "report/cli_reporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/cli_request.h"
#include "report/testing/sample_run.h"

namespace coffer::report {
namespace {

using ::testing::ContainsRegex;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

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
├─────────────────────────┼──────────────────┼──────────────────┤
│            test-scripts │                0 │                0 │
├─────────────────────────┼──────────────────┼──────────────────┤
│      prerequest-scripts │                0 │                0 │
├─────────────────────────┼──────────────────┼──────────────────┤
│              assertions │                0 │                0 │
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

std::string report_with_scripts(CliReporterOptions options, uint64_t iterations = 1) {
  SampleRun sample;
  std::string out;
  CliReporter reporter([&](std::string_view text) { out += text; }, sample.redactor, options);
  sample.run_with_scripts(reporter, iterations);
  return out;
}

TEST(CliReporterTest, TellsOfScriptsAsNewmanDoes) {
  const std::string out = report_with_scripts({});
  EXPECT_THAT(out, StartsWith(R"-(coffer

Shop

❏ Orders / Nested
↳ Make
  ┌
  │ collection { a: 1 }
  │ two
  │ lines
  └
  POST https://auth.example/token [201 Created, 26B, 12ms]
  ⌁ vault client (cached)
  POST https://auth.example/{{vault:key}} [errored]
  ⌁ vault client (cached)
  1. network
     connection refused by auth.example:443
  ┌
  │ key is {{vault:key}}
  └
  POST https://api.example.com/orders?a=1 [200 OK, 256B, 43ms]
  ⌁ vault key (aws, 34 ms) · password (local, 34 ms)
  ┌
  │ after
  └
  ✓  status is 200
  2. total is 2
  -  [skipped] later
  3. </script><img src=x onerror="alert('1')">&amp;

❏ Orders
↳ List
  4⠄ TypeError in prerequest-script
     undefined is not a function
  GET https://api.example.com/redir [200 OK, 105B, 43ms]
  ↪ 302 GET https://api.example.com/hello
  ✓  ok
  5⠄ Error in test-script
     the script took longer than 500 ms and was ended

Attempting to set next request to Refused

→ Refused
  GET https://evil.example/x?k={{vault:key}} [not sent]
  6. domain-not-allowed
     url: {{vault:key}} may not go to https://evil.example
     → Add the host to its allowed domains.

→ Down
  GET https://down.example/x [errored]
  7. network
     connection refused by down.example:443
     → Is the server running?
  8. there is an answer

)-"));
  EXPECT_THAT(out, HasSubstr(R"-(│            test-scripts │                3 │                1 │
├─────────────────────────┼──────────────────┼──────────────────┤
│      prerequest-scripts │                3 │                1 │
├─────────────────────────┼──────────────────┼──────────────────┤
│              assertions │                6 │                3 │
)-"));
  EXPECT_THAT(out, EndsWith(R"-(  #  failure             detail

 1.  network             connection refused by auth.example:443
                         inside "Orders / Nested / Make"

 2.  AssertionError      total is 2
                         expected 1 to deeply equal 2
                         at assertion:1 in test-script:3:7
                         inside "Orders / Nested / Make"

 3.  AssertionError      </script><img src=x onerror="alert('1')">&amp;
                         no {{vault:key}}
                         at assertion:3 in test-script
                         inside "Orders / Nested / Make"

 4.  TypeError           undefined is not a function
                         at prerequest-script:2:5
                         inside "Orders / List"

 5.  Error               the script took longer than 500 ms and was ended
                         at test-script
                         inside "Orders / List"

 6.  domain-not-allowed  {{vault:key}} may not go to https://evil.example
                         → Add the host to its allowed domains.
                         inside "Refused"

 7.  network             connection refused by down.example:443
                         → Is the server running?
                         inside "Down"

 8.  AssertionError      there is an answer
                         expected undefined to exist
                         at assertion:0 in test-script
                         inside "Down"
)-"));
}

TEST(CliReporterTest, LeavesOutOfScriptsWhatTheFlagsSay) {
  CliReporterOptions options;
  options.scripts.console = false;
  std::string out = report_with_scripts(options);
  EXPECT_THAT(out, Not(HasSubstr("collection {")));
  EXPECT_THAT(out, HasSubstr("  ✓  status is 200\n  2. total is 2\n"));
  options.scripts.successes = false;
  out = report_with_scripts(options);
  EXPECT_THAT(out, Not(HasSubstr("status is 200")));
  EXPECT_THAT(out, Not(HasSubstr("[skipped]")));
  EXPECT_THAT(out, HasSubstr("  2. total is 2\n"));
  options.scripts.assertions = false;
  out = report_with_scripts(options);
  EXPECT_THAT(out, Not(HasSubstr("2. total is 2\n")));
  EXPECT_THAT(out, HasSubstr("  4⠄ TypeError in prerequest-script\n"));  // they count all the same
  EXPECT_THAT(out, HasSubstr(" 2.  AssertionError      total is 2\n"));
}

TEST(CliReporterTest, ConsolesHaveTheColourOfTheirLevel) {
  CliReporterOptions options;
  options.style.colour = true;
  const std::string out = report_with_scripts(options);
  EXPECT_THAT(out, HasSubstr("\x1b[90m  ┌\x1b[0m\n  \x1b[90m│\x1b[0m \x1b[90mcollection { a: 1 }\x1b[0m\n"));
  EXPECT_THAT(out, HasSubstr("  \x1b[33m│\x1b[0m \x1b[90mlines\x1b[0m\n"));
  EXPECT_THAT(out, HasSubstr("\x1b[31m  └\x1b[0m\n"));
  EXPECT_THAT(out, HasSubstr("\x1b[1;31m  2. total is 2\x1b[0m\n"));
}

TEST(CliReporterTest, TimestampsBeginRequestsAndAssertions) {
  const FakeClock clock{WallTime(std::chrono::milliseconds(1'790'000'000'000))};
  CliReporterOptions options;
  options.timestamps = &clock;
  const std::string out = report_with_scripts(options);
  EXPECT_THAT(out, ContainsRegex("  \\[20..-..-.. ..:..:..\\]  POST https"));
  EXPECT_THAT(out, ContainsRegex("\n  \\[..:..:..\\]  ✓  status is 200\n"));
  EXPECT_THAT(out, ContainsRegex("\n  \\[..:..:..\\]\n  ┌\n  │ after\n"));
}

TEST(CliReporterTest, WithoutUnicodeItIsPlainAscii) {
  CliReporterOptions options;
  options.style.unicode = false;
  const std::string out = report_with_scripts(options);
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

TEST(CliReporterTest, SaysThatASnapshotWasUsedAndHowOldItIs) {
  const std::vector<runner::ResolvedReference> references{
      {.name = "db",
       .source = "snapshot from A, expires B, of aws arn:x",
       .took = std::chrono::milliseconds(3),
       .snapshot = "snapshot from A, expires B"}};
  RequestView view;
  view.references = &references;
  EXPECT_THAT(references_line(view, Style{}), HasSubstr("vault db (snapshot from A, expires B, 3 ms)"));
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
  const std::string out = report_with_scripts(options, 2);
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
