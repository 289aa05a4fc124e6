#include "hashicorp/failure.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "base/one_line.h"
#include "http/body_kind.h"
#include "json/json.h"

namespace coffer::hashicorp {
namespace {

constexpr size_t kMaxErrorBody = size_t{64} << 10;
constexpr size_t kMostErrors = 5;
constexpr size_t kLongestError = 300;

std::string words_of(const Failure& failure, const Secret* token) {
  std::string words;
  for (const std::string& each : failure.errors) words += (words.empty() ? "" : "; ") + each;
  const bool gives_away = token != nullptr && !token->empty() &&
                          token->expose([&](std::string_view bytes) { return words.contains(bytes); });
  return gives_away || words.empty() ? std::string() : ": " + words;
}

}  // namespace

bool Failure::says(std::string_view words) const {
  return std::ranges::any_of(errors, [&](const std::string& each) { return to_lower(each).contains(words); });
}

Failure read_failure(const Answer& answer) {
  Failure failure;
  failure.status = answer.status;
  const auto document = json::SecretDocument::parse(answer.body, {.depth = 32, .bytes = kMaxErrorBody});
  const json::Array* errors = document ? json::find_array(document->root(), "errors") : nullptr;
  if (errors == nullptr) {
    failure.kind = http::kind_of_body(answer.body);
    return failure;
  }
  for (const json::Value& each : *errors) {
    if (failure.errors.size() == kMostErrors) break;
    if (each.is_string()) failure.errors.push_back(one_line(json::view(each.get_string()), kLongestError));
  }
  return failure;
}

Error explain(const Failure& failure, const Server& server, std::string_view asked, const Secret* token) {
  const std::string words = words_of(failure, token);
  if (failure.sealed()) {
    return {ErrorCode::kServiceError, fmt::format("the server {} is sealed", server.address),
            "Somebody who holds its keys must unseal it (vault operator unseal, bao operator unseal)"};
  }
  // 472 and 473: a standby of disaster recovery, and of performance; 429 is a standby's health, too, but of a
  // request a quota.
  const bool standby = failure.status == 472 || failure.status == 473 || failure.says("not active") ||
                       failure.says("no active") || failure.says("standby");
  if (standby) {
    return {ErrorCode::kServiceError,
            fmt::format("the server {} is a standby that serves no requests{}", server.address, words),
            "Name the active server, or its load balancer, as the address; or try again in a while"};
  }
  if (failure.status == 429) {
    return {ErrorCode::kThrottled, fmt::format("{} asks to go slower{}", server.address, words),
            "Try again in a while; a longer cache duration asks less often"};
  }
  if (failure.status == 407) {
    return {ErrorCode::kNetwork, "the proxy before the server wants a user name and a password",
            "Put them into HTTPS_PROXY: http://user:password@host:port"};
  }
  if (!failure.kind.empty()) {
    return {ErrorCode::kServiceError,
            fmt::format("{} answered with HTTP status {} and {}, not as HashiCorp Vault or OpenBao does",
                        server.address, failure.status, failure.kind),
            "See whether the address is right, and whether a proxy or a sign-in page stands in between"};
  }
  return {ErrorCode::kServiceError,
          fmt::format("{} would not {} (HTTP status {}){}", server.address, asked, failure.status, words),
          failure.status >= 500 ? "Try again in a while; its own log says more"
                                : "See whether the address, mount and path are right"};
}

Error malformed_answer(const Server& server, std::string_view asked, std::string_view what) {
  return {ErrorCode::kServiceError,
          fmt::format("{} was asked to {} and answered in a way that Coffer does not understand: {}",
                      server.address, asked, what),
          "See whether the address is right, and whether a proxy stands in between"};
}

}  // namespace coffer::hashicorp
