// Answers as Secrets Manager, Parameter Store, STS and IAM would, for the tests of whatever stands above the
// AWS clients. Checks no signatures.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "http/testing/fake_transport.h"

namespace coffer::secrets {

inline constexpr const char* kAccount = "123456789012";
std::string test_arn(const std::string& name, const std::string& region = "eu-west-1",
                     const std::string& account = kAccount);

class FakeAws {
 public:
  struct Call {
    std::string action, body, key_id, host;  // key_id: the access key ID that signed
  };

  FakeAws();

  void put(const std::string& arn, const std::string& value, const std::string& version = "v-1");
  void put_parameter(const std::string& name, const std::string& value, const std::string& version = "1");
  void put_binary(const std::string& arn, const std::string& base64);
  // Every call of `action` answers so: a code as "AccessDeniedException", and a message.
  void fail(const std::string& action, const std::string& code, const std::string& message = "no",
            int status = 400);
  // The next calls only.
  void fail_next(const std::string& action, const std::string& code, int times = 1,
                 const std::string& message = "no");
  // Calls of `action` do not reach anybody.
  void cut(const std::string& action, ErrorCode code);
  void recover(const std::string& action);

  http::Transport& transport() { return transport_; }
  std::vector<Call> calls(const std::string& action) const;

  // What is not AWS's: answers the requests that it knows. No record is kept of them here.
  std::function<std::optional<Result<http::Response>>(const http::RecordedRequest&)> others;

  std::vector<std::string> mfa_devices;
  std::string mfa_code = "123456";
  std::map<std::string, std::string> accounts;  // of access key IDs; others are of kAccount
  std::set<std::string> ended;                  // access key IDs of which AWS says that they have expired
  int assumed_roles = 0, mfa_sessions = 0;

 private:
  struct Stored {
    std::string text, base64, version;
  };
  struct Failure {
    std::string code, message;
    int status = 400, times = -1;
    std::optional<ErrorCode> cut;
  };

  Result<http::Response> answer(const http::Request& request);
  std::optional<Result<http::Response>> failure(const Call& call);
  http::Response get(const Call& call);
  http::Response describe(const Call& call);
  http::Response batch(const Call& call);
  http::Response parameter(const Call& call);
  http::Response parameters(const Call& call);
  http::Response query(const Call& call);

  std::map<std::string, Stored> secrets_, parameters_;
  std::map<std::string, Failure> failures_;
  std::vector<Call> calls_;
  http::FakeTransport transport_;
};

}  // namespace coffer::secrets
