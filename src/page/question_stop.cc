#include "page/question_stop.h"

#include <utility>

namespace coffer::page {
namespace {

thread_local std::stop_token stop_of_thread;

}  // namespace

QuestionStop::QuestionStop(std::stop_token stop) { stop_of_thread = std::move(stop); }
QuestionStop::~QuestionStop() { stop_of_thread = {}; }
std::stop_token QuestionStop::current() { return stop_of_thread; }

}  // namespace coffer::page
