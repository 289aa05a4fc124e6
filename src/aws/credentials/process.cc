#include "aws/credentials/process.h"

#include <fmt/format.h>

#include "aws/credentials/command_words.h"
#include "aws/credentials/credential_json.h"
#include "aws/credentials/sources.h"

namespace coffer::aws {
namespace {

constexpr std::chrono::seconds kPatience{60};  // as the SDK for Go; it may ask for a touch of a key
constexpr size_t kMaxOutput = size_t{64} << 10;

Error of_process(const Profile& profile, Error error) {
  error.what = fmt::format("the AWS profile \"{}\" ({}): {}", profile.name, profile.where, error.what);
  if (error.mend.empty())
    error.mend =
        "Run the command by itself: it must print one JSON object with Version 1, AccessKeyId and "
        "SecretAccessKey";
  error.field = "credential_process";
  // What the program did or printed is, to whoever wanted credentials, that there are none.
  if (error.code != ErrorCode::kMalformed && error.code != ErrorCode::kTimeout)
    error.code = ErrorCode::kNotConnected;
  return error;
}

Result<std::vector<std::string>> words_of(const Profile& profile) {
  COFFER_ASSIGN(std::vector<std::string> words,
                command_words(profile.get("credential_process").value_or("")));
  if (words.empty() || words.front().empty()) return Error{ErrorCode::kMalformed, "it names no program"};
  return words;
}

}  // namespace

Result<ProgramOutput> run_credential_process(const Profile& profile) {
  COFFER_ASSIGN(const auto words, words_of(profile));
  return run_program(words, kPatience, kMaxOutput);
}

Result<std::optional<Credentials>> credentials_from_process(const SourceParts& parts,
                                                            const Profile& profile) {
  if (!profile.get("credential_process")) return std::optional<Credentials>();
  const auto words = words_of(profile);
  if (!words) return of_process(profile, words.error());
  auto output = parts.run_process ? parts.run_process(profile) : run_credential_process(profile);
  if (!output) return of_process(profile, std::move(output).error());
  if (output->status != 0) {
    return of_process(profile,
                      {ErrorCode::kNotConnected,
                       fmt::format("the program {} ended with status {}", words->front(), output->status),
                       "What it says itself stands above"});
  }
  auto credentials =
      read_credential_json(output->out, CredentialForm::kProcess, "process of profile " + profile.name);
  if (!credentials) {
    return of_process(profile,
                      {credentials.error().code,
                       "what the program printed is not what it must be: " + credentials.error().what});
  }
  if (credentials->expires && *credentials->expires <= parts.clock->now()) {
    return of_process(profile, {ErrorCode::kNotConnected, "the program gave credentials that have expired",
                                "See whether this computer's clock is right, and what the program keeps"});
  }
  parts.keep_hidden(*credentials);
  return std::optional(std::move(*credentials));
}

}  // namespace coffer::aws
