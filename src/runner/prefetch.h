// A run's references, fetched together before its first request (spec 5.4).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "postman/request_builder.h"
#include "runner/events.h"
#include "runner/runner.h"

namespace coffer::runner {

// What a run needs of the vault, as far as it can be told ahead.
class Prefetch {
 public:
  // Takes note of the references whose request goes to a host that is known now and allowed.
  void add(const postman::PreparedRequest& prepared, secrets::SecretSource& source);
  // One call for all. Failures are left for the item that needs the secret.
  void fetch(const Parts& parts);
  // The first use of a value that fetch() brought is shown as the fetch that it was.
  void tell(ItemResult& result);

 private:
  std::vector<std::string> names_;
  std::map<std::string, std::chrono::milliseconds> fetched_;
};

}  // namespace coffer::runner
