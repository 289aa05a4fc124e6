// One call to an AWS API, whichever: for the services in this folder only.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "aws/client.h"
#include "aws/endpoints.h"
#include "aws/retry.h"
#include "aws/service_error.h"

namespace coffer::aws {

struct Call {
  Service service = Service::kSts;
  std::string action;                    // "GetSecretValue"
  std::string region;                    // for IAM: any region of the partition
  Secret body;                           // JSON or a form, as the service speaks
  std::string subject = {};              // for errors: the secret's ARN or name, the role's ARN
  const Secret* confidential = nullptr;  // a part of the body that no message may repeat; may be null
  // Of the services that speak REST with JSON (IAM Identity Center); the others are POSTed to "/".
  std::string method = "POST";
  std::string path = {};                          // "/token", with its query
  std::vector<http::RequestHeader> headers = {};  // besides those that are always sent
  bool sign = true;                               // false: it needs no credentials
  bool retries = true;                            // false: the caller tries again itself
  ServiceFailure* refused = nullptr;              // gets what the service said when it said no; may be null
};

class Client {
 public:
  struct Settings {
    EndpointSettings endpoints = {};
    std::optional<std::string> ca_file = {};
    int max_attempts = 3;
    std::optional<Error> wrong = {};  // a setting that makes no sense: every call fails with it
  };

  Client(http::Transport& transport, Clock& clock, crypto::Random& random, Settings settings)
      : transport_(transport), clock_(clock), random_(random), settings_(std::move(settings)) {}

  // Signs, sends, tries again, and returns the body of the success. Thread-safe.
  Result<Secret> call(const Call& call, const Credentials& credentials);
  // For the error of a success whose body turns out to be wrong.
  CallContext context(const Call& call, const Credentials& credentials) const;

 private:
  struct Attempt;
  Result<http::Request> build(const Call& call, const Credentials& credentials,
                              const Endpoint& endpoint) const;
  http::SendOptions send_options() const;
  Attempt try_once(const Call& call, const Credentials& credentials, const Endpoint& endpoint);
  bool correct_clock(const Attempt& attempt);
  WallTime signing_time() const { return clock_.now() + std::chrono::milliseconds(clock_offset_.load()); }

  http::Transport& transport_;
  Clock& clock_;
  crypto::Random& random_;
  const Settings settings_;
  RetryQuota quota_;
  std::atomic<int64_t> clock_offset_{0};  // milliseconds that AWS's clock is ahead of ours
};

}  // namespace coffer::aws
