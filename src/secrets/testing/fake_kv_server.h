// Answers as HashiCorp Vault would, for the tests of whatever stands above its client.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "http/testing/fake_transport.h"

namespace coffer::secrets {

class FakeKvServer {
 public:
  static constexpr const char* kAddress = "https://vault.example.com:8200";

  struct KnownToken {
    std::string accessor;
    int ttl = 3600;
    bool renewable = true;
    bool may_read = true;
  };
  std::map<std::string, KnownToken> tokens;
  std::map<std::string, std::string> secrets;  // "namespace|mount/path" → the JSON of its data
  std::map<std::string, int> engines{{"secret", 2}, {"kv", 1}};
  std::string role_id = "role-1", secret_id = "secret-id-1", password = "pass-1";
  std::vector<std::string> asked;  // paths below /v1/, with the query
  bool sealed = false;

  // For FakeAws::others; nullopt where it is of another address.
  std::optional<Result<http::Response>> answer(const http::RecordedRequest& request);
  int count(const std::string& beginning) const;

 private:
  http::Response log_in(bool right);
  http::Response read(const std::string& ns, const std::string& path);

  int logins_ = 0;
};

}  // namespace coffer::secrets
