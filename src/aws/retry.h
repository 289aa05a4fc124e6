// When a call to AWS is tried again: the SDKs' "standard" mode. Source: "Retry behavior", AWS SDKs and Tools
// Reference Guide, and botocore/retries/standard.py.
#pragma once

#include <chrono>
#include <mutex>
#include <string_view>

#include "crypto/random.h"

namespace coffer::aws {

enum class Retry {
  kNever,
  kTransient,  // a broken connection, a 5xx: worth another try
  kTimeout,    // the same, but dearer
  kThrottled,  // AWS asks to go slower
};

// Judges an error answer: `code` without namespace and without "Exception", as service_error.h has it.
Retry retry_for(int http_status, std::string_view code);

// rand(0,1) · min(2^(attempt−1), 20) seconds; `attempt` counts from 1.
std::chrono::milliseconds retry_delay(int attempt, crypto::Random& random);

// What keeps a client from hammering a service that is down: retries cost, success pays back. Thread-safe.
class RetryQuota {
 public:
  static constexpr int kCapacity = 500;
  static constexpr int kRetryCost = 5;
  static constexpr int kTimeoutCost = 10;
  static constexpr int kFirstTryReward = 1;

  static int cost(Retry retry) { return retry == Retry::kTimeout ? kTimeoutCost : kRetryCost; }
  bool take(int amount);       // false, and takes nothing, where too little is left
  void give_back(int amount);  // never beyond the capacity

 private:
  std::mutex mutex_;
  int left_ = kCapacity;
};

}  // namespace coffer::aws
