#include "cli/commands/aws_keys.h"

#include <fmt/format.h>

#include "cli/secret_input.h"
#include "secrets/key_fields.h"

namespace coffer::cli {
namespace {

constexpr const char* kGroup = "Keys";

Error with_field(Error error, const char* flag) {
  error.field = flag;
  return error;
}

Result<std::optional<Secret>> read_secret_flag(const std::string& file, const char* field, const char* flag) {
  if (file.empty()) return std::optional<Secret>();
  COFFER_ASSIGN(const Secret line, first_line_of_file_or_input(file));
  auto taken = secrets::take_key_secret(line, field);
  if (!taken) return with_field(std::move(taken).error(), flag);
  return std::optional(*std::move(taken));
}

Error missing(std::string_view what) {
  std::string_view flag = "--access-key-id ID";
  if (what == secrets::kSecretAccessKey)
    flag = "--secret-access-key-file - and give it on standard input";
  else if (what == secrets::kSessionToken)
    flag = "--session-token-file - and give it on standard input";
  return {ErrorCode::kUsage, "it is missing, and nobody can be asked",
          fmt::format("Add {}, or run coffer aws connect on a terminal, which asks.", flag),
          std::string(what)};
}

}  // namespace

void add_key_flags(CLI::App& command, KeyFlags& flags) {
  command.add_flag("--ask", flags.ask, "ask on the terminal, also where credentials are found")
      ->group(kGroup);
  command.add_option("--type", flags.type, "of the credentials to ask for, or to take from these flags")
      ->check(CLI::IsMember({"long-lived", "temporary", "profile"}))
      ->group(kGroup);
  command.add_option("--access-key-id", flags.access_key_id, "access key ID")->type_name("ID")->group(kGroup);
  command
      .add_option("--secret-access-key-file", flags.secret_access_key_file,
                  "read the secret access key from a file, - for a line of standard input")
      ->group(kGroup);
  command
      .add_option("--session-token-file", flags.session_token_file,
                  "read the session token from a file, - for the next line of standard input")
      ->group(kGroup);
  command
      .add_option("--expires", flags.expires,
                  "when temporary keys end: 2026-01-31T12:00:00Z, or 45m, 12h from now")
      ->type_name("TIME")
      ->group(kGroup);
}

Result<KeyAnswers> read_key_flags(const Context& context, const KeyFlags& flags) {
  KeyAnswers answers;
  answers.type = flags.type;
  if (!flags.access_key_id.empty()) {
    const auto valid = secrets::check_access_key_id(flags.access_key_id);
    if (!valid) return with_field(valid.error(), "--access-key-id");
    answers.access_key_id = flags.access_key_id;
  }
  if (!flags.expires.empty()) {
    const auto expires = secrets::parse_expiry(flags.expires, context.clock->now());
    if (!expires) return with_field(expires.error(), "--expires");
    answers.expires = *expires;
  }
  COFFER_ASSIGN(
      answers.secret_access_key,
      read_secret_flag(flags.secret_access_key_file, secrets::kSecretAccessKey, "--secret-access-key-file"));
  COFFER_ASSIGN(answers.session_token,
                read_secret_flag(flags.session_token_file, secrets::kSessionToken, "--session-token-file"));
  return answers;
}

bool wants_keys(const KeyAnswers& answers) { return answers.any() && answers.type != "profile"; }

Result<secrets::ConnectInput> with_keys(secrets::ConnectInput input, KeyAnswers answers) {
  if (const char* what = secrets::missing_key_field(answers)) return missing(what);
  input.credentials = secrets::credentials_of(std::move(answers), "flags");
  return input;
}

}  // namespace coffer::cli
