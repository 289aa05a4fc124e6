#include "hashicorp/client.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "base/locked_memory.h"
#include "hashicorp/failure.h"

namespace coffer::hashicorp {
namespace {

namespace ch = std::chrono;

constexpr auto kCallTimeout = ch::seconds(60);  // the projects' own
constexpr auto kConnectTimeout = ch::seconds(10);
constexpr auto kBetweenTries = ch::seconds(1);
// An entry of a storage backend has 1 MiB at most ("Limits and maximums"); JSON may write a byte as \u00XX.
constexpr uint64_t kMaxAnswer = uint64_t{8} << 20;

http::Request build(const Call& call, const std::string& url) {
  http::Request request;
  request.method = call.method;
  request.url = Secret(url);
  // What an agent or a proxy in between may ask for, against forged requests of browsers.
  request.add_header("X-Vault-Request", "true");
  if (!call.ns.empty()) request.add_header("X-Vault-Namespace", call.ns);
  if (call.token != nullptr) request.set_header("X-Vault-Token", call.token->clone());
  if (!call.body.empty()) {
    request.add_header("Content-Type", "application/json");
    request.body = call.body.clone();
  }
  request.add_header("User-Agent", "coffer");
  return request;
}

Result<Secret> body_of(const http::Response& response) {
  if (!response.body) return Secret();
  if (const auto view = response.body->view()) return Secret(*view);
  COFFER_ASSIGN(std::string bytes, response.body->read(kMaxAnswer));
  Secret body(bytes);
  wipe(bytes.data(), bytes.size());
  return body;
}

Error explain_transport(const Error& error, const Server& server) {
  const std::string_view mend =
      error.code == ErrorCode::kTls
          ? "Name the server's CA: --cacert, BAO_CACERT or VAULT_CACERT"
          : "See whether the address is right (BAO_ADDR, VAULT_ADDR), the server up, and whether a proxy "
            "is needed (HTTPS_PROXY)";
  return {error.code, fmt::format("could not ask {}: {}", server.address, error.what),
          error.mend.empty() ? std::string(mend) : error.mend};
}

bool is_redirect(int status) { return status == 301 || status == 302 || status == 307; }

bool passes(const Result<Answer>& answer) {
  if (!answer) return answer.error().code == ErrorCode::kNetwork;
  const int status = answer->status;
  if (status == 412 || status == 429) return true;
  return status >= 500 && status != 501 && !read_failure(*answer).sealed();
}

}  // namespace

Result<Answer> Client::send_once(const Call& call) const {
  http::SendOptions options;
  options.timeout = kCallTimeout;
  options.connect_timeout = kConnectTimeout;
  options.body_limit = options.memory_limit = kMaxAnswer;
  options.keep_body_off_disk = true;
  if (server_.ca_file) options.tls.ca_file = *server_.ca_file;
  std::string url = fmt::format("{}/v1/{}{}{}", server_.address, percent_encode(call.path, "/"),
                                call.query.empty() ? "" : "?", call.query);
  for (bool redirected = false;; redirected = true) {
    auto response = transport_->send(build(call, url), options);
    if (!response) return explain_transport(response.error(), server_);
    const auto location = http::find_header(response->headers, "location");
    if (redirected || !is_redirect(response->status) || !location) {
      COFFER_ASSIGN(Secret body, body_of(*response));
      return Answer{response->status, std::move(body)};
    }
    auto next = http::resolve_reference(url, *location);
    const auto origin = next ? http::origin_of(*next) : Result<http::Origin>(next.error());
    if (!origin || (server_.origin.scheme == "https" && origin->scheme != "https")) {
      return Error{ErrorCode::kServiceError,
                   fmt::format("{} leads to another address, which is none or not https", server_.address),
                   "Name the active server itself as the address"};
    }
    url = std::move(*next);
  }
}

Result<Answer> Client::send(const Call& call) const {
  for (int tried = 0;; ++tried) {
    auto answer = send_once(call);
    if (call.method != "GET" || tried >= retries_ || !passes(answer)) return answer;
    clock_->sleep(kBetweenTries);
  }
}

}  // namespace coffer::hashicorp
