// A program that a test in Python talks with: one JSON case a line in, one JSON answer a line out.
#pragma once

#include <iostream>
#include <string>

#include "json/json.h"

namespace coffer::aws {

// Until the end of standard input; the exit status. `answer`: json::Object(const json::Value& test).
template <class Answer>
int answer_lines(Answer&& answer) {
  for (std::string line; std::getline(std::cin, line);) {
    const auto test = json::parse(line);
    if (!test) {
      std::cerr << to_string(test.error()) << '\n';
      return 1;
    }
    std::cout << json::dump(answer(*test)) << '\n';
  }
  return 0;
}

}  // namespace coffer::aws
