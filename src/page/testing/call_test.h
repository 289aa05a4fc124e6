// Calls as the page makes them, on a desk for tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "page/calls.h"
#include "page/event_hub.h"
#include "page/testing/test_desk.h"

namespace coffer::page {

class CallTest : public testing::Test {
 protected:
  Answer make(std::string_view name, const std::string& arguments = "{}") {
    return calls_.make(name, Secret(arguments));
  }
  // Of a call that must succeed.
  json::Value said(std::string_view name, const std::string& arguments = "{}") {
    Answer answer = make(name, arguments);
    EXPECT_TRUE(answer) << name << ": " << to_string(answer.error());
    return answer ? json::parse(text_of(*answer)).value() : json::Value();
  }
  // The field that an error names; a call that must fail.
  std::string wrong_field(std::string_view name, const std::string& arguments) {
    const Answer answer = make(name, arguments);
    EXPECT_FALSE(answer) << name << " " << arguments;
    return answer ? "" : answer.error().field;
  }
  std::vector<std::string> told() const {
    std::vector<std::string> names;
    for (const Event& event : events_.after(0)) names.push_back(event.name);
    return names;
  }
  static std::string text(const json::Value& value, std::string_view member) {
    return std::string(json::find_string(value, member).value_or(""));
  }
  void make_vault() {
    auto made = vault::Store::create(desk_.vault(), nullptr);
    ASSERT_TRUE(made);
    ASSERT_TRUE(desk_.keep_key(*made->store));
  }

  TestDesk desk_;
  EventHub events_;
  Calls calls_;
};

}  // namespace coffer::page
