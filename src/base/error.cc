#include "base/error.h"

#include <fmt/format.h>

namespace coffer {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid-argument";
    case ErrorCode::kUsage:
      return "usage";
    case ErrorCode::kNotFound:
      return "not-found";
    case ErrorCode::kAlreadyExists:
      return "already-exists";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kTooLarge:
      return "too-large";
    case ErrorCode::kMalformed:
      return "malformed";
    case ErrorCode::kCancelled:
      return "cancelled";
    case ErrorCode::kInternal:
      return "internal";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kPermissions:
      return "permissions";
    case ErrorCode::kVaultMissing:
      return "vault-missing";
    case ErrorCode::kVaultLocked:
      return "vault-locked";
    case ErrorCode::kWrongPassphrase:
      return "wrong-passphrase";
    case ErrorCode::kVaultDamaged:
      return "vault-damaged";
    case ErrorCode::kVaultNewerVersion:
      return "vault-newer-version";
    case ErrorCode::kKeyringUnavailable:
      return "keyring-unavailable";
    case ErrorCode::kSecretNotFound:
      return "secret-not-found";
    case ErrorCode::kSecretOff:
      return "secret-off";
    case ErrorCode::kDomainNotAllowed:
      return "domain-not-allowed";
    case ErrorCode::kNotConnected:
      return "not-connected";
    case ErrorCode::kCredentialsInvalid:
      return "credentials-invalid";
    case ErrorCode::kCredentialsExpired:
      return "credentials-expired";
    case ErrorCode::kMfaRequired:
      return "mfa-required";
    case ErrorCode::kMfaWrong:
      return "mfa-wrong";
    case ErrorCode::kAccessDenied:
      return "access-denied";
    case ErrorCode::kExternalSecretNotFound:
      return "external-secret-not-found";
    case ErrorCode::kSecretScheduledForDeletion:
      return "secret-scheduled-for-deletion";
    case ErrorCode::kVersionNotFound:
      return "version-not-found";
    case ErrorCode::kJsonKeyMissing:
      return "json-key-missing";
    case ErrorCode::kNotJson:
      return "not-json";
    case ErrorCode::kBinaryAsText:
      return "binary-as-text";
    case ErrorCode::kRoleNotAssumable:
      return "role-not-assumable";
    case ErrorCode::kKmsDenied:
      return "kms-denied";
    case ErrorCode::kThrottled:
      return "throttled";
    case ErrorCode::kLinksNotTrusted:
      return "links-not-trusted";
    case ErrorCode::kRegionWrong:
      return "region-wrong";
    case ErrorCode::kServiceError:
      return "service-error";
    case ErrorCode::kNetwork:
      return "network";
    case ErrorCode::kTimeout:
      return "timeout";
    case ErrorCode::kTls:
      return "tls";
    case ErrorCode::kTooManyRedirects:
      return "too-many-redirects";
  }
  return "internal";
}

bool needs_authentication(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotConnected:
    case ErrorCode::kCredentialsInvalid:
    case ErrorCode::kCredentialsExpired:
    case ErrorCode::kMfaRequired:
    case ErrorCode::kMfaWrong:
      return true;
    default:
      return false;
  }
}

bool is_unresolved_reference(ErrorCode code) {
  return needs_authentication(code) ||
         (code >= ErrorCode::kSecretNotFound && code <= ErrorCode::kServiceError);
}

std::string to_string(const Error& error) {
  std::string text = error.field.empty() ? error.what : fmt::format("{}: {}", error.field, error.what);
  if (!error.mend.empty()) {
    if (!text.empty() && text.back() != '.' && text.back() != '?') text += '.';
    text += ' ';
    text += error.mend;
  }
  return text;
}

}  // namespace coffer
