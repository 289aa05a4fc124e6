// Calls beside an AWS that a test makes up.
#pragma once

#include <future>
#include <memory>
#include <thread>

#include "page/questions.h"
#include "page/testing/call_test.h"
#include "secrets/testing/fake_aws.h"

namespace coffer::page {

class AwsTest : public CallTest {
 protected:
  AwsTest() {
    desk_.transport_ = std::shared_ptr<http::Transport>(&aws_.transport(), [](http::Transport*) {});
    desk_.prompter_ = &questions_;
    questions_.add_to(calls_);
  }

  void write_profiles(const std::string& credentials, const std::string& config = "") {
    const auto folder = desk_.folder_.path() / ".aws";
    ASSERT_TRUE(make_private_folder(folder));
    ASSERT_TRUE(replace_file(folder / "credentials", credentials));
    ASSERT_TRUE(replace_file(folder / "config", config));
  }
  // A call that asks; `answer` with next_question() and `questions/answer`, then get().
  std::future<Answer> begin(std::string name, std::string arguments) {
    return std::async(std::launch::async, [this, name = std::move(name), arguments = std::move(arguments)] {
      return make(name, arguments);
    });
  }
  json::Value next_question() {
    for (;;) {
      const json::Value open = said("questions/open");
      const json::Array& questions = *json::find_array(open, "questions");
      if (!questions.empty()) return questions.front();
      std::this_thread::yield();
    }
  }
  static std::string answer_to(const json::Value& question, const std::string& text) {
    return json::dump(json::Object{{"number", *json::find(question, "number")}, {"text", text}});
  }

  secrets::FakeAws aws_;
  Questions questions_{events_, desk_.environment_, desk_.clock_, std::chrono::hours(1)};
};

}  // namespace coffer::page
