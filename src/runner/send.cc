#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "runner/exchange.h"
#include "runner/hop_policy.h"
#include "runner/redirects.h"
#include "runner/resolve.h"
#include "runner/runner.h"
#include "secrets/reference.h"

namespace coffer::runner {
namespace {

constexpr int kUnauthorized = 401;

std::chrono::milliseconds since(std::chrono::nanoseconds start, const Clock& clock) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(clock.elapsed() - start);
}

// "Folder / Request", for the audit log.
std::string place_of(const postman::PlacedItem& item) {
  std::string place;
  for (size_t i = 1; i < item.folders.size(); ++i) place += item.folders[i]->name + " / ";
  return place + (item.item != nullptr ? item.item->name : std::string());
}

// A request and its redirects.
class Chain {
 public:
  Chain(const Parts& parts, const SendSettings& settings, const postman::RequestBehavior& behavior,
        http::CookieJar& cookies, const secrets::UseContext& context, ItemResult& result)
      : parts_(parts),
        settings_(settings),
        behavior_(behavior),
        cookies_(cookies),
        context_(context),
        outcome_(result),
        started_(parts.clock->elapsed()) {}

  Result<http::Response> send(postman::BuiltRequest built, const Resolved& resolved) {
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

 private:
  Result<http::Response> send_once(postman::BuiltRequest& built) {
    COFFER_ASSIGN(const http::SendOptions options, options_now());
    const std::optional<Secret> own_cookies = add_cookies(built.request);
    outcome_.exchanges.push_back(record_request(built.request, built.carried, *parts_.redactor,
                                                settings_.shown_body_limit, settings_.show));
    auto response = parts_.transport->send(built.request, options);
    if (response) {
      record_response(outcome_.exchanges.back(), *response, *parts_.redactor, settings_.show);
      keep_cookies(built.request, *response);
    }
    built.request.remove_header("Cookie");
    if (own_cookies) built.request.set_header("Cookie", own_cookies->clone());
    return response;
  }

  Result<http::SendOptions> options_now() const {
    http::SendOptions options = settings_.http;
    if (behavior_.strict_ssl) options.tls.verify = *behavior_.strict_ssl;
    if (options.timeout.count() == 0) return options;
    options.timeout -= since(started_, *parts_.clock);
    if (options.timeout.count() <= 0) {
      return Error{ErrorCode::kTimeout,
                   fmt::format("no answer within {} ms, redirects included", settings_.http.timeout.count())};
    }
    return options;
  }

  // The jar's cookies join those that the request's author wrote, as in Postman. Returns the latter.
  std::optional<Secret> add_cookies(http::Request& request) const {
    const http::RequestHeader* own = request.find_header("Cookie");
    std::optional<Secret> written;
    if (own != nullptr) written = own->value.clone();
    if (behavior_.disable_cookies.value_or(false)) return written;
    const std::string jar = request.url.expose(
        [&](std::string_view url) { return cookies_.header_for(url, parts_.clock->now()); });
    if (jar.empty()) return written;
    SecretBuilder value;
    if (written) value.append(*written).append("; ");
    request.set_header("Cookie", value.append(jar).take());
    return written;
  }

  void keep_cookies(const http::Request& request, const http::Response& response) {
    if (behavior_.disable_cookies.value_or(false)) return;
    for (const http::Header& header : response.headers) {
      if (!iequals(header.name, "Set-Cookie")) continue;
      request.url.expose(
          [&](std::string_view url) { cookies_.set_from_header(url, header.value, parts_.clock->now()); });
    }
  }

  Result<std::optional<Redirect>> next(const http::Request& request, const http::Response& response) const {
    if (!behavior_.follow_redirects.value_or(settings_.follow_redirects)) return std::optional<Redirect>();
    const RedirectRules rules{behavior_.follow_original_method.value_or(false),
                              behavior_.follow_authorization_header.value_or(false)};
    auto redirect = request.url.expose([&](std::string_view url) {
      return redirect_of(request.method, url, response.status,
                         http::find_header(response.headers, "Location"), rules);
    });
    if (redirect) return redirect;
    Error error = std::move(redirect).error();
    error.what = fmt::format("the redirect's Location cannot be followed: {}", error.what);
    error.field = "redirect";
    return error;
  }

  // Makes the request of the next hop, and leaves out of it what may not go there (spec 5.3).
  Result<void> go_on(Redirect redirect, postman::BuiltRequest& built, const Resolved& resolved) {
    const bool shows_url = built.carried.url.empty() && !redirect.downgrade;
    const Secret before = built.request.url.clone();
    apply(redirect, built.request);
    COFFER_ASSIGN(const HopDecision decision, restrict_to_target(redirect, built.request, built.carried,
                                                                 *parts_.secrets, *parts_.redactor));
    for (const std::string& note : decision.notes) add_note(outcome_.exchanges.back(), note);
    set_referer(built.request, before, shows_url);
    return redirect.origin_changed ? record(decision.secrets, redirect.origin, resolved) : Result<void>();
  }

  // Postman sends the whole previous URL; not where it carries a secret, and without what RFC 9110 §10.1.3
  // forbids.
  void set_referer(http::Request& request, const Secret& from, bool allowed) const {
    const std::string referer = from.expose([&](std::string_view url) -> std::string {
      if (!allowed || parts_.redactor->contains_secret(url)) return {};
      const http::UrlParts parts = http::split_url(url);
      return fmt::format("{}://{}{}{}{}", parts.scheme, parts.authority, parts.path,
                         parts.query.empty() ? "" : "?", parts.query);
    });
    if (!referer.empty()) request.set_header("Referer", Secret(referer));
  }

  Result<void> record(const std::vector<std::string>& names, const http::Origin& target,
                      const Resolved& resolved) {
    std::vector<secrets::ResolvedSecret> used;
    for (const std::string& name : names) {
      if (const auto* secret = resolved.find(name)) used.push_back(*secret);
    }
    if (used.empty()) return {};
    return parts_.secrets->record_use(used, target, context_);
  }

  const Parts& parts_;
  const SendSettings& settings_;
  const postman::RequestBehavior& behavior_;
  http::CookieJar& cookies_;
  const secrets::UseContext& context_;
  ItemResult& outcome_;
  const std::chrono::nanoseconds started_;
};

class Send {
 public:
  Send(const Parts& parts, const postman::PreparedRequest& prepared, http::CookieJar& cookies,
       const SendSettings& settings, ItemResult& result)
      : parts_(parts), prepared_(prepared), cookies_(cookies), settings_(settings), outcome_(result) {
    context_ = {settings.collection_name, place_of(*result.item)};
  }

  void run(const std::function<Result<void>(const http::Response&)>& on_response) {
    auto sent = send_fresh();
    if (!sent) return fail(std::move(sent).error());
    if (!*sent) return;  // fail() was called with more to say
    finish(**sent, on_response);
  }

 private:
  using Sent = std::optional<http::Response>;

  // Spec 5.6: once more, if a cached value was refused and is another one now.
  Result<Sent> send_fresh() {
    bool cached = false;
    COFFER_ASSIGN(Sent response, attempt(cached));
    if (!response || response->status != kUnauthorized || !cached || !refetched()) return response;
    add_note(outcome_.exchanges.back(), "401 with a cached value: fetched again, it had changed, sent again");
    return attempt(cached);
  }

  Result<Sent> attempt(bool& cached) {
    const std::optional<Resolved> resolved = resolve_references(parts_, prepared_, outcome_);
    if (!resolved) return Sent();
    cached = std::ranges::any_of(resolved->secrets, &secrets::ResolvedSecret::cached);
    auto built =
        postman::build(prepared_, resolved->values(),
                       {settings_.working_folder, settings_.user_agent, parts_.clock, parts_.random});
    if (!built) {
      outcome_.reference_failed = is_unresolved_reference(built.error().code);
      return std::move(built).error();
    }
    COFFER_TRY(check_origin(built->request, resolved->origin));
    if (!resolved->secrets.empty())
      COFFER_TRY(parts_.secrets->record_use(resolved->secrets, resolved->origin, context_));
    Chain chain(parts_, settings_, prepared_.behavior, cookies_, context_, outcome_);
    COFFER_ASSIGN(http::Response response, chain.send(std::move(built).value(), *resolved));
    return Sent(std::move(response));
  }

  // The domains were checked against the origin of the template; what was built must go there and nowhere
  // else.
  static Result<void> check_origin(const http::Request& request, const http::Origin& checked) {
    COFFER_ASSIGN(const http::Origin actual,
                  request.url.expose([](std::string_view url) { return http::origin_of(url); }));
    if (actual == checked) return {};
    return Error{ErrorCode::kDomainNotAllowed, "the values in the URL change the host that it names",
                 "Let the host be written out, or be one reference alone.", "url"};
  }

  bool refetched() {
    std::vector<std::string> names;
    for (const ResolvedReference& reference : outcome_.references) {
      if (reference.cached) names.push_back(reference.name);
    }
    const auto changed = parts_.secrets->refetch(names);
    if (!changed)
      outcome_.warnings.push_back(
          fmt::format("could not check whether the cached value is stale: {}", to_string(changed.error())));
    return changed && *changed;
  }

  void finish(const http::Response& response,
              const std::function<Result<void>(const http::Response&)>& on_response) {
    if (settings_.show && response.body) {
      auto shown = show_body(*response.body, settings_.shown_body_limit, *parts_.redactor);
      if (!shown) return fail(std::move(shown).error());
      outcome_.response_body = std::move(shown->text);
      outcome_.body_cut = shown->cut;
    }
    if (!on_response) return;
    if (auto done = on_response(response); !done) fail(std::move(done).error());
  }

  void fail(Error error) { outcome_.error = std::move(error); }

  const Parts& parts_;
  const postman::PreparedRequest& prepared_;
  http::CookieJar& cookies_;
  const SendSettings& settings_;
  ItemResult& outcome_;
  secrets::UseContext context_;
};

void redact_messages(ItemResult& result, const secrets::Redactor& redactor) {
  if (result.error) {
    result.error->what = redactor.redact(result.error->what);
    result.error->mend = redactor.redact(result.error->mend);
  }
  for (std::string& warning : result.warnings) warning = redactor.redact(warning);
}

}  // namespace

ItemResult send(const Parts& parts, const postman::PlacedItem& item, const postman::PreparedRequest& prepared,
                http::CookieJar& cookies, const SendSettings& settings,
                const std::function<Result<void>(const http::Response&)>& on_response) {
  const std::chrono::nanoseconds started = parts.clock->elapsed();
  ItemResult result;
  result.item = &item;
  result.prepared = &prepared;
  result.execution_id = parts.random->uuid();
  result.warnings = prepared.warnings;
  for (const std::string& name : prepared.unresolved_variables) {
    result.warnings.push_back(
        fmt::format("the variable {{{{{}}}}} has no value: it is sent as it stands", name));
  }
  if (!prepared.behavior.strict_ssl.value_or(true))
    result.warnings.emplace_back(
        "TLS certificates are not checked here: the item's settings say strictSSL false");
  Send(parts, prepared, cookies, settings, result).run(on_response);
  redact_messages(result, *parts.redactor);
  result.took = since(started, *parts.clock);
  return result;
}

}  // namespace coffer::runner
