// What went wrong, as a value.
#pragma once

#include <string>
#include <string_view>

namespace coffer {

// One list for the whole program, so that an exit status, a JSON report and a test can branch on it; never on
// text. The names printed by to_string() are public (`"code": "secret-not-found"`): add, never rename.
enum class ErrorCode {
  // The caller's input.
  kInvalidArgument,  // a field, flag or file has a wrong value; `field` says which
  kUsage,            // the command line itself is wrong
  kNotFound,         // a file, entry, folder or item that was named does not exist
  kAlreadyExists,
  kConflict,  // it was changed by somebody else meanwhile
  kUnsupported,
  kTooLarge,   // larger than a documented limit
  kMalformed,  // bytes from outside that do not parse
  kCancelled,  // the user said no, or pressed Ctrl-C
  kInternal,
  // Disk.
  kIo,
  kPermissions,  // a private file that others can read, or one we may not open
  // The vault.
  kVaultMissing,
  kVaultLocked,  // no key slot could be opened with what was given
  kWrongPassphrase,
  kVaultDamaged,  // authentication failed, or impossible lengths
  kVaultNewerVersion,
  kKeyringUnavailable,
  // Why a reference did not resolve (spec 5.2).
  kSecretNotFound,  // no vault secret or trusted link of that name
  kSecretOff,
  kDomainNotAllowed,
  kNotConnected,
  kCredentialsInvalid,  // wrong key ID, wrong secret key, inactive key, malformed token
  kCredentialsExpired,
  kMfaRequired,
  kMfaWrong,
  kAccessDenied,
  kExternalSecretNotFound,
  kSecretScheduledForDeletion,
  kVersionNotFound,
  kJsonKeyMissing,
  kNotJson,  // a JSON key is asked of a value that is no JSON object
  kBinaryAsText,
  kRoleNotAssumable,
  kKmsDenied,
  kThrottled,
  kLinksNotTrusted,
  kRegionWrong,   // no region, or an endpoint that does not exist
  kServiceError,  // the provider answered with an error that fits no other code
  // The network.
  kNetwork,
  kTimeout,
  kTls,
  kTooManyRedirects,
};

// Stable kebab-case name: "domain-not-allowed".
std::string_view to_string(ErrorCode code);

// Spec 5.2: true for every code that means "a vault reference could not be resolved" (exit status 3) …
bool is_unresolved_reference(ErrorCode code);
// … and for those of them that authenticating would mend (exit status 4).
bool needs_authentication(ErrorCode code);

// `what` says what happened, `mend` how to go on (may be empty); `field` names the input at fault (may be
// empty). None of them ever holds a secret value: errors are printed, logged and put into reports as they
// are.
struct [[nodiscard]] Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string what;
  std::string mend = {};
  std::string field = {};
};

// "field: what. mend" on one line, without the code.
std::string to_string(const Error& error);

}  // namespace coffer
