#include "aws/error_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/retry.h"

namespace coffer::aws {
namespace {

struct Row {
  std::string_view code;
  ErrorCode meaning;
};

// Sources: "Common errors" of the API references of Secrets Manager, STS and IAM, and what AWS answers in
// practice. Throttling codes are in retry.cc.
constexpr Row kTable[] = {
    {"InvalidClientTokenId",
     ErrorCode::kCredentialsInvalid},  // STS, IAM: unknown or inactive key ID, wrong token
    {"UnrecognizedClient", ErrorCode::kCredentialsInvalid},  // the same from JSON services
    {"InvalidAccessKeyId", ErrorCode::kCredentialsInvalid},
    {"InvalidSecurity", ErrorCode::kCredentialsInvalid},
    {"AuthFailure", ErrorCode::kCredentialsInvalid},
    {"SignatureDoesNotMatch", ErrorCode::kCredentialsInvalid},
    {"InvalidSignature", ErrorCode::kCredentialsInvalid},
    {"IncompleteSignature", ErrorCode::kCredentialsInvalid},
    {"InvalidToken", ErrorCode::kCredentialsInvalid},
    {"InvalidIdentityToken", ErrorCode::kCredentialsInvalid},  // AssumeRoleWithWebIdentity
    {"ExpiredToken", ErrorCode::kCredentialsExpired},
    {"TokenRefreshRequired", ErrorCode::kCredentialsExpired},
    {"AccessDenied", ErrorCode::kAccessDenied},
    {"UnauthorizedOperation", ErrorCode::kAccessDenied},
    {"NotAuthorized", ErrorCode::kAccessDenied},
    {"AuthorizationError", ErrorCode::kAccessDenied},
    {"RegionDisabled", ErrorCode::kRegionWrong},
    {"ResourceNotFound", ErrorCode::kExternalSecretNotFound},
    {"ParameterNotFound", ErrorCode::kExternalSecretNotFound},
    {"ParameterVersionNotFound", ErrorCode::kVersionNotFound},
    {"InvalidKeyId", ErrorCode::kKmsDenied},  // of the key that a SecureString is encrypted with
    {"NoSuchEntity", ErrorCode::kNotFound},
    {"DecryptionFailure", ErrorCode::kKmsDenied},
    {"KMSAccessDenied", ErrorCode::kKmsDenied},
    {"KMSDisabled", ErrorCode::kKmsDenied},
    {"KMSInvalidState", ErrorCode::kKmsDenied},
    {"KMSNotFound", ErrorCode::kKmsDenied},
    {"InvalidRequest", ErrorCode::kInvalidArgument},
    {"InvalidParameter", ErrorCode::kInvalidArgument},
    {"InvalidParameterValue", ErrorCode::kInvalidArgument},
    {"InvalidInput", ErrorCode::kInvalidArgument},
    {"Validation", ErrorCode::kInvalidArgument},
    {"ValidationError", ErrorCode::kInvalidArgument},
    {"MalformedPolicyDocument", ErrorCode::kInvalidArgument},
    {"PackedPolicyTooLarge", ErrorCode::kInvalidArgument},
    {"UnknownOperation", ErrorCode::kUnsupported},
    {"InvalidAction", ErrorCode::kUnsupported},
    {"NotImplemented", ErrorCode::kUnsupported},
    {"RequestTimeout", ErrorCode::kTimeout},
};

bool has_any(std::string_view text, std::initializer_list<std::string_view> pieces) {
  return std::ranges::any_of(pieces, [&](std::string_view piece) { return text.contains(piece); });
}

ErrorCode denied_meaning(std::string_view message, std::string_view action) {
  if (message.contains("MultiFactorAuthentication failed")) {
    return message.contains("must provide") ? ErrorCode::kMfaRequired : ErrorCode::kMfaWrong;
  }
  if (has_any(message, {"Access to KMS is not allowed", "kms:Decrypt"})) return ErrorCode::kKmsDenied;
  return action.starts_with("AssumeRole") ? ErrorCode::kRoleNotAssumable : ErrorCode::kAccessDenied;
}

ErrorCode bad_request_meaning(std::string_view message) {
  // The second form is moto's.
  if (has_any(message, {"marked for deletion", "marked deleted", "scheduled for deletion"})) {
    return ErrorCode::kSecretScheduledForDeletion;
  }
  if (message.contains("not associated"))
    return ErrorCode::kVersionNotFound;  // stage and version ID that do not belong
  if (message.contains("tokenCode")) return ErrorCode::kMfaWrong;
  return ErrorCode::kInvalidArgument;
}

bool blames_the_clock(std::string_view code, std::string_view message) {
  return has_any(message, {"Signature expired", "Signature not yet current", "Request timestamp"}) ||
         code.starts_with("Request");
}

Error signature_refused(const ServiceFailure& failure, const CallContext& context) {
  if (blames_the_clock(failure.code, failure.message)) {
    return {ErrorCode::kServiceError,
            fmt::format("{} refused the time of the request: the clock here and the server's differ by more "
                        "than 5 minutes",
                        display_name(context.service)),
            "Set this computer's clock", "clock"};
  }
  return {
      ErrorCode::kCredentialsInvalid,
      fmt::format("the secret access key does not belong to the access key ID {}",
                  masked_key_id(context.credentials != nullptr ? context.credentials->access_key_id : "")),
      "Enter the secret access key again, whole and without spaces", "secret access key"};
}

Error credentials_refused(const ServiceFailure& failure, const CallContext& context) {
  if (failure.code == "SignatureDoesNotMatch" || failure.code == "InvalidSignature") {
    return signature_refused(failure, context);
  }
  const std::string id =
      masked_key_id(context.credentials != nullptr ? context.credentials->access_key_id : "");
  if (failure.code == "IncompleteSignature") {
    return {ErrorCode::kCredentialsInvalid,
            "AWS could not read the access key ID: it has a character that none has",
            "Enter the access key ID again", "access key ID"};
  }
  if (context.credentials != nullptr && context.credentials->temporary()) {
    return {ErrorCode::kCredentialsInvalid,
            fmt::format("AWS refused the session token that goes with the access key ID {}", id),
            "Enter all three again: access key ID, secret access key and session token belong together. "
            "In an opt-in region, see whether it is enabled for the account",
            "session token"};
  }
  return {ErrorCode::kCredentialsInvalid,
          fmt::format("AWS does not know the access key ID {}, or it is inactive", id),
          "See whether it is whole, active and of this partition; keys that begin with ASIA need their "
          "session token",
          "access key ID"};
}

// Where AWS's own words say most: `lead`, then they.
std::string with(const std::string& lead, const std::string& said) {
  return said.empty() ? lead : lead + ": " + said;
}

std::string about(const CallContext& context) {
  return context.subject.empty() ? std::string(context.action)
                                 : fmt::format("{} {}", context.action, context.subject);
}

Error describe_access(ErrorCode meaning, const CallContext& context, const std::string& said) {
  switch (meaning) {
    case ErrorCode::kMfaWrong:
      return {meaning, "AWS did not accept the MFA code",
              "Wait for the next code: each works once, and only for its device and user", "MFA code"};
    case ErrorCode::kMfaRequired:
      return {meaning, "AWS wants the MFA device and its code", "Give an MFA code", "MFA code"};
    case ErrorCode::kKmsDenied:
      return {meaning, with(fmt::format("AWS KMS would not decrypt {}", context.subject), said),
              "Allow kms:Decrypt on the secret's KMS key, in the key's policy too, and see that the key is "
              "enabled"};
    case ErrorCode::kRoleNotAssumable:
      return {meaning, with(fmt::format("the role {} could not be assumed", context.subject), said),
              "The caller needs sts:AssumeRole on the role, and the role's trust policy must name the caller "
              "(and its external ID, if it asks for one)"};
    default:
      return {meaning, with(fmt::format("AWS denied {}", about(context)), said),
              "Have the named action allowed for this identity, in the secret's resource policy too if it is "
              "another account's"};
  }
}

// What no parameter, or no such version of it, is told as.
Error describe_parameter_error(ErrorCode meaning, const CallContext& context, const std::string& said) {
  if (meaning == ErrorCode::kVersionNotFound) {
    return {meaning, with(fmt::format("the parameter {} has no such version", context.subject), said),
            "List its versions: aws ssm get-parameter-history"};
  }
  return {meaning, fmt::format("there is no parameter {} in {}", context.subject, context.region),
          "See whether name, label, account and region are right"};
}

Error describe_secret_error(ErrorCode meaning, const CallContext& context, const std::string& said) {
  switch (meaning) {
    case ErrorCode::kSecretScheduledForDeletion:
      return {meaning, fmt::format("the secret {} is scheduled for deletion", context.subject),
              "Restore it (aws secretsmanager restore-secret), or link another"};
    case ErrorCode::kVersionNotFound:
      return {meaning, with(fmt::format("the secret {} has no such version", context.subject), said),
              "List its versions: aws secretsmanager list-secret-version-ids"};
    default:
      return {meaning, fmt::format("there is no secret {} in {}", context.subject, context.region),
              "See whether ARN, account and region are right, and whether it was deleted"};
  }
}

Error describe_rest(ErrorCode meaning, const ServiceFailure& failure, const CallContext& context,
                    const std::string& said) {
  const std::string_view name = display_name(context.service);
  if (meaning == ErrorCode::kCredentialsExpired) {
    return {meaning, "the session credentials have expired",
            "Authenticate again: renew them where they came from, or connect as somebody else with --profile "
            "NAME"};
  }
  if (meaning == ErrorCode::kThrottled) {
    return {meaning, fmt::format("{} asks to go slower ({})", name, failure.code), "Try again in a while"};
  }
  if (meaning == ErrorCode::kRegionWrong) {
    return {
        meaning,
        with(fmt::format("{} does not serve this account or signature in {}", name, context.region), said),
        "See whether the region is right, and enabled for the account", "region"};
  }
  if (meaning == ErrorCode::kInvalidArgument) {
    return {meaning, with(fmt::format("{} refused {} ({})", name, about(context), failure.code), said),
            "Mend what it names"};
  }
  std::string what = with(fmt::format("{} answered {} with {} (HTTP status {})", name, about(context),
                                      failure.code, failure.status),
                          said);
  if (!failure.request_id.empty()) what += fmt::format(" [request {}]", failure.request_id);
  return {meaning, std::move(what), failure.status >= 500 ? "Try again in a while" : ""};
}

}  // namespace

ErrorCode meaning_of(std::string_view code, std::string_view message, std::string_view action) {
  if (retry_for(0, code) == Retry::kThrottled) return ErrorCode::kThrottled;
  const Row* row = std::ranges::find(kTable, code, &Row::code);
  const ErrorCode meaning = row == std::end(kTable) ? ErrorCode::kServiceError : row->meaning;
  if (meaning == ErrorCode::kAccessDenied) return denied_meaning(message, action);
  if (meaning == ErrorCode::kInvalidArgument) return bad_request_meaning(message);
  if (meaning == ErrorCode::kExternalSecretNotFound && has_any(message, {"staging label", "VersionId"})) {
    return ErrorCode::kVersionNotFound;
  }
  if (hints_at_clock_skew(code) && message.contains("scoped to a valid region"))
    return ErrorCode::kRegionWrong;
  return meaning;
}

Error describe(ErrorCode meaning, const ServiceFailure& failure, const CallContext& context,
               const std::string& said) {
  switch (meaning) {
    case ErrorCode::kCredentialsInvalid:
      return credentials_refused(failure, context);
    case ErrorCode::kMfaWrong:
    case ErrorCode::kMfaRequired:
    case ErrorCode::kKmsDenied:
    case ErrorCode::kRoleNotAssumable:
    case ErrorCode::kAccessDenied:
      return describe_access(meaning, context, said);
    case ErrorCode::kSecretScheduledForDeletion:
    case ErrorCode::kVersionNotFound:
    case ErrorCode::kExternalSecretNotFound:
      return context.service == Service::kSsm ? describe_parameter_error(meaning, context, said)
                                              : describe_secret_error(meaning, context, said);
    default:
      break;
  }
  if (hints_at_clock_skew(failure.code) && meaning != ErrorCode::kRegionWrong)
    return signature_refused(failure, context);
  return describe_rest(meaning, failure, context, said);
}

}  // namespace coffer::aws
