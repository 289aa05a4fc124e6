// responses/… and requests/har: what came back, looked at and saved.
#pragma once

#include <string>

#include "page/calls.h"
#include "page/responses.h"

namespace coffer::page {

// Thread-safe. The responses are not owned.
class ResponseCalls {
 public:
  // A larger body that is no text is not given to the page.
  static constexpr size_t kLargestBinary = size_t{32} << 20;

  // `version`: Coffer's.
  ResponseCalls(const Responses& responses, std::string version)
      : responses_(responses), version_(std::move(version)) {}
  void add_to(Calls& calls);

 private:
  Answer body(const Arguments& arguments) const;
  Answer save(const Arguments& arguments) const;
  Answer har(const Arguments& arguments) const;

  const Responses& responses_;
  const std::string version_;
};

}  // namespace coffer::page
