// A client of AWS whose every answer is the one given, for the targets of AWS's answers.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "aws/client.h"
#include "aws/credentials.h"
#include "http/testing/fake_transport.h"
#include "target.h"

namespace coffer::fuzz {

// The input: a status and headers, each on a line, an empty line, the body.
inline http::Response parse_answer(std::string_view bytes) {
  Pieces pieces(bytes);
  const int status = 100 + static_cast<int>(pieces.number(500));
  http::Headers headers;
  for (std::string_view line = pieces.line(); !line.empty(); line = pieces.line()) {
    const size_t colon = std::min(line.find(':'), line.size());
    headers.push_back(
        {std::string(line.substr(0, colon)), std::string(line.substr(std::min(colon + 1, line.size())))});
  }
  return http::make_response(status, std::string(pieces.rest()), std::move(headers));
}

class AwsClient {
 public:
  static constexpr std::string_view kSecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  static constexpr std::string_view kToken = "session-token-that-nobody-may-see";

  explicit AwsClient(std::string_view answer)
      : transport_([answer](const http::Request&) -> Result<http::Response> { return parse_answer(answer); }),
        client_(aws::make_client(transport_, clock_, random_, Environment(), nullptr, {.max_attempts = 2})) {
    credentials_.access_key_id = "AKIAIOSFODNN7EXAMPLE";
    credentials_.secret_access_key = Secret(kSecretKey);
    credentials_.session_token = Secret(kToken);
    credentials_.source = "fuzz";
  }

  aws::Client& client() { return *client_; }
  const aws::Credentials& credentials() const { return credentials_; }

  // Neither credential may come back in an error, whatever the server says.
  template <class T>
  void check(const Result<T>& result) const {
    if (result) return;
    check_error(result.error(), kSecretKey);
    check_error(result.error(), kToken);
    check_error(result.error(), credentials_.access_key_id);
  }

 private:
  FakeClock clock_{WallTime(std::chrono::seconds(1'440'938'160))};
  crypto::SeededRandom random_{7};
  http::FakeTransport transport_;
  std::shared_ptr<aws::Client> client_;
  aws::Credentials credentials_;
};

}  // namespace coffer::fuzz
