#include "secrets/mfa.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/iam.h"
#include "aws/partitions.h"
#include "aws/sts.h"
#include "base/encoding.h"

namespace coffer::secrets {
namespace {

constexpr size_t kCodeDigits = 6;  // GetSessionToken, API reference: TokenCode

Result<std::string> choose_device(const MfaParts& parts, const std::vector<aws::MfaDevice>& devices) {
  std::vector<std::string> serials;
  for (const aws::MfaDevice& device : devices) serials.push_back(device.serial);
  if (serials.size() <= 1) return serials.empty() ? std::string() : serials.front();
  if (parts.profile_serial && std::ranges::find(serials, *parts.profile_serial) != serials.end()) {
    return *parts.profile_serial;
  }
  if (parts.prompter != nullptr) return parts.prompter->choose_mfa_device(serials);
  return Error{ErrorCode::kMfaRequired,
               fmt::format("several MFA devices are registered: {}", fmt::join(serials, ", ")),
               "Choose one with --mfa-serial ARN."};
}

// The device to ask a code of; "" for none.
Result<std::string> find_device(const MfaParts& parts, const ConnectInput& input,
                                const aws::Credentials& keys) {
  if (input.mfa_serial) return *input.mfa_serial;
  const std::string partition(aws::partition_of_region(parts.region).id);
  auto devices = aws::list_mfa_devices(*parts.client, keys, partition);
  if (devices) return choose_device(parts, *devices);
  // NoSuchEntity: the caller is no IAM user (emulators such as moto answer so), and so has no device.
  if (devices.error().code == ErrorCode::kNotFound) return std::string();
  if (devices.error().code != ErrorCode::kAccessDenied) return std::move(devices).error();
  if (parts.profile_serial) return *parts.profile_serial;
  const std::string why = "These keys may not list MFA devices (iam:ListMFADevices), so name the device.";
  if (parts.prompter != nullptr) {
    COFFER_ASSIGN(const std::string serial, parts.prompter->mfa_device_by_hand(why));
    return std::string(trim(serial));
  }
  if (!input.mfa_code) return std::string();
  return Error{ErrorCode::kMfaRequired, "an MFA code is given, but these keys may not list MFA devices",
               "Name the device: --mfa-serial ARN, or mfa_serial in the profile."};
}

Error code_needed(const std::string& serial) {
  return {ErrorCode::kMfaRequired, fmt::format("the MFA code of {} is needed", serial),
          fmt::format(
              "Set COFFER_MFA_CODE, or add --mfa-serial {} --mfa-code-file - and give the code on standard "
              "input, or run the command in a terminal, which asks.",
              serial)};
}

Result<aws::Credentials> trade(const MfaParts& parts, const aws::Credentials& keys, const std::string& serial,
                               const Secret& code) {
  const Secret bare = code.expose([](std::string_view digits) { return Secret(trim(digits)); });
  const bool plausible = bare.expose([](std::string_view digits) {
    return digits.size() == kCodeDigits &&
           std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  });
  if (!plausible) {
    return Error{ErrorCode::kMfaWrong, "an MFA code has six digits",
                 "Give the code that the device shows now."};
  }
  if (parts.redactor != nullptr) parts.redactor->add_labelled("MFA code", bare);
  return aws::get_session_token(*parts.client, keys, parts.region, serial, bare, kLongLivedValidity);
}

}  // namespace

Result<std::optional<aws::Credentials>> mfa_session(const MfaParts& parts, const ConnectInput& input,
                                                    const aws::Credentials& keys) {
  COFFER_ASSIGN(const std::string serial, find_device(parts, input, keys));
  if (serial.empty()) return std::optional<aws::Credentials>();
  std::string problem;
  if (input.mfa_code) {
    auto session = trade(parts, keys, serial, *input.mfa_code);
    if (session) return std::optional(std::move(*session));
    if (session.error().code != ErrorCode::kMfaWrong || parts.prompter == nullptr)
      return std::move(session).error();
    problem = to_string(session.error());
  }
  if (parts.prompter == nullptr) return code_needed(serial);
  for (int tries = 1;; ++tries) {
    COFFER_ASSIGN(const Secret code, parts.prompter->mfa_code(serial, problem));
    auto session = trade(parts, keys, serial, code);
    if (session) return std::optional(std::move(*session));
    if (session.error().code != ErrorCode::kMfaWrong || tries == kMostCodes)
      return std::move(session).error();
    problem = to_string(session.error());
  }
}

}  // namespace coffer::secrets
