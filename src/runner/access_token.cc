#include "runner/access_token.h"

#include <fmt/format.h>

#include <algorithm>

#include "postman/auth/oauth2_grant.h"
#include "runner/exchange.h"
#include "runner/raw_secrets.h"
#include "runner/resolve.h"
#include "runner/script_shaping.h"

namespace coffer::runner {
namespace {

constexpr uint64_t kLargestAnswer = uint64_t{1} << 20;
constexpr size_t kLongestMessage = 600;  // a server's own words may be in it

class TokenFetch {
 public:
  TokenFetch(const Parts& parts, const SendSettings& settings, const postman::PreparedRequest& request,
             const secrets::UseContext& context, ItemResult& result)
      : parts_(parts), settings_(settings), request_(request), context_(context), outcome_(result) {
    context_.request += " (access token)";
  }

  std::optional<AccessToken> fetch() {
    auto granted = attempt();
    if (granted && !*granted) return std::nullopt;  // a reference failed, and the outcome says so
    if (!granted && refused_ && refetched()) granted = attempt();
    if (!granted) return fail(std::move(granted).error());
    if (!*granted) return std::nullopt;
    return keep(std::move(**granted));
  }

 private:
  using Granted = std::optional<postman::GrantedToken>;

  Result<Granted> attempt() {
    const std::optional<Resolved> resolved = resolve();
    if (!resolved) return Granted();
    if (settings_.shaping != nullptr)
      COFFER_TRY(check_shaping(settings_.shaping->for_token_request(), request_, *resolved, outcome_));
    COFFER_ASSIGN(postman::BuiltRequest built,
                  postman::build(request_, resolved->values(),
                                 {settings_.working_folder, settings_.user_agent, parts_.clock, parts_.random,
                                  settings_.files_outside}));
    COFFER_TRY(check_origin(built.request, resolved->origin));
    origin_ = http::to_string(resolved->origin);
    std::vector<secrets::ResolvedSecret> used = resolved->secrets;
    if (settings_.shaping != nullptr && settings_.shaping->vault().open()) {
      COFFER_ASSIGN(auto raw, find_raw_secrets(parts_, built, *resolved));
      std::ranges::move(raw, std::back_inserter(used));
    }
    if (!used.empty()) COFFER_TRY(parts_.secrets->record_use(used, resolved->origin, context_));
    COFFER_ASSIGN(const http::Response response,
                  parts_.transport->send(built.request, options(built.request)));
    const auto view = response.body ? response.body->view() : std::nullopt;
    auto granted = postman::read_token_answer(response.status, Secret(view.value_or("")));
    refused_ = !granted && granted.error().code == ErrorCode::kAccessDenied;
    if (!granted) return std::move(granted).error();
    return Granted(std::move(*granted));
  }

  // Into an outcome of its own: what was resolved for the request itself stays.
  std::optional<Resolved> resolve() {
    ItemResult own;
    auto resolved = resolve_references(parts_, request_, own);
    cached_.clear();
    for (ResolvedReference& reference : own.references) {
      if (reference.cached) cached_.push_back(reference.name);
      const bool known = std::ranges::find(outcome_.references, reference.name, &ResolvedReference::name) !=
                         outcome_.references.end();
      if (!known) outcome_.references.push_back(std::move(reference));
    }
    std::ranges::move(own.warnings, std::back_inserter(outcome_.warnings));
    if (resolved || !own.error) return resolved;
    outcome_.error = std::move(own.error);
    outcome_.error->field = "token request, " + outcome_.error->field;
    outcome_.failed_reference = std::move(own.failed_reference);
    outcome_.reference_failed = own.reference_failed;
    return resolved;
  }

  http::SendOptions options(const http::Request& request) const {
    http::SendOptions options = settings_.http;
    if (settings_.certificates != nullptr)
      request.url.expose([&](std::string_view url) { settings_.certificates->apply(url, options.tls); });
    options.body_limit = options.memory_limit = kLargestAnswer;
    options.keep_body_off_disk = true;
    return options;
  }

  bool refetched() const {
    if (cached_.empty()) return false;
    const auto changed = parts_.secrets->refetch(cached_);
    return changed && *changed;
  }

  AccessToken keep(postman::GrantedToken granted) {
    const auto value = std::make_shared<const Secret>(std::move(granted.value));
    parts_.redactor->add_labelled("OAuth 2.0 access token", *value);
    settings_.auth->keep_token(token_key(request_), value, granted.expires_in, *parts_.clock);
    return {value, false, fmt::format("access token fetched from {}", origin_)};
  }

  std::nullopt_t fail(Error error) {
    if (error.field.empty()) error.field = "auth accessTokenUrl";
    error.what = show_text(error.what, kLongestMessage, *parts_.redactor).text;
    outcome_.error = std::move(error);
    return std::nullopt;
  }

  const Parts& parts_;
  const SendSettings& settings_;
  const postman::PreparedRequest& request_;
  secrets::UseContext context_;
  ItemResult& outcome_;
  std::vector<std::string> cached_;
  std::string origin_;
  bool refused_ = false;
};

}  // namespace

std::optional<AccessToken> obtain_access_token(const Parts& parts, const SendSettings& settings,
                                               const postman::PreparedRequest& token_request,
                                               const secrets::UseContext& context, ItemResult& result) {
  if (auto kept = settings.auth->token(token_key(token_request), *parts.clock)) {
    return AccessToken{std::move(kept), true, {}};
  }
  return TokenFetch(parts, settings, token_request, context, result).fetch();
}

std::string token_key(const postman::PreparedRequest& token_request) {
  std::string key = token_request.url;
  const auto add = [&](std::string_view name, std::string_view value) {
    key.append(1, '\0').append(name).append(1, '\0').append(value);
  };
  for (const postman::KeyValue& header : token_request.headers) add(header.key, header.value);
  if (const auto* form = std::get_if<postman::UrlencodedBody>(&token_request.body)) {
    for (const postman::KeyValue& field : form->fields) add(field.key, field.value);
  }
  if (token_request.auth) {
    for (const auto& [name, value] : token_request.auth->params) add(name, value);
  }
  return key;
}

}  // namespace coffer::runner
