#include "report/junit_reporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "report/testing/sample_run.h"
#include "report/xml.h"

namespace coffer::report {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class JunitReporterTest : public ::testing::Test {
 protected:
  JunitReporterTest() {
    std::string pattern = (fs::path(::testing::TempDir()) / "junit_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~JunitReporterTest() override { fs::remove_all(folder_); }

  std::string report(uint64_t iterations = 1) {
    auto reporter = JunitReporter::create(folder_ / "sub" / "report.xml", sample_.redactor, sample_.random);
    EXPECT_TRUE(reporter.ok());
    sample_.run({reporter->get()}, iterations);
    EXPECT_TRUE((*reporter)->outcome().ok());
    std::stringstream text;
    text << std::ifstream(folder_ / "sub" / "report.xml").rdbuf();
    return text.str();
  }

  SampleRun sample_;
  fs::path folder_;
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

TEST_F(JunitReporterTest, HoldsNoSecret) {
  const std::string text = report(2);
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
  auto reporter = JunitReporter::create(folder_ / "report.xml", sample_.redactor, sample_.random);
  EXPECT_EQ((*reporter)->outcome().error().code, ErrorCode::kCancelled);
  reporter->reset();
  EXPECT_TRUE(fs::is_empty(folder_));
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
