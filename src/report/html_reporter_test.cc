#include "report/html_reporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "base/testing/temporary_folder.h"
#include "crypto/hash.h"
#include "report/testing/sample_run.h"

namespace coffer::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

class HtmlReporterTest : public ::testing::Test {
 protected:
  fs::path path() const { return folder_.path() / "sub" / "report.html"; }

  std::string report(uint64_t iterations = 1, HtmlReporterOptions options = {}) {
    auto reporter = HtmlReporter::create(path(), sample_.redactor, std::move(options));
    EXPECT_TRUE(reporter.ok());
    sample_.run_with_scripts(**reporter, iterations);
    EXPECT_TRUE((*reporter)->outcome().ok());
    return *read_file(path());
  }

  // The report of one result alone.
  std::string report_of(runner::ItemResult result, HtmlReporterOptions options = {}, uint64_t times = 1) {
    const auto items = *postman::items_of(sample_.collection, {});
    auto reporter = HtmlReporter::create(path(), sample_.redactor, std::move(options));
    (*reporter)->run_started(sample_.collection, times);
    result.item = items.data();
    result.iterations = times;
    for (result.iteration = 0; result.iteration < times; ++result.iteration)
      (*reporter)->item_finished(result);
    (*reporter)->run_finished({});
    EXPECT_TRUE((*reporter)->outcome().ok());
    return *read_file(path());
  }

  SampleRun sample_;
  TemporaryFolder folder_;
};

size_t count_of(const std::string& text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::string between(const std::string& text, std::string_view start, std::string_view end) {
  const size_t from = text.find(start) + start.size();
  return text.substr(from, text.find(end, from) - from);
}

// Every element that is opened is closed, in order. A ">" in an attribute is always escaped here.
std::string unbalanced(const std::string& html) {
  const std::vector<std::string> alone{"!doctype", "meta", "input", "rect"};
  std::vector<std::string> open;
  for (size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at)) {
    const size_t end = html.find('>', at);
    const std::string tag = html.substr(at + 1, end - at - 1);
    const bool closes = tag.starts_with('/');
    const std::string name = tag.substr(closes ? 1 : 0, tag.find_first_of(" \n/", 1) - (closes ? 1 : 0));
    at = end;
    if (std::ranges::find(alone, name) != alone.end() || tag.ends_with('/')) continue;
    if (!closes) {
      open.push_back(name);
      if (name == "style" || name == "script") at = html.find("</" + name, end);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> closes <" + (open.empty() ? "" : open.back()) + ">";
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is never closed";
}

TEST_F(HtmlReporterTest, IsAWholePage) {
  const std::string text = report(2);
  EXPECT_TRUE(text.starts_with("<!doctype html>\n<html lang=\"en\">\n"));
  EXPECT_EQ(unbalanced(text), "");
  EXPECT_THAT(text, HasSubstr("<title>Shop: 16 failures</title>"));
  EXPECT_THAT(text, HasSubstr("<h1>Shop</h1>"));
  EXPECT_THAT(text, HasSubstr("<p class=\"verdict bad\"><a href=\"#failures\">16 failures</a></p>"));
  EXPECT_THAT(
      text,
      HasSubstr("<dt>Tests</dt><dd><b>12</b><span>6 failed</span><span class=\"more\">2 skipped</span>"));
}

TEST_F(HtmlReporterTest, NeedsNoOtherFileAndRunsNothingButItsOwnScript) {
  const std::string text = report();
  const std::string policy = between(text, "Content-Security-Policy\" content=\"", "\"");
  const auto source = [](const std::string& part) {
    return "'sha256-" + base64_encode(crypto::view(crypto::sha256(part))) + "'";
  };
  EXPECT_EQ(policy, "default-src 'none'; style-src " + source(between(text, "<style>", "</style>")) +
                        "; script-src " + source(between(text, "<script>", "</script>")) +
                        "; base-uri 'none'; form-action 'none'");
  EXPECT_EQ(count_of(text, "<script"), 1U);
  for (const char* part :
       {"<iframe", "<object", " href=\"h", "<link", "@import", "url(", " style=\"", "<img"})
    EXPECT_THAT(text, Not(HasSubstr(part))) << part;
}

TEST_F(HtmlReporterTest, TellsOfARequest) {
  const std::string text = report();
  EXPECT_THAT(text, HasSubstr("<h4>Orders / Nested</h4>\n<details class=\"run bad\" id=\"run-1\" open>\n"));
  EXPECT_THAT(
      text, HasSubstr("<span class=\"verb\">POST</span> <span class=\"name\">Make</span> <span class=\"count "
                      "bad\">1 of 3 passed</span><span class=\"status s2\">200 OK</span>"));
  EXPECT_THAT(text, HasSubstr("<th scope=\"row\">X-Key</th><td>{{vault:key}}</td>"));
  EXPECT_THAT(text,
              HasSubstr("<span class=\"j-name\">&quot;n&quot;</span>: <span class=\"j-number\">1</span>"));
  EXPECT_THAT(text, HasSubstr("<li><b>password</b> <span class=\"note\">local vault, 34 ms</span></li>"));
  EXPECT_THAT(text, HasSubstr("<p class=\"hop\">Hop 2 of 2</p>"));
  EXPECT_THAT(text, HasSubstr("dns-lookup <b>421µs</b>"));
  EXPECT_THAT(text,
              HasSubstr("<p><b>domain-not-allowed</b> {{vault:key}} may not go to https://evil.example</p>\n"
                        "<p class=\"mend\">Add the host to its allowed domains.</p>"));
}

TEST_F(HtmlReporterTest, TellsWhatScriptsDidTheFailuresFirst) {
  const std::string text = report();
  EXPECT_THAT(
      text, HasSubstr("<li><a href=\"#run-1\"><span class=\"kind\">AssertionError</span> total is 2</a>"
                      "<p class=\"why\">expected 1 to deeply equal 2</p>"
                      "<p class=\"note\">Orders / Nested / Make · assertion:1 in test-script:3:7</p></li>"));
  EXPECT_LT(text.find("<span class=\"said\">Failed:</span> total is 2"),
            text.find("<span class=\"said\">Passed:</span> status is 200"));
  EXPECT_THAT(text, HasSubstr("<span class=\"said\">Skipped:</span> later"));
  EXPECT_THAT(text, HasSubstr("<p class=\"line\">Pre-request script of Shop</p>"));
  EXPECT_THAT(
      text,
      HasSubstr("<li class=\"level-warn\"><span class=\"level\">warn</span> <span>two\nlines</span></li>"));
  EXPECT_THAT(text, HasSubstr("&lt;h1&gt;{{title}}&lt;/h1&gt;"));
  EXPECT_THAT(text, HasSubstr("prerequest-script:2:5 of List"));
}

TEST_F(HtmlReporterTest, HostileTextsStayText) {
  HtmlReporterOptions options;
  options.title = kHostile;
  runner::ItemResult result;
  result.exchanges.resize(1);
  runner::Exchange& exchange = result.exchanges[0];
  exchange = {.method = kHostile,
              .url = kHostile,
              .request_headers = {{kHostile, kHostile}},
              .request_body = kHostile,
              .request_body_size = 9,
              .status = 200,
              .reason = kHostile,
              .http_version = kHostile,
              .response_headers = {{kHostile, kHostile}},
              .timings = {},
              .response_size = 9,
              .remote_address = kHostile,
              .note = kHostile};
  result.response_body = kHostile;
  result.error = Error{ErrorCode::kNetwork, kHostile, kHostile};
  result.warnings = {kHostile};
  result.references = {{kHostile, kHostile}};
  runner::ScriptRun run{script::Event::kTest, kHostile, "", {}};
  run.outcome.console = {{kHostile, {kHostile, "\x1b[31m\0"}}};
  run.outcome.error = sample_error(kHostile, kHostile, kHostile);
  run.outcome.assertions = {sample_assertion(kHostile, 0, sample_error(kHostile, kHostile, kHostile)),
                            sample_assertion(kHostile, 1)};
  run.outcome.visualizer = script::Visualizer{kHostile, kHostile, kHostile};
  result.scripts = {run};
  const std::string text = report_of(result, options);
  EXPECT_EQ(count_of(text, "<script"), 1U);
  EXPECT_EQ(count_of(text, "<img"), 0U);
  EXPECT_EQ(count_of(text, "alert('1')"), 0U);
  EXPECT_THAT(text,
              HasSubstr("&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_EQ(unbalanced(text), "");
}

// Spec 5.8, over the text as it stands and as a browser shows it.
TEST_F(HtmlReporterTest, NoPlantedSecretIsInIt) {
  const std::string text = report(2);
  EXPECT_THAT(text, HasSubstr("key is {{vault:key}}"));
  for (const std::string& planted : {std::string(kPlanted), std::string(kPlantedPassword)}) {
    for (const std::string& form :
         {planted, json_escape(planted), json_escape(json_escape(planted)), percent_encode(planted),
          hex_encode(planted), base64_encode("me:" + planted)}) {
      EXPECT_THAT(text, Not(HasSubstr(form)));
      EXPECT_THAT(text, Not(HasSubstr(html_escape(form))));
    }
  }
}

TEST_F(HtmlReporterTest, GroupsByIterationAndFolder) {
  const std::string text = report(3);
  EXPECT_EQ(count_of(text, "<section class=\"iteration\">"), 3U);
  EXPECT_EQ(count_of(text, "<section class=\"folder\">"), 9U);
  EXPECT_THAT(text, HasSubstr("<h3>Iteration 2 of 3</h3>"));
  EXPECT_THAT(
      text,
      HasSubstr("<tr class=\"bad\"><th scope=\"row\">Orders / Nested / Make</th><td>3</td><td>3</td><td>43ms"
                "</td><td>43ms</td><td>43ms</td></tr>"));
}

TEST_F(HtmlReporterTest, AHugeRunShowsItsBeginningAndWhatFailed) {
  HtmlReporterOptions options;
  options.limits = {.shown = 6, .failed_shown = 3, .failures = 5};
  const std::string text = report(10, options);
  EXPECT_EQ(count_of(text, "<details class=\"run "), 9U);
  EXPECT_THAT(
      text,
      HasSubstr("This report shows the first 6 executions and, of those after them, 3 that failed; 31 more "
                "are only counted above."));
  EXPECT_THAT(text, HasSubstr("<h2 id=\"failures\">80 failures</h2>"));
  EXPECT_THAT(text, HasSubstr("<p class=\"note\">and 75 more</p>"));
  EXPECT_EQ(unbalanced(text), "");
}

TEST_F(HtmlReporterTest, DoesNotGrowWithTheIterations) {
  runner::ItemResult result;
  result.exchanges.resize(1);
  result.exchanges[0].status = 200;
  result.exchanges[0].response_size = 100;
  result.response_body = std::string(100, 'x');
  const std::string text = report_of(result, {}, 20'000);
  EXPECT_EQ(count_of(text, "<details class=\"run "), 2'000U);
  EXPECT_LT(text.size(), size_t{4} << 20);
}

TEST_F(HtmlReporterTest, BodiesAreCutAndLaterOnesLeftOut) {
  runner::ItemResult result;
  result.exchanges.resize(1);
  result.exchanges[0].status = 200;
  result.response_body = "[" + std::string(5000, '1') + "," + std::string(5000, '2') + "]";
  result.exchanges[0].response_size = result.response_body.size();
  HtmlReporterOptions options;
  options.limits = {.body = 6000, .all_bodies = 6000};
  const std::string text = report_of(result, options, 2);
  EXPECT_THAT(text, HasSubstr(std::string(5000, '1')));
  EXPECT_THAT(text, Not(HasSubstr(std::string(1000, '2'))));
  EXPECT_THAT(text, HasSubstr("This is the beginning; the body has 10kB."));
  EXPECT_THAT(text, HasSubstr("Body of 10kB, left out."));
  EXPECT_THAT(text, HasSubstr("the later executions are shown without their bodies"));
}

TEST_F(HtmlReporterTest, WhatIsNoTextIsOnlyCounted) {
  runner::ItemResult result;
  result.exchanges.resize(1);
  result.exchanges[0].status = 200;
  result.exchanges[0].response_size = 3;
  result.response_body = "\xFF\xFE\x01";
  EXPECT_THAT(report_of(result), HasSubstr("Binary, 3B: not shown."));
}

TEST_F(HtmlReporterTest, ARunOfNothingFailedSaysSo) {
  runner::ItemResult result;
  result.skipped = true;
  result.requested = false;
  const std::string text = report_of(result);
  EXPECT_THAT(text, HasSubstr("<p class=\"verdict good\">Nothing failed</p>"));
  EXPECT_THAT(text, HasSubstr("<details class=\"run skip\" id=\"run-1\">"));
  EXPECT_THAT(text, HasSubstr("<span class=\"status none\">skipped</span>"));
  EXPECT_THAT(text, Not(HasSubstr("id=\"failures\"")));
}

TEST_F(HtmlReporterTest, KeepsTheOldReportUntilTheNewOneIsWhole) {
  report();
  const std::string old = *read_file(path());
  {
    auto reporter = HtmlReporter::create(path(), sample_.redactor);
    (*reporter)->run_started(sample_.collection, 1);
    EXPECT_EQ((*reporter)->outcome().error().code, ErrorCode::kCancelled);
  }
  EXPECT_EQ(*read_file(path()), old);
  EXPECT_EQ(std::distance(fs::directory_iterator(path().parent_path()), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace coffer::report
