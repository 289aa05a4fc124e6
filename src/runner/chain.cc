#include "runner/chain.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "runner/exchange.h"
#include "runner/hop_policy.h"

namespace coffer::runner {

Chain::Chain(const Parts& parts, const SendSettings& settings, const postman::RequestBehavior& behavior,
             http::CookieJar& cookies, const secrets::UseContext& context, ItemResult& result)
    : parts_(parts),
      settings_(settings),
      behavior_(behavior),
      cookies_(cookies),
      context_(context),
      outcome_(result),
      started_(parts.clock->elapsed()) {}

Result<http::Response> Chain::send(postman::BuiltRequest built, const Resolved& resolved) {
  const int limit = behavior_.max_redirects.value_or(settings_.max_redirects);
  for (int followed = 0;; ++followed) {
    COFFER_ASSIGN(http::Response response, send_once(built));
    COFFER_ASSIGN(auto redirect, next(built.request, response));
    if (!redirect) return response;
    if (followed >= limit) {
      return Error{ErrorCode::kTooManyRedirects, fmt::format("more than {} redirects", limit),
                   "The server may be sending the request in circles; maxRedirects in the item's settings "
                   "allows more."};
    }
    COFFER_TRY(go_on(std::move(*redirect), built, resolved));
  }
}

Result<http::Response> Chain::send_once(postman::BuiltRequest& built) {
  COFFER_ASSIGN(const http::SendOptions options, options_for(built));
  const std::optional<Secret> own_cookies = add_cookies(built.request);
  outcome_.exchanges.push_back(record_request(built.request, built.carried, *parts_.redactor,
                                              settings_.shown_body_limit,
                                              settings_.show || settings_.show_request));
  auto response = parts_.transport->send(built.request, options);
  if (response) {
    record_response(outcome_.exchanges.back(), *response, *parts_.redactor, settings_.show);
    keep_cookies(built.request, *response);
  }
  built.request.remove_header("Cookie");
  if (own_cookies) built.request.set_header("Cookie", own_cookies->clone());
  return response;
}

Result<http::SendOptions> Chain::options_for(const postman::BuiltRequest& built) const {
  http::SendOptions options = settings_.http;
  if (settings_.certificates != nullptr)
    built.request.url.expose([&](std::string_view url) { settings_.certificates->apply(url, options.tls); });
  if (behavior_.strict_ssl) options.tls.verify = *behavior_.strict_ssl;
  options.ntlm = built.ntlm;
  if (options.timeout.count() == 0) return options;
  options.timeout -= elapsed_since(started_, *parts_.clock);
  if (options.timeout.count() <= 0) {
    return Error{ErrorCode::kTimeout,
                 fmt::format("no answer within {} ms, redirects included", settings_.http.timeout.count())};
  }
  return options;
}

// The jar's cookies join those that the request's author wrote, as in Postman. Returns the latter.
std::optional<Secret> Chain::add_cookies(http::Request& request) const {
  const http::RequestHeader* own = request.find_header("Cookie");
  std::optional<Secret> written;
  if (own != nullptr) written = own->value.clone();
  if (behavior_.disable_cookies.value_or(false)) return written;
  const std::string jar =
      request.url.expose([&](std::string_view url) { return cookies_.header_for(url, parts_.clock->now()); });
  if (jar.empty()) return written;
  SecretBuilder value;
  if (written) value.append(*written).append("; ");
  request.set_header("Cookie", value.append(jar).take());
  return written;
}

void Chain::keep_cookies(const http::Request& request, const http::Response& response) {
  if (behavior_.disable_cookies.value_or(false)) return;
  for (const http::Header& header : response.headers) {
    if (!iequals(header.name, "Set-Cookie")) continue;
    request.url.expose(
        [&](std::string_view url) { cookies_.set_from_header(url, header.value, parts_.clock->now()); });
  }
}

Result<std::optional<Redirect>> Chain::next(const http::Request& request,
                                            const http::Response& response) const {
  if (!behavior_.follow_redirects.value_or(settings_.follow_redirects)) return std::optional<Redirect>();
  const RedirectRules rules{behavior_.follow_original_method.value_or(false),
                            behavior_.follow_authorization_header.value_or(false)};
  auto redirect = request.url.expose([&](std::string_view url) {
    return redirect_of(request.method, url, response.status, http::find_header(response.headers, "Location"),
                       rules);
  });
  if (redirect) return redirect;
  Error error = std::move(redirect).error();
  error.what = fmt::format("the redirect's Location cannot be followed: {}", error.what);
  error.field = "redirect";
  return error;
}

// Makes the request of the next hop, and leaves out of it what may not go there (spec 5.3).
Result<void> Chain::go_on(Redirect redirect, postman::BuiltRequest& built, const Resolved& resolved) {
  const bool shows_url = built.carried.url.empty() && !redirect.downgrade;
  const Secret before = built.request.url.clone();
  apply(redirect, built.request);
  keep_back_login(redirect, built);
  COFFER_ASSIGN(const HopDecision decision, restrict_to_target(redirect, built.request, built.carried,
                                                               *parts_.secrets, *parts_.redactor));
  for (const std::string& note : decision.notes) add_note(outcome_.exchanges.back(), note);
  set_referer(built.request, before, shows_url);
  return redirect.origin_changed ? record(decision.secrets, redirect.origin, resolved) : Result<void>();
}

// libcurl would log in wherever it is sent.
void Chain::keep_back_login(const Redirect& redirect, postman::BuiltRequest& built) {
  if (!built.ntlm || !redirect.origin_changed) return;
  built.ntlm.reset();
  add_note(outcome_.exchanges.back(),
           fmt::format("NTLM login not sent on to {}", http::to_string(redirect.origin)));
}

// Postman sends the whole previous URL; not where it carries a secret, and without what RFC 9110 §10.1.3
// forbids.
void Chain::set_referer(http::Request& request, const Secret& from, bool allowed) const {
  const std::string referer = from.expose([&](std::string_view url) -> std::string {
    if (!allowed || parts_.redactor->contains_secret(url)) return {};
    const http::UrlParts parts = http::split_url(url);
    return fmt::format("{}://{}{}{}{}", parts.scheme, parts.authority, parts.path,
                       parts.query.empty() ? "" : "?", parts.query);
  });
  if (!referer.empty()) request.set_header("Referer", Secret(referer));
}

Result<void> Chain::record(const std::vector<std::string>& names, const http::Origin& target,
                           const Resolved& resolved) {
  std::vector<secrets::ResolvedSecret> used;
  for (const std::string& name : names) {
    if (const auto* secret = resolved.find(name)) used.push_back(*secret);
  }
  if (used.empty()) return {};
  return parts_.secrets->record_use(used, target, context_);
}

}  // namespace coffer::runner
