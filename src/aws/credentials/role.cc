#include "aws/credentials/role.h"

#include <fmt/format.h>

#include <charconv>

#include "aws/sts.h"
#include "base/encoding.h"

namespace coffer::aws {
namespace {

constexpr int kMostCodes = 3;
constexpr int kShortest = 900, kLongest = 43200;  // DurationSeconds, AssumeRole, API reference

Error of_profile(const Profile& profile, Error error) {
  error.what = fmt::format("{} (AWS profile \"{}\", {})", error.what, profile.name, profile.where);
  return error;
}

Result<Secret> ask_code(const SourceParts& parts, const Profile& profile, const std::string& serial,
                        const std::string& problem) {
  if (parts.mfa_code) return parts.mfa_code(serial, problem);
  return Error{
      ErrorCode::kMfaRequired,
      fmt::format("the role of the AWS profile \"{}\" wants the MFA code of {}", profile.name, serial),
      "Set COFFER_MFA_CODE, or add --mfa-code-file - and give the code on standard input, or run the "
      "command in a terminal, which asks.",
      "mfa_serial"};
}

}  // namespace

Result<std::chrono::seconds> role_duration(const Profile& profile) {
  const auto text = profile.get("duration_seconds");
  if (!text) return std::chrono::seconds(3600);
  int value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool whole = error == std::errc() && end == text->data() + text->size();
  if (whole && value >= kShortest && value <= kLongest) return std::chrono::seconds(value);
  return Error{ErrorCode::kInvalidArgument,
               fmt::format("the AWS profile \"{}\" ({}) has a duration that is not from {} to {}",
                           profile.name, profile.where, kShortest, kLongest),
               "3600 is usual, and the most where a role assumes a role", "duration_seconds"};
}

Result<Credentials> assume_profile_role(const SourceParts& parts, const Profile& profile,
                                        const Credentials& source) {
  AssumeRoleInput input;
  input.role_arn = trim(profile.get("role_arn").value_or(""));
  if (const auto name = profile.get("role_session_name")) input.session_name = *name;
  input.external_id = profile.get("external_id");
  input.mfa_serial = profile.get("mfa_serial");
  COFFER_ASSIGN(input.duration, role_duration(profile));
  const auto client = client_of(parts);
  std::string problem;
  for (int tries = 1;; ++tries) {
    Secret code;
    if (input.mfa_serial) {
      COFFER_ASSIGN(const Secret typed, ask_code(parts, profile, *input.mfa_serial, problem));
      code = typed.expose([](std::string_view digits) { return Secret(trim(digits)); });
      parts.keep_hidden("MFA code", code);
      input.mfa_code = &code;
    }
    auto credentials = assume_role(*client, source, parts.region, input);
    if (credentials) {
      parts.keep_hidden(*credentials);
      return credentials;
    }
    const bool again = credentials.error().code == ErrorCode::kMfaWrong && tries < kMostCodes;
    if (!again) return of_profile(profile, std::move(credentials).error());
    problem = to_string(credentials.error());
  }
}

}  // namespace coffer::aws
