#include "page/gate.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"

namespace coffer::page {
namespace {

constexpr size_t kTokenBytes = 32;
constexpr size_t kMostLaunches = 8;  // that wait to be used
constexpr std::string_view kCookie = "coffer_session";

Secret new_token(crypto::Random& random) { return Secret(base64url_encode(random.bytes(kTokenBytes))); }

bool same(const Secret& ours, std::string_view given) { return ours.equals(Secret(given)); }

// What the browser says of who asks (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/); browsers that
// say nothing are judged by Origin.
bool from_elsewhere(const Request& request) {
  const std::string_view site = request.header("Sec-Fetch-Site");
  return !site.empty() && site != "same-origin";
}

bool into_a_frame(const Request& request) {
  const std::string_view into = request.header("Sec-Fetch-Dest");
  return into == "iframe" || into == "frame" || into == "embed" || into == "object";
}

}  // namespace

Gate::Gate(crypto::Random& random, Clock& clock, std::string host)
    : random_(random),
      clock_(clock),
      host_(std::move(host)),
      origin_("http://" + host_),
      session_(new_token(random)),
      call_token_(base64url_encode(random.bytes(kTokenBytes))) {}

std::string Gate::make_host_name(crypto::Random& random) {
  return fmt::format("coffer-{}.localhost", hex_encode(random.bytes(8)));
}

std::string Gate::new_launch_token() {
  Secret token = new_token(random_);
  std::string text = token.expose([](std::string_view bytes) { return std::string(bytes); });
  const std::lock_guard lock(mutex_);
  if (launches_.size() == kMostLaunches) launches_.erase(launches_.begin());
  launches_.push_back({std::move(token), clock_.elapsed() + kLaunchTime});
  return text;
}

std::optional<std::string> Gate::launch(std::string_view token) {
  const std::lock_guard lock(mutex_);
  std::erase_if(launches_, [&](const Launch& each) { return each.until <= clock_.elapsed(); });
  const auto found =
      std::ranges::find_if(launches_, [&](const Launch& each) { return same(each.token, token); });
  if (found == launches_.end()) return std::nullopt;
  launches_.erase(found);
  return session_.expose([](std::string_view bytes) {
    return fmt::format("{}={}; HttpOnly; SameSite=Strict; Path=/", kCookie, bytes);
  });
}

Gate::Verdict Gate::check_file(const Request& request) const {
  if (request.count("Host") != 1 || !iequals(request.header("Host"), host_)) return Verdict::kWrongHost;
  return into_a_frame(request) ? Verdict::kForeign : Verdict::kWelcome;
}

Gate::Verdict Gate::check_launch(const Request& request) const {
  if (const Verdict verdict = check_file(request); verdict != Verdict::kWelcome) return verdict;
  // Browsers send Origin with every POST (https://fetch.spec.whatwg.org/#origin-header).
  const bool ours = request.count("Origin") == 1 && request.header("Origin") == origin_;
  return ours && !from_elsewhere(request) ? Verdict::kWelcome : Verdict::kForeign;
}

Gate::Verdict Gate::check_session(const Request& request) const {
  if (const Verdict verdict = check_launch(request); verdict != Verdict::kWelcome) return verdict;
  return has_session(request) ? Verdict::kWelcome : Verdict::kStranger;
}

Gate::Verdict Gate::check_call(const Request& request) const {
  if (const Verdict verdict = check_session(request); verdict != Verdict::kWelcome) return verdict;
  const bool ours = Secret(call_token_).equals(Secret(request.header("Coffer-Token")));
  return ours ? Verdict::kWelcome : Verdict::kForeign;
}

Gate::Verdict Gate::check_events(const Request& request) const {
  if (const Verdict verdict = check_file(request); verdict != Verdict::kWelcome) return verdict;
  const std::string_view origin = request.header("Origin");
  if (from_elsewhere(request) || (!origin.empty() && origin != origin_)) return Verdict::kForeign;
  return has_session(request) ? Verdict::kWelcome : Verdict::kStranger;
}

// Another server below .localhost may have set a cookie of our name: any of several may be it.
bool Gate::has_session(const Request& request) const {
  for (const Header& header : request.headers) {
    if (!iequals(header.name, "Cookie")) continue;
    for (std::string_view rest = header.value; !rest.empty();) {
      const size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (pair.starts_with(kCookie) && pair.substr(kCookie.size()).starts_with('=') &&
          same(session_, pair.substr(kCookie.size() + 1)))
        return true;
    }
  }
  return false;
}

}  // namespace coffer::page
