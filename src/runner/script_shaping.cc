#include "runner/script_shaping.h"

#include <fmt/format.h>

#include <algorithm>

#include "runner/origin_template.h"
#include "secrets/reference.h"

namespace coffer::runner {
namespace {

Error refused(const std::string& name, bool same_origin, std::string_view url, std::string_view field) {
  const std::string reference = secrets::reference_text(name);
  const std::string what =
      same_origin
          ? fmt::format("a script put {} into the request, and that secret has no allowed domains", reference)
          : fmt::format("a script sends the request to {}, and {} has no allowed domains", origin_text(url),
                        reference);
  return {ErrorCode::kDomainNotAllowed, what,
          fmt::format("Set the allowed domains of the secret \"{}\", or let the collection's scripts use the "
                      "vault: --grant-vault.",
                      name),
          std::string(field)};
}

}  // namespace

Result<void> ScriptShaping::check(const postman::PreparedRequest& prepared,
                                  const std::vector<secrets::ResolvedSecret>& secrets,
                                  std::string& name) const {
  const bool same_origin = untouched_ != nullptr && origin_text(untouched_->url) == origin_text(prepared.url);
  std::vector<postman::PreparedRequest::Use> known;
  if (same_origin) known = untouched_->references();
  for (const secrets::ResolvedSecret& secret : secrets) {
    if (!secret.domains.any()) continue;
    if (std::ranges::find(known, secret.name, &postman::PreparedRequest::Use::name) != known.end()) continue;
    if (vault_.require()) return {};
    name = secret.name;
    const auto uses = prepared.references();
    const auto use = std::ranges::find(uses, name, &postman::PreparedRequest::Use::name);
    return refused(name, same_origin, prepared.url, use != uses.end() ? use->where : std::string());
  }
  return {};
}

}  // namespace coffer::runner
