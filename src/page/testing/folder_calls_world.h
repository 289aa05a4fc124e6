// The calls about a folder, as the page makes them, for tests.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "page/folder_calls.h"
#include "page/testing/test_desk.h"
#include "page/testing/test_folder.h"

namespace coffer::page {

class FolderCallsWorld : public TestFolder {
 public:
  FolderCallsWorld() { folder_calls_.add_to(calls_); }

  Answer make(std::string_view name, const json::Object& arguments = {}) {
    return calls_.make(name, Secret(json::dump(arguments)));
  }
  json::Value said(std::string_view name, const json::Object& arguments = {}) {
    Answer answer = make(name, arguments);
    EXPECT_TRUE(answer) << name << ": " << to_string(answer.error());
    return answer ? json::parse(text_of(*answer)).value() : json::Value();
  }
  Error error(std::string_view name, const json::Object& arguments = {}) {
    Answer answer = make(name, arguments);
    EXPECT_FALSE(answer) << name << ": " << (answer ? text_of(*answer) : "");
    return answer ? Error{} : answer.error();
  }
  std::string digest(const std::string& path) { return folder().read(path)->digest; }
  static std::string text(const json::Value& said, std::string_view member) {
    return std::string(json::find_string(said, member).value_or("(none)"));
  }
  using TestFolder::text;

  TestDesk desk_;
  EventHub events_;
  FolderCalls folder_calls_{desk_, events_, folder()};
  Calls calls_;
};

}  // namespace coffer::page
