#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "postman/auth/digest.h"
#include "runner/access_token.h"
#include "runner/chain.h"
#include "runner/exchange.h"
#include "runner/raw_secrets.h"
#include "runner/resolve.h"
#include "runner/runner.h"
#include "runner/script_shaping.h"

namespace coffer::runner {
namespace {

constexpr int kUnauthorized = 401, kForbidden = 403;
constexpr int kMostDigestAnswers = 2;

// "Folder / Request", for the audit log.
std::string place_of(const postman::PlacedItem& item) {
  std::string place;
  for (size_t i = 1; i < item.folders.size(); ++i) place += item.folders[i]->name + " / ";
  return place + (item.item != nullptr ? item.item->name : std::string());
}

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

  // Spec 5.6: once more, if a cached value was refused and is another one now; or a cached access token.
  Result<Sent> send_fresh() {
    bool cached = false;
    COFFER_ASSIGN(Sent response, attempt(cached));
    if (!response || response->status != kUnauthorized || !cached || !renewed()) return response;
    return attempt(cached);
  }

  Result<Sent> attempt(bool& cached) {
    if (settings_.http.stop.stop_requested())
      return Error{ErrorCode::kCancelled, "the request was stopped before it was sent"};
    const std::optional<Resolved> resolved = resolve_references(parts_, prepared_, outcome_);
    if (!resolved) return Sent();
    if (settings_.shaping != nullptr)
      COFFER_TRY(check_shaping(*settings_.shaping, prepared_, *resolved, outcome_));
    token_ = AccessToken();
    if (prepared_.token_request) {
      auto token = obtain_access_token(parts_, settings_, *prepared_.token_request, context_, outcome_);
      if (!token) return Sent();
      token_ = std::move(*token);
    }
    cached = token_.cached || std::ranges::any_of(outcome_.references, &ResolvedReference::cached);
    recorded_ = false;
    Chain chain(parts_, settings_, prepared_.behavior, cookies_, context_, outcome_);
    const bool digest = prepared_.auth && prepared_.auth->type == "digest";
    COFFER_ASSIGN(http::Response response, digest ? converse(chain, *resolved) : send_one(chain, *resolved));
    return Sent(std::move(response));
  }

  Result<http::Response> send_one(Chain& chain, const Resolved& resolved,
                                  const postman::DigestChallenge* challenge = nullptr) {
    auto built = postman::build(prepared_, resolved.values(),
                                {settings_.working_folder,
                                 settings_.user_agent,
                                 parts_.clock,
                                 parts_.random,
                                 settings_.files_outside,
                                 {challenge, token_.value.get()}});
    if (!built) {
      outcome_.reference_failed = is_unresolved_reference(built.error().code);
      return std::move(built).error();
    }
    COFFER_TRY(check_origin(built->request, resolved.origin));
    Resolved sent = resolved;
    if (settings_.shaping != nullptr && settings_.shaping->vault().open()) {
      COFFER_ASSIGN(auto raw, find_raw_secrets(parts_, *built, resolved));
      std::ranges::move(raw, std::back_inserter(sent.secrets));
    }
    if (!sent.secrets.empty() && !std::exchange(recorded_, true))
      COFFER_TRY(parts_.secrets->record_use(sent.secrets, sent.origin, context_));
    const size_t first = outcome_.exchanges.size();
    auto response = chain.send(std::move(built).value(), sent);
    if (!token_.note.empty() && outcome_.exchanges.size() > first)
      add_note(outcome_.exchanges[first], std::exchange(token_.note, {}));
    return response;
  }

  // HTTP Digest: what the server asks for is answered once; and again only if it says that the nonce of the
  // answer was stale.
  Result<http::Response> converse(Chain& chain, const Resolved& resolved) {
    const AuthMemory::DigestKey key{outcome_.item->effective_auth(), http::to_string(resolved.origin)};
    const postman::DigestChallenge* used = settings_.auth->next_digest(key);
    COFFER_ASSIGN(http::Response response, send_one(chain, resolved, used));
    for (int answers = 0; answers < kMostDigestAnswers; ++answers) {
      auto challenge = challenge_in(response, used, answers > 0);
      if (!challenge) break;
      used = settings_.auth->keep_digest(key, std::move(*challenge));
      add_note(outcome_.exchanges.back(), "Digest challenge: answered, sent again");
      COFFER_ASSIGN(response, send_one(chain, resolved, used));
    }
    return response;
  }

  std::optional<postman::DigestChallenge> challenge_in(const http::Response& response,
                                                       const postman::DigestChallenge* used,
                                                       bool answered) const {
    const postman::Auth& auth = *prepared_.auth;
    const auto no_retry = auth.params.find("disableRetryRequest");
    if (no_retry != auth.params.end() && no_retry->second == "true") return std::nullopt;
    if (response.status != kUnauthorized && response.status != kForbidden) return std::nullopt;
    auto challenge = postman::find_digest_challenge(response.headers, auth, *parts_.random);
    if (!challenge || challenge->stale) return challenge;
    const bool asked_anew =
        used == nullptr ? !postman::has_own_challenge(auth) : used->nonce != challenge->nonce;
    return asked_anew && !answered ? challenge : std::nullopt;
  }

  // After a 401. True if there is something new to try.
  bool renewed() {
    if (token_.cached) {
      settings_.auth->forget_token(token_key(*prepared_.token_request));
      add_note(outcome_.exchanges.back(), "401 with a cached access token: fetched a new one, sent again");
      return true;
    }
    if (!refetched()) return false;
    if (prepared_.token_request) settings_.auth->forget_token(token_key(*prepared_.token_request));
    add_note(outcome_.exchanges.back(), "401 with a cached value: fetched again, it had changed, sent again");
    return true;
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
  AccessToken token_;      // of the attempt under way; empty where the auth needs none
  bool recorded_ = false;  // the attempt is in the audit log
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
  result.took = elapsed_since(started, *parts.clock);
  return result;
}

}  // namespace coffer::runner
