// All that sends and runs of the page need, put together.
#pragma once

#include "page/calls.h"
#include "page/console.h"
#include "page/event_hub.h"
#include "page/folder.h"
#include "page/performer.h"
#include "page/request_calls.h"
#include "page/response_calls.h"
#include "page/responses.h"
#include "page/run_calls.h"

namespace coffer::page {

// Thread-safe. Neither events nor folder are owned.
class Sending {
 public:
  Sending(Performer::Parts parts, EventHub& events, const Folder& folder)
      : performer_(std::move(parts)),
        console_(events, performer_.desk().clock()),
        requests_(performer_, folder, responses_, console_),
        response_calls_(responses_, performer_.version()),
        runs_({&performer_, &folder, &responses_, &console_, &events}) {}

  void add_to(Calls& calls) {
    requests_.add_to(calls);
    response_calls_.add_to(calls);
    runs_.add_to(calls);
  }
  // What is under way is cut, for the page ends. From any thread.
  void stop_all() {
    requests_.stop_all();
    runs_.stop_all();
  }
  // What sends have left: cookies, and what scripts have set. For when the vault is locked.
  void forget() { performer_.memory().forget(); }

 private:
  Performer performer_;
  Responses responses_;
  Console console_;
  RequestCalls requests_;
  ResponseCalls response_calls_;
  RunCalls runs_;
};

}  // namespace coffer::page
