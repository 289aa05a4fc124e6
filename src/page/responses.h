// The last responses, for whoever looks at their bodies.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "runner/events.h"

namespace coffer::page {

// All of it is redacted.
struct KeptResponse {
  WallTime started{};
  std::vector<runner::Exchange> exchanges;  // the last has the response
  std::string body;
  std::string type, language;  // Content-Type; as Sent has it
};

KeptResponse kept(const runner::ItemResult& result, WallTime started);

// In memory, the oldest dropped first; those of runs cannot push out those of sends. Thread-safe.
class Responses {
 public:
  enum class Shelf { kSends, kRuns };
  static constexpr size_t kMostSends = 50, kMostOfRuns = 500;
  static constexpr uint64_t kSendBytes = uint64_t{256} << 20, kRunBytes = uint64_t{64} << 20;

  // Its number, from 1 on. The latest is kept whatever its size.
  uint64_t keep(KeptResponse response, Shelf shelf);
  // kNotFound ("response") for one that is not kept any more.
  Result<std::shared_ptr<const KeptResponse>> find(uint64_t number) const;

 private:
  using Kept = std::map<uint64_t, std::shared_ptr<const KeptResponse>>;
  struct Stock {
    Kept kept;
    uint64_t bytes = 0;
  };
  static void drop_oldest(Stock& stock, size_t most, uint64_t most_bytes);

  mutable std::mutex mutex_;
  uint64_t last_ = 0;
  Stock sends_, runs_;
};

}  // namespace coffer::page
