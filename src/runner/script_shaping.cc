#include "runner/script_shaping.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "runner/origin_template.h"
#include "secrets/reference.h"

namespace coffer::runner {
namespace {

// Where the request goes. One front may serve many hosts, and a Host header says which of them is meant.
std::string target_of(const postman::PreparedRequest& prepared) {
  std::string target = origin_text(prepared.url);
  for (const postman::KeyValue& header : prepared.headers) {
    if (iequals(header.key, "Host")) target += ' ' + to_lower(header.value);
  }
  return target;
}

Error refused(const std::string& name, bool same_target, const postman::PreparedRequest& prepared) {
  const std::string reference = secrets::reference_text(name);
  const std::string what =
      same_target
          ? fmt::format("a script put {} into the request, and that secret has no allowed domains", reference)
          : fmt::format("a script sends the request to {}, and {} has no allowed domains",
                        target_of(prepared), reference);
  const auto uses = prepared.references();
  const auto use = std::ranges::find(uses, name, &postman::PreparedRequest::Use::name);
  return {ErrorCode::kDomainNotAllowed, what,
          fmt::format("Set the allowed domains of the secret \"{}\", or let the collection's scripts use the "
                      "vault: --grant-vault.",
                      name),
          use != uses.end() ? use->where : std::string()};
}

}  // namespace

Result<void> ScriptShaping::check(const postman::PreparedRequest& prepared,
                                  const std::vector<secrets::ResolvedSecret>& secrets,
                                  std::string& name) const {
  const bool same_target = untouched_ != nullptr && target_of(*untouched_) == target_of(prepared);
  std::vector<postman::PreparedRequest::Use> known;
  if (same_target) known = untouched_->references();
  for (const secrets::ResolvedSecret& secret : secrets) {
    if (!secret.domains.any()) continue;
    if (std::ranges::find(known, secret.name, &postman::PreparedRequest::Use::name) != known.end()) continue;
    if (vault_.require()) return {};
    name = secret.name;
    return refused(name, same_target, prepared);
  }
  return {};
}

}  // namespace coffer::runner
