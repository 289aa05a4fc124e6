#include "report/junit_reporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/testing/temporary_folder.h"
#include "report/testing/sample_run.h"
#include "report/xml.h"

namespace coffer::report {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class JunitReporterTest : public ::testing::Test {
 protected:
  std::string report(uint64_t iterations = 1, bool scripts = false) {
    auto reporter =
        JunitReporter::create(folder_.path() / "sub" / "report.xml", sample_.redactor, sample_.random);
    EXPECT_TRUE(reporter.ok());
    scripts ? sample_.run_with_scripts(**reporter, iterations)
            : static_cast<void>(sample_.run({reporter->get()}, iterations));
    EXPECT_TRUE((*reporter)->outcome().ok());
    std::stringstream text;
    text << std::ifstream(folder_.path() / "sub" / "report.xml").rdbuf();
    return text.str();
  }

  std::string report_with_scripts(uint64_t iterations = 1) { return report(iterations, true); }

  SampleRun sample_;
  TemporaryFolder folder_;
};

TEST_F(JunitReporterTest, HasASuiteForEachRequest) {
  const std::string text = report();
  EXPECT_THAT(text, HasSubstr("<testsuites name=\"Shop\" tests=\"4\" time=\"0.086\">"));
  EXPECT_THAT(text,
              HasSubstr("<testsuite name=\"Orders / Nested / Make\" id=\"i1\" timestamp=\"2026-09-21T"));
  EXPECT_THAT(text, HasSubstr("tests=\"0\" failures=\"0\" errors=\"0\" time=\"0.043\"/>"));
  EXPECT_THAT(text,
              HasSubstr("Iteration: 0\nRequestError: network: connection refused by down.example:443\n"));
}

TEST_F(JunitReporterTest, HasATestcaseForEachAssertion) {
  const std::string text = report_with_scripts();
  EXPECT_THAT(text, HasSubstr("tests=\"4\" failures=\"2\" errors=\"1\" time=\"0.043\">\n"));
  EXPECT_THAT(text, HasSubstr("RequestError: network: connection refused by auth.example:443\n"));
  EXPECT_THAT(text, HasSubstr("    <testcase name=\"status is 200\" time=\"0.043\" "
                              "classname=\"OrdersNestedMake\"/>\n"));
  EXPECT_THAT(text, HasSubstr(R"(
    <testcase name="total is 2" time="0.043" classname="OrdersNestedMake">
      <failure type="AssertionFailure" message="expected 1 to deeply equal 2">
        <![CDATA[Failed 1 times.]]>
        <![CDATA[Collection JSON ID: 7d1c0a5e-0000-4000-8000-000000000001.]]>
        <![CDATA[Collection name: Shop.]]>
        <![CDATA[Request name: Orders / Nested / Make.]]>
        <![CDATA[Test description: total is 2.]]>
        <![CDATA[Error message: expected 1 to deeply equal 2.]]>
        <![CDATA[Stacktrace: AssertionError: expected 1 to deeply equal 2
at test script of Orders / Nested / Make:3:7.]]>
      </failure>
    </testcase>
    <testcase name="later" time="0.043" classname="OrdersNestedMake"/>
)"));
  EXPECT_THAT(text, HasSubstr("name=\"&lt;/script>&lt;img src=x onerror=&quot;alert('1')&quot;>&amp;amp;\""));
}

TEST_F(JunitReporterTest, ErrorsOfScriptsAreErrors) {
  const std::string text = report_with_scripts();
  EXPECT_THAT(text, HasSubstr("tests=\"1\" failures=\"0\" errors=\"2\""));
  EXPECT_THAT(text,
              HasSubstr("<![CDATA[Iteration: 0\n\n---\ntestScriptError: Error: the script took longer than "
                        "500 ms and was ended\n---\nprerequestScriptError: TypeError: undefined is not a "
                        "function\nat prerequest script of Orders / List:2:5\n---\n]]>"));
}

TEST_F(JunitReporterTest, CountsTheFailuresOfATestInAllIterations) {
  const std::string text = report_with_scripts(3);
  EXPECT_THAT(text, HasSubstr("tests=\"4\" failures=\"6\""));
  EXPECT_THAT(text, HasSubstr("<![CDATA[Failed 3 times.]]>"));
}

TEST(JunitSuite, KeepsAFailureThatALaterIterationDoesNotRepeatAndBoundsTheNames) {
  const secrets::Redactor redactor;
  JunitSuite suite("a", "b", redactor);
  runner::ItemResult result;
  result.scripts.resize(1);
  result.scripts[0].event = script::Event::kTest;
  auto& assertions = result.scripts[0].outcome.assertions;
  assertions = {sample_assertion("one", 0, sample_error("Error", "no"))};
  suite.add(result);
  for (int i = 0; i < 30'000; ++i) {
    assertions = {sample_assertion("one", 0), sample_assertion("row " + std::to_string(i), 1)};
    suite.add(result);
  }
  const std::string text = suite.xml({});
  EXPECT_THAT(text, HasSubstr("tests=\"2\" failures=\"1\""));
  EXPECT_THAT(text, HasSubstr("Failed 1 times."));
  EXPECT_THAT(text, HasSubstr(" more tests</system-out>"));
  EXPECT_LT(text.size(), size_t{3} << 20);
}

TEST(JunitClassName, IsNewmans) {
  EXPECT_EQ(junit_class_name("Folder / One"), "FolderOne");
  EXPECT_EQ(junit_class_name("get XMLHttp v2 user_id"), "GetXmlHttpV2UserId");
  EXPECT_EQ(junit_class_name("200 OK, it's"), "200OkIts");
  EXPECT_EQ(junit_class_name("世界"), "");
}

TEST_F(JunitReporterTest, HoldsNoSecret) {
  const std::string text = report_with_scripts(2);
  EXPECT_THAT(text, Not(HasSubstr("pl4nted")));
  EXPECT_THAT(text, Not(HasSubstr(kPlantedPassword)));
}

TEST_F(JunitReporterTest, AddsUpTheIterations) {
  EXPECT_THAT(report(3), HasSubstr("errors=\"3\""));
  EXPECT_THAT(report(3), HasSubstr("Iteration: 2\n"));
}

TEST_F(JunitReporterTest, DoesNotGrowWithTheIterations) {
  const std::string text = report(1000);
  EXPECT_LT(text.size(), size_t{160} << 10);
  EXPECT_THAT(text, HasSubstr(" more\n]]>"));
}

TEST_F(JunitReporterTest, ARunThatDidNotFinishLeavesNoFile) {
  auto reporter = JunitReporter::create(folder_.path() / "report.xml", sample_.redactor, sample_.random);
  EXPECT_EQ((*reporter)->outcome().error().code, ErrorCode::kCancelled);
  reporter->reset();
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST(Xml, DropsWhatXmlDoesNotHave) {
  EXPECT_EQ(xml_text(std::string_view("a\0b\x01\t\n\x1F\x7F", 9)), "ab\t\n\x7F");
  EXPECT_EQ(xml_text("\xEF\xBF\xBEx\xEF\xBF\xBF"), "x");
  EXPECT_EQ(xml_text("\xFF"
                     "a\xC3"),
            "\xEF\xBF\xBD"
            "a\xEF\xBF\xBD");
  EXPECT_EQ(xml_text("é世🌍"), "é世🌍");
}

TEST(Xml, EscapesAttributesAndSections) {
  EXPECT_EQ(xml_attribute("<a & \"b\">\n"), "&lt;a &amp; &quot;b&quot;>&#xA;");
  EXPECT_EQ(xml_cdata("a]]>b"), "<![CDATA[a]]]]><![CDATA[>b]]>");
}

}  // namespace
}  // namespace coffer::report
