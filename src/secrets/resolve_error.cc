#include "secrets/resolve_error.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "secrets/link_text.h"
#include "secrets/reference.h"

namespace coffer::secrets {
namespace {

// Levenshtein's distance, by rows.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

// A name that was probably meant; "" if none is close.
std::string near_miss(std::string_view name, const std::vector<std::string>& known) {
  std::string best;
  size_t best_distance = std::max<size_t>(1, std::min<size_t>(3, name.size() / 3)) + 1;
  for (const std::string& each : known) {
    const size_t far = iequals(name, each) ? 0 : distance(to_lower(name), to_lower(each));
    if (far < best_distance) best = each, best_distance = far;
  }
  return best;
}

// What a caller can branch on as a reason why a reference does not resolve.
bool has_cause_of_its_own(ErrorCode code) {
  return is_unresolved_reference(code) || code == ErrorCode::kNetwork || code == ErrorCode::kTimeout ||
         code == ErrorCode::kTls || code == ErrorCode::kCancelled;
}

// Most errors of these providers bring a mend of their own.
std::string mend_for_hashicorp(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotConnected:
    case ErrorCode::kCredentialsInvalid:
    case ErrorCode::kCredentialsExpired:
      return "Log in again (vault login, bao login); coffer hashicorp connect checks it.";
    case ErrorCode::kNetwork:
    case ErrorCode::kTimeout:
      return "Check the network, HTTPS_PROXY, and VAULT_ADDR or BAO_ADDR, and try again.";
    default:
      return "Check address, namespace, mount, path and version of the link.";
  }
}

std::string mend_for_aws(ErrorCode code, const vault::Link& link) {
  const std::string& arn = link.secret;
  const bool parameter = link.provider == vault::kSsm;
  switch (code) {
    case ErrorCode::kNotConnected:
    case ErrorCode::kCredentialsInvalid:
    case ErrorCode::kCredentialsExpired:
      return "Authenticate again with valid credentials; coffer aws connect checks them.";
    case ErrorCode::kMfaRequired:
    case ErrorCode::kMfaWrong:
      return "Give the code that the device shows now: COFFER_MFA_CODE or --mfa-code-file.";
    case ErrorCode::kAccessDenied:
      return fmt::format("Allow {} on {}; if the policy demands MFA, connect with --mfa-serial ARN.",
                         parameter ? "ssm:GetParameter" : "secretsmanager:GetSecretValue", arn);
    case ErrorCode::kExternalSecretNotFound:
      return parameter ? "Check the parameter's name, label, account and region."
                       : "Check the Secret ARN, its region and its six last characters.";
    case ErrorCode::kSecretScheduledForDeletion:
      return fmt::format(
          "Restore it (aws secretsmanager restore-secret --secret-id {}), or link another one.", arn);
    case ErrorCode::kVersionNotFound:
      return parameter
                 ? fmt::format("List its versions: aws ssm get-parameter-history --name {}", arn)
                 : fmt::format("List its versions: aws secretsmanager list-secret-version-ids --secret-id {}",
                               arn);
    case ErrorCode::kRoleNotAssumable:
      return fmt::format(
          "Check that the trust policy of {} names you, its external ID, and that you may sts:AssumeRole.",
          link.role);
    case ErrorCode::kKmsDenied:
      return "Allow kms:Decrypt on the key that the secret is encrypted with.";
    case ErrorCode::kBinaryAsText:
      return "Use it as a file body, or link a secret that is text.";
    case ErrorCode::kThrottled:
      return "Wait a little and try again; a longer cache duration asks AWS less often.";
    case ErrorCode::kNetwork:
    case ErrorCode::kTimeout:
      return "Check the network, HTTPS_PROXY and AWS_ENDPOINT_URL, and try again.";
    case ErrorCode::kTls:
      return "Check the clock, and the CA: AWS_CA_BUNDLE or --cacert.";
    case ErrorCode::kRegionWrong:
      return parameter ? "Check the link's region, and --region."
                       : "Check the region in the Secret ARN, and --region.";
    case ErrorCode::kServiceError:
      return "Try again later.";
    default:
      return {};
  }
}

std::string mend_of(ErrorCode code, const vault::Link& link) {
  if (code == ErrorCode::kBinaryAsText || link.provider != vault::kHashicorp) return mend_for_aws(code, link);
  return mend_for_hashicorp(code);
}

// A JSON key is a field to users of a KV engine.
void speak_of_fields(Error& error) {
  constexpr std::string_view kWords = "JSON key";
  const size_t at = error.what.find(kWords);
  if (at != std::string::npos) error.what.replace(at, kWords.size(), "field");
}

}  // namespace

Error about_reference(std::string_view name, const vault::Link* link, Error error) {
  if (!error.field.empty() && error.what.find(error.field) == std::string::npos) {
    error.what = fmt::format("{}: {}", error.field, error.what);
  }
  error.field.clear();
  if (link != nullptr && !has_cause_of_its_own(error.code)) error.code = ErrorCode::kServiceError;
  if (link != nullptr && link->provider == vault::kHashicorp && error.code == ErrorCode::kJsonKeyMissing)
    speak_of_fields(error);
  const bool names_arn = link == nullptr || error.what.find(link->secret) != std::string::npos;
  error.what = fmt::format("{}: {}{}", reference_text(name), error.what,
                           names_arn ? std::string() : fmt::format(" (linked to {})", link_target(*link)));
  if (error.mend.empty() && link != nullptr) error.mend = mend_of(error.code, *link);
  return error;
}

Error secret_not_found(std::string_view name, const std::vector<std::string>& known) {
  const std::string close = near_miss(name, known);
  std::string mend = close.empty() ? std::string() : fmt::format("Did you mean {}? ", reference_text(close));
  mend += fmt::format("Add it: coffer secret set {0}, or coffer secret link {0} --secret-arn ARN",
                      shell_quoted(name));
  return {ErrorCode::kSecretNotFound,
          fmt::format("{}: there is no vault secret or trusted link of that name", reference_text(name)),
          std::move(mend)};
}

Error secret_off(std::string_view name) {
  return {ErrorCode::kSecretOff, fmt::format("{}: the secret is switched off", reference_text(name)),
          fmt::format("Switch it on: coffer secret on {}", shell_quoted(name))};
}

Error domain_not_allowed(std::string_view name, const http::Origin& origin,
                         const vault::AllowedDomains& domains, const std::string& where) {
  const std::string mend =
      where.empty() ? fmt::format("If it may go there: coffer secret domains {} {}", shell_quoted(name),
                                  shell_quoted(fmt::format("{}, {}", domains.text(), to_string(origin))))
                    : fmt::format("If it may go there: add {} to “domains” of “{}” in {}", to_string(origin),
                                  name, where);
  return {ErrorCode::kDomainNotAllowed,
          fmt::format("{}: it may not be sent to {}; allowed is {}", reference_text(name), to_string(origin),
                      domains.text()),
          mend};
}

Error links_not_trusted(std::string_view name, const std::string& path) {
  return {ErrorCode::kLinksNotTrusted,
          fmt::format("{}: it is linked in {}, which is not trusted yet", reference_text(name), path),
          fmt::format("Read that file, then: coffer trust {}", shell_quoted(path))};
}

Error access_denied(std::string_view why, std::string mend) {
  return {ErrorCode::kAccessDenied, fmt::format("Vault access denied: {}", why), std::move(mend)};
}

Error never_for_scripts(std::string_view name) {
  return access_denied(fmt::format("“{}” is never for scripts", name),
                       fmt::format("To change that: coffer secret scripts {} ask", shell_quoted(name)));
}

Error not_text(std::string_view name) {
  return {ErrorCode::kBinaryAsText,
          fmt::format("{}: the secret is binary and not UTF-8, so a script cannot have it as text",
                      reference_text(name)),
          "Use it as a file body, or link a secret that is text."};
}

Error linked_elsewhere(std::string_view name, const vault::Link& link) {
  return {ErrorCode::kUnsupported,
          fmt::format("{}: the secret is linked to {}, and Coffer never writes there", reference_text(name),
                      link_target(link)),
          fmt::format("Change it in {}.", provider_title(link))};
}

Error no_vault_to_change(std::string_view name) {
  return {ErrorCode::kVaultMissing, fmt::format("there is no vault for a script to change “{}” in", name),
          "Make one: coffer vault init; or leave --no-vault out."};
}

std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += "'\\'";
    out += c;
  }
  return out += '\'';
}

}  // namespace coffer::secrets
