// Questions that are asked on behalf of something that can be stopped: a send, a run.
#pragma once

#include <stop_token>

namespace coffer::page {

// While it lives, what its thread asks of Questions is given up (kCancelled) when `stop` is requested. One at
// a time in a thread.
class QuestionStop {
 public:
  explicit QuestionStop(std::stop_token stop);
  QuestionStop(const QuestionStop&) = delete;
  QuestionStop& operator=(const QuestionStop&) = delete;
  ~QuestionStop();

  // That of this thread; one that is never requested where there is none.
  static std::stop_token current();
};

}  // namespace coffer::page
