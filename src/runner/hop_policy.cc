#include "runner/hop_policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "secrets/reference.h"

namespace coffer::runner {
namespace {

class HopPolicy {
 public:
  HopPolicy(const Redirect& redirect, secrets::SecretSource& source) : redirect_(redirect), source_(source) {}

  // The first of `names` that has to stay behind, or nullptr.
  const std::string* refused(const std::vector<std::string>& names) const {
    const auto found = std::ranges::find_if(names, [&](const std::string& name) {
      if (redirect_.downgrade) return true;
      if (name == postman::kNoVaultSecret)
        return redirect_.host_changed || redirect_.origin.scheme != "https";
      return !source_.check_domain(name, redirect_.origin).ok();
    });
    return found == names.end() ? nullptr : &*found;
  }

  std::string reason(std::string_view name) const {
    const std::string target = http::to_string(redirect_.origin);
    if (name.empty()) return fmt::format("no credential may go to {}", target);
    return redirect_.downgrade
               ? fmt::format("{} does not follow a redirect from https to {}", secrets::reference_text(name),
                             target)
               : fmt::format("{} is not allowed to go to {}", secrets::reference_text(name), target);
  }

  void keep_back_headers(http::Request& request, postman::Carried& carried, HopDecision& decision) const {
    for (auto header = carried.headers.begin(); header != carried.headers.end();) {
      const std::string* name = refused(header->second);
      const http::RequestHeader* present = request.find_header(header->first);
      if (name != nullptr && present != nullptr) {
        decision.notes.push_back(fmt::format("header {} not sent on: {}", present->name, reason(*name)));
        request.remove_header(header->first);
        present = nullptr;
      }
      header = present == nullptr ? carried.headers.erase(header) : std::next(header);
    }
  }

  void keep_back_body(http::Request& request, postman::Carried& carried, HopDecision& decision) const {
    const std::string* name = refused(carried.body);
    if (name == nullptr) return;
    decision.notes.push_back(fmt::format("body not sent on: {}", reason(*name)));
    request.body = std::monostate();
    std::erase_if(request.headers, [](const http::RequestHeader& header) {
      return to_lower(header.name).starts_with("content-") || iequals(header.name, "transfer-encoding");
    });
    carried.body.clear();
  }

 private:
  const Redirect& redirect_;
  secrets::SecretSource& source_;
};

// The names of the secrets that a text carries, as the redactor finds them.
std::vector<std::string> secrets_in(const Secret& text, const secrets::Redactor& redactor) {
  const std::string shown = text.expose(
      [&](std::string_view bytes) { return redactor.contains_secret(bytes) ? redactor.redact(bytes) : ""; });
  std::vector<std::string> names;
  for (const auto& reference : secrets::find_references(shown)) names.push_back(reference.name);
  if (names.empty() && !shown.empty())
    names.emplace_back();  // known to the redactor, but no vault secret: may go nowhere
  return names;
}

Error echoed(const std::string& why, const http::Origin& origin) {
  return {ErrorCode::kDomainNotAllowed,
          fmt::format("the redirect to {} was not followed: its Location carries a secret, and {}",
                      http::to_string(origin), why),
          "If that host may have the secret, add it to the secret's allowed domains; otherwise ask the API's "
          "owner "
          "why it hands the secret on.",
          "redirect"};
}

void add_all(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& name : more) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
}

}  // namespace

Result<HopDecision> restrict_to_target(const Redirect& redirect, http::Request& request,
                                       postman::Carried& carried, secrets::SecretSource& source,
                                       const secrets::Redactor& redactor) {
  HopDecision decision;
  if (std::holds_alternative<std::monostate>(request.body)) carried.body.clear();
  std::vector<std::string> in_url = secrets_in(request.url, redactor);
  if (redirect.origin_changed) {
    const HopPolicy policy(redirect, source);
    const auto unnamed = std::ranges::find(in_url, postman::kNoVaultSecret);
    const std::string* name = unnamed != in_url.end() ? &*unnamed : policy.refused(in_url);
    if (name != nullptr) return echoed(policy.reason(*name), redirect.origin);
    policy.keep_back_headers(request, carried, decision);
    policy.keep_back_body(request, carried, decision);
  }
  carried.url = std::move(in_url);
  for (const auto& [header, names] : carried.headers) {
    if (request.find_header(header) != nullptr) add_all(decision.secrets, names);
  }
  add_all(decision.secrets, carried.url);
  add_all(decision.secrets, carried.body);
  return decision;
}

}  // namespace coffer::runner
