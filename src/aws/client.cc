#include "aws/client.h"

#include <fmt/format.h>

#include <charconv>

#include "aws/call.h"
#include "aws/sigv4.h"
#include "aws/times.h"
#include "base/encoding.h"
#include "base/locked_memory.h"

namespace coffer::aws {
namespace {

namespace ch = std::chrono;

constexpr auto kCallTimeout = ch::seconds(60);
constexpr auto kConnectTimeout = ch::seconds(10);
// 20 secrets of 64 KiB in one batch, each byte written as \u00XX at worst, is 7.5 MiB.
constexpr uint64_t kMaxAnswer = uint64_t{16} << 20;
// AWS allows 5 minutes; a Date header has whole seconds and is as old as the way back. Below this it is no
// skew.
constexpr auto kMinSkew = ch::seconds(30);
// The Date of an answer that took longer says nothing.
constexpr auto kMaxRoundTrip = ch::seconds(900);
constexpr int kDefaultAttempts = 3;
constexpr int kMaxAttempts = 10;

// The bytes pass through ordinary memory on their way out of the transport; that copy is wiped here.
Result<Secret> secret_body(const http::ResponseBody& body) {
  COFFER_ASSIGN(std::string bytes, body.read(kMaxAnswer));
  Secret secret(bytes);
  wipe(bytes.data(), bytes.size());
  return secret;
}

std::optional<int> parse_int(std::string_view text) {
  int value = 0;
  text = trim(text);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// X-Amz-Target of the services that speak JSON 1.1, from botocore's service-2.json; empty for the others.
Result<int> max_attempts(const Environment& environment, const Profile* profile, std::optional<int> given) {
  std::string source = "max attempts";
  if (!given) {
    auto text = environment.get("AWS_MAX_ATTEMPTS");
    source = text ? "AWS_MAX_ATTEMPTS" : "max_attempts";
    if (!text && profile != nullptr) text = profile->get("max_attempts");
    if (!text) return kDefaultAttempts;
    given = parse_int(*text);
  }
  if (!given || *given < 1 || *given > kMaxAttempts) {
    return Error{ErrorCode::kInvalidArgument, "this is not a number from 1 to 10", "3 is usual", source};
  }
  return *given;
}

// The headers that say what the body is, as each service speaks.
void describe_body(http::Request& request, const Call& call) {
  const auto json = [&](std::string_view target_prefix) {
    request.add_header("Content-Type", "application/x-amz-json-1.1");
    request.add_header("X-Amz-Target", fmt::format("{}.{}", target_prefix, call.action));
  };
  switch (call.service) {
    case Service::kSecretsManager:
      return json("secretsmanager");
    case Service::kSsm:
      return json("AmazonSSM");
    case Service::kSso:
    case Service::kSsoOidc:
      if (!call.body.empty()) request.add_header("Content-Type", "application/json");
      return;
    default:
      request.add_header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  }
}

// The endpoint's URL may have a path of its own, with or without a slash at its end.
std::string url_of(const Call& call, const Endpoint& endpoint) {
  if (call.path.empty()) return endpoint.url;
  std::string url = endpoint.url;
  while (url.ends_with('/')) url.pop_back();
  return url + call.path;
}

}  // namespace

// What became of one request.
struct Client::Attempt {
  std::optional<Secret> body;  // of a success
  Error error = {};
  Retry retry = Retry::kNever;
  bool signature_refused = false;            // with a code that a wrong clock may explain
  std::optional<WallTime> server_time = {};  // from the answer's Date, where it can be trusted
};

std::shared_ptr<Client> make_client(http::Transport& transport, Clock& clock, crypto::Random& random,
                                    const Environment& environment, const Profile* profile,
                                    const ClientOptions& options) {
  Client::Settings settings;
  settings.endpoints = endpoint_settings(environment, profile);
  settings.endpoints.use_fips |= options.use_fips;
  settings.endpoints.use_dualstack |= options.use_dualstack;
  settings.ca_file = options.ca_file ? options.ca_file : environment.get("AWS_CA_BUNDLE");
  if (!settings.ca_file && profile != nullptr) settings.ca_file = profile->get("ca_bundle");
  auto attempts = max_attempts(environment, profile, options.max_attempts);
  if (attempts) {
    settings.max_attempts = *attempts;
  } else {
    settings.wrong = std::move(attempts).error();
  }
  return std::make_shared<Client>(transport, clock, random, std::move(settings));
}

CallContext Client::context(const Call& call, const Credentials& credentials) const {
  const auto endpoint = resolve_endpoint(settings_.endpoints, call.service, call.region);
  return {call.service, call.action,  call.region,      endpoint ? endpoint->host : std::string(),
          call.subject, &credentials, call.confidential};
}

Result<http::Request> Client::build(const Call& call, const Credentials& credentials,
                                    const Endpoint& endpoint) const {
  http::Request request;
  request.method = call.method;
  request.url = Secret(url_of(call, endpoint));
  describe_body(request, call);
  request.add_header("User-Agent", "coffer");
  for (const http::RequestHeader& header : call.headers)
    request.headers.push_back({header.name, header.value.clone()});
  if (!call.body.empty()) request.body = call.body.clone();
  if (!call.sign) return request;
  const SigningScope scope{endpoint.signing_region, std::string(signing_name(call.service))};
  COFFER_TRY(sign(request, credentials, scope, signing_time()));
  return request;
}

http::SendOptions Client::send_options() const {
  http::SendOptions options;
  options.timeout = kCallTimeout;
  options.connect_timeout = kConnectTimeout;
  options.body_limit = options.memory_limit = kMaxAnswer;
  options.keep_body_off_disk = true;
  if (settings_.ca_file) options.tls.ca_file = *settings_.ca_file;
  return options;
}

Client::Attempt Client::try_once(const Call& call, const Credentials& credentials, const Endpoint& endpoint) {
  CallContext about = context(call, credentials);
  about.region = endpoint.signing_region;
  auto request = build(call, credentials, endpoint);
  if (!request) return {{}, std::move(request).error()};

  const auto started = clock_.elapsed();
  auto response = transport_.send(*request, send_options());
  if (!response) {
    const ErrorCode code = response.error().code;
    const Retry retry = code == ErrorCode::kTimeout   ? Retry::kTimeout
                        : code == ErrorCode::kNetwork ? Retry::kTransient
                                                      : Retry::kNever;
    return {{}, explain_transport(response.error(), about, endpoint.own), retry};
  }
  Result<Secret> body = response->body ? secret_body(*response->body) : Secret();
  if (!body) return {{}, explain_transport(body.error(), about, endpoint.own)};
  if (response->status >= 200 && response->status < 300) return {std::move(body).value()};

  const ServiceFailure failure = read_failure(response->status, response->headers, *body);
  if (call.refused != nullptr) *call.refused = failure;
  Attempt attempt{{}, explain(failure, about), retry_for(failure.status, failure.code)};
  attempt.signature_refused = call.sign && hints_at_clock_skew(failure.code);
  // A cache in between (Age) hands out the Date of long ago.
  if (!http::find_header(response->headers, "age") && clock_.elapsed() - started <= kMaxRoundTrip) {
    attempt.server_time = parse_http_date(http::find_header(response->headers, "date").value_or(""));
  }
  return attempt;
}

// True where the server's clock explains the refusal, so that signing again makes sense. Only refusals move
// the offset: a success proves that the one in use is good, whatever the answer's Date says.
bool Client::correct_clock(const Attempt& attempt) {
  if (!attempt.signature_refused || !attempt.server_time) return false;
  if (ch::abs(*attempt.server_time - signing_time()) < kMinSkew) return false;
  clock_offset_ = (*attempt.server_time - clock_.now()).count();
  return true;
}

Result<Secret> Client::call(const Call& call, const Credentials& credentials) {
  if (settings_.wrong) return *settings_.wrong;
  COFFER_ASSIGN(const Endpoint endpoint, resolve_endpoint(settings_.endpoints, call.service, call.region));
  const int64_t offset_before = clock_offset_;
  bool resigned = false;
  int reward = RetryQuota::kFirstTryReward;
  for (int tried = 1;;) {
    Attempt attempt = try_once(call, credentials, endpoint);
    if (attempt.body) {
      quota_.give_back(reward);
      return *std::move(attempt.body);
    }
    if (!resigned && correct_clock(attempt)) {
      resigned = true;
      continue;
    }
    if (resigned && attempt.signature_refused) clock_offset_ = offset_before;  // it was not the clock
    const int cost = RetryQuota::cost(attempt.retry);
    if (!call.retries || attempt.retry == Retry::kNever || tried >= settings_.max_attempts ||
        !quota_.take(cost)) {
      return std::move(attempt.error);
    }
    reward = cost;
    clock_.sleep(retry_delay(tried++, random_));
  }
}

}  // namespace coffer::aws
