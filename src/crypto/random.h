// Randomness as an argument.
#pragma once

#include <cstdint>
#include <string>

#include "base/secret.h"

namespace coffer::crypto {

// Tests inject a seeded one. Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(void* data, size_t size) = 0;

  Secret secret(size_t size);
  std::string bytes(size_t size);  // for nonces and ids, not for keys
  uint64_t below(uint64_t bound);  // uniform in [0, bound)
  double unit();                   // uniform in [0, 1)
  std::string uuid();              // RFC 9562 version 4
};

Random& system_random();  // getrandom(2) through libsodium

// Deterministic, for tests only.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(uint64_t seed) : state_(seed) {}
  void fill(void* data, size_t size) override;

 private:
  uint64_t state_;
};

}  // namespace coffer::crypto
