#include "aws/service_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "aws/error_table.h"
#include "aws/partitions.h"
#include "aws/secret_xml.h"
#include "base/encoding.h"
#include "base/one_line.h"
#include "http/body_kind.h"
#include "json/json.h"

namespace coffer::aws {
namespace {

constexpr size_t kMaxCode = 100;
constexpr size_t kMaxMessage = 600;
constexpr size_t kMaxErrorBody = 64 << 10;

// "com.amazon.coral.service#AccessDeniedException:http://…" → "AccessDenied".
std::string normal_code(std::string_view code) {
  code = code.substr(0, code.find(':'));
  code.remove_prefix(code.rfind('#') + 1);  // npos + 1 is 0
  code = trim(code);
  constexpr std::string_view kSuffix = "Exception";
  if (code.size() > kSuffix.size() && code.ends_with(kSuffix)) code.remove_suffix(kSuffix.size());
  const bool plain = std::ranges::all_of(code, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_';
  });
  return plain && code.size() <= kMaxCode ? std::string(code) : std::string();
}

std::string clean(std::string_view text) { return one_line(text, kMaxMessage); }

bool read_json_failure(const Secret& body, ServiceFailure& failure) {
  const auto document = json::SecretDocument::parse(body, {.depth = 32, .bytes = kMaxErrorBody});
  if (!document) return false;
  const json::Value& root = document->root();
  for (const std::string_view name : {"__type", "code", "Code"}) {
    if (failure.code.empty()) failure.code = normal_code(json::find_string(root, name).value_or(""));
  }
  for (const std::string_view name : {"message", "Message", "errorMessage"}) {
    if (failure.message.empty()) failure.message = clean(json::find_string(root, name).value_or(""));
  }
  return true;
}

bool read_xml_failure(const Secret& body, ServiceFailure& failure) {
  const auto xml = SecretXml::parse(body);
  if (!xml) return false;
  const pugi::xml_node error =
      std::string_view(xml->root().name()) == "Error" ? xml->root() : SecretXml::find(xml->root(), "Error");
  if (!error) return false;
  failure.code = normal_code(error.child("Code").text().get());
  failure.message = clean(error.child("Message").text().get());
  if (failure.request_id.empty()) failure.request_id = clean(SecretXml::text_of(xml->root(), "RequestId"));
  return !failure.code.empty();
}

bool holds(std::string_view text, const Secret* secret) {
  return secret != nullptr && !secret->empty() &&
         secret->expose([&](std::string_view bytes) { return text.contains(bytes); });
}

// What the server said, if nothing in it must stay private; access key IDs in it are masked.
std::string presentable(std::string text, const CallContext& context) {
  if (holds(text, context.confidential)) return {};
  if (context.credentials == nullptr) return text;
  if (holds(text, &context.credentials->secret_access_key) ||
      holds(text, &context.credentials->session_token))
    return {};
  const std::string& id = context.credentials->access_key_id;
  for (size_t at = id.empty() ? std::string::npos : text.find(id); at != std::string::npos;
       at = text.find(id, at)) {
    const std::string masked = masked_key_id(id);
    text.replace(at, id.size(), masked);
    at += masked.size();
  }
  return text;
}

Error not_from_aws(const ServiceFailure& failure, const CallContext& context) {
  const std::string_view name = display_name(context.service);
  if (failure.status == 407) {
    return {ErrorCode::kNetwork, fmt::format("the proxy before {} wants a user name and a password", name),
            "Put them into HTTPS_PROXY: http://user:password@host:port"};
  }
  Error error{ErrorCode::kServiceError,
              fmt::format("{} at {} answered with HTTP status {} and {}, not as AWS does", name, context.host,
                          failure.status, failure.kind),
              "See whether a proxy, a sign-in page or another server stands between here and AWS"};
  if (failure.status == 429) error.code = ErrorCode::kThrottled;
  if (failure.status >= 500)
    error.mend = "Try again in a while; see whether a proxy or a gateway stands in between";
  return error;
}

}  // namespace

ServiceFailure read_failure(int status, const http::Headers& headers, const Secret& body) {
  ServiceFailure failure;
  failure.status = status;
  for (const std::string_view name : {"x-amzn-requestid", "x-amz-request-id"}) {
    if (failure.request_id.empty()) failure.request_id = clean(http::find_header(headers, name).value_or(""));
  }
  const char first =
      body.expose([](std::string_view text) { return trim(text).empty() ? '\0' : trim(text)[0]; });
  if (body.size() <= kMaxErrorBody) {
    if (first == '{') read_json_failure(body, failure);
    if (first == '<') read_xml_failure(body, failure);
  }
  if (failure.code.empty())
    failure.code = normal_code(http::find_header(headers, "x-amzn-errortype").value_or(""));
  if (failure.code.empty()) failure.kind = http::kind_of_body(body);
  return failure;
}

ServiceFailure item_failure(std::string_view code, std::string_view message) {
  ServiceFailure failure;
  failure.status = 200;
  failure.code = normal_code(code);
  failure.message = clean(message);
  if (failure.code.empty()) failure.code = "UnknownError";
  return failure;
}

Error explain(const ServiceFailure& failure, const CallContext& context) {
  if (failure.code.empty()) return not_from_aws(failure, context);
  const ErrorCode meaning = meaning_of(failure.code, failure.message, context.action);
  ServiceFailure shown = failure;
  shown.code = presentable(failure.code, context);
  if (shown.code.empty()) shown.code = "UnknownError";
  shown.request_id = presentable(failure.request_id, context);
  shown.message = presentable(failure.message, context);
  return describe(meaning, shown, context, shown.message);
}

Error explain_transport(const Error& error, const CallContext& context, bool own_endpoint) {
  const std::string_view name = display_name(context.service);
  if (error.code == ErrorCode::kNetwork && !own_endpoint && !is_known_region(context.region)) {
    return {ErrorCode::kRegionWrong,
            fmt::format("no {} could be reached for the region \"{}\", which Coffer does not know: {}", name,
                        context.region, error.what),
            "See whether the region is spelt right (such as eu-west-1), then whether the network is up",
            "region"};
  }
  const std::string_view mend =
      error.code == ErrorCode::kTls
          ? "If a proxy opens TLS connections, name its CA: --cacert, AWS_CA_BUNDLE or ca_bundle"
          : "See whether the network is up, and whether a proxy is needed (HTTPS_PROXY)";
  return {error.code, fmt::format("could not ask {} ({}): {}", name, context.host, error.what),
          error.mend.empty() ? std::string(mend) : error.mend};
}

Error malformed_answer(const CallContext& context, std::string_view what) {
  return {ErrorCode::kServiceError,
          fmt::format("{} at {} answered {} in a way that Coffer does not understand: {}",
                      display_name(context.service), context.host, context.action, what),
          "See whether a proxy or another server stands between here and AWS"};
}

bool hints_at_clock_skew(std::string_view code) {
  constexpr std::array<std::string_view, 6> kCodes{"RequestTimeTooSkewed",  "RequestExpired",
                                                   "RequestInTheFuture",    "InvalidSignature",
                                                   "SignatureDoesNotMatch", "AuthFailure"};
  return std::ranges::find(kCodes, code) != kCodes.end();
}

std::string masked_key_id(std::string_view id) {
  if (id.size() < 16) return "(hidden)";
  return fmt::format("{}…{}", id.substr(0, 4), id.substr(id.size() - 4));
}

}  // namespace coffer::aws
