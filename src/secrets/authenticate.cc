#include "secrets/authenticate.h"

#include <fmt/format.h>

#include "aws/endpoints.h"
#include "aws/profile_file.h"
#include "aws/sts.h"
#include "secrets/credential_choice.h"
#include "secrets/mfa.h"
#include "secrets/resolve_error.h"

namespace coffer::secrets {
namespace {

void hide(Redactor* redactor, const aws::Credentials& credentials) {
  if (redactor == nullptr) return;
  redactor->add_labelled("AWS secret access key", credentials.secret_access_key);
  redactor->add_labelled("AWS session token", credentials.session_token);
}

// How long the connection holds. The elapsed clock counts, so a wall clock that jumps neither shortens nor
// prolongs it; what AWS handed out just now lasts as long as was asked, however wrong our wall clock is.
void set_validity(Connection& connection, bool issued_now, const Clock& clock) {
  const auto& expires = connection.credentials.expires;
  if (issued_now || !connection.credentials.temporary()) {
    connection.deadline = clock.elapsed() + kLongLivedValidity;
    connection.info.expires = clock.now() + kLongLivedValidity;
  } else if (expires && *expires > clock.now()) {  // AWS took them: if they seem expired our clock is wrong
    connection.deadline = clock.elapsed() + (*expires - clock.now());
    connection.info.expires = expires;
  }
}

// The flags that connect so again; a region or device that the environment or the files say, they say again.
std::string connect_command(const ConnectInput& input) {
  std::string command = "coffer aws connect";
  const auto add = [&](std::string_view flag, const std::optional<std::string>& value) {
    if (value) command += fmt::format(" --{} {}", flag, shell_quoted(*value));
  };
  if (input.credentials)
    command += input.credentials->temporary() ? " --type temporary" : " --type long-lived";
  if (input.name != ConnectInput().name) add("name", input.name);
  add("profile", input.profile);
  add("region", input.region);
  add("mfa-serial", input.mfa_serial);
  return command;
}

RenewalPtr renewal_of(const ConnectInput& input) {
  auto renewal = std::make_shared<Renewal>();
  renewal->command = connect_command(input);
  renewal->input = input.without_secrets();
  renewal->typed = input.credentials.has_value();
  return renewal;
}

}  // namespace

Result<ConnectionPtr> authenticate(const AuthenticateParts& parts, const ConnectInput& input,
                                   const std::string& fallback_region) {
  COFFER_ASSIGN(const aws::ProfileFiles files, aws::ProfileFiles::load(*parts.environment));
  COFFER_ASSIGN(ChosenCredentials chosen, choose_credentials(parts, input, files, fallback_region));
  // Before any call: the first that may be made, to IAM, hangs on no region.
  COFFER_TRY(aws::resolve_endpoint(aws::endpoint_settings(*parts.environment, chosen.profile),
                                   aws::Service::kSts, chosen.region));
  hide(parts.redactor, chosen.credentials);

  auto connection = std::make_shared<Connection>();
  aws::ClientOptions options;
  options.ca_file = parts.ca_file;
  connection->client = aws::make_client(*parts.transport, *parts.clock, *parts.random, *parts.environment,
                                        chosen.profile, options);
  connection->info.kind = chosen.credentials.temporary() ? "temporary" : "long-lived";
  connection->info.source = chosen.credentials.source;
  bool issued_now = false;
  if (!chosen.credentials.temporary() && input.ask_mfa) {
    const std::optional<std::string> serial =
        chosen.profile ? chosen.profile->get("mfa_serial") : std::nullopt;
    const MfaParts mfa{connection->client.get(), parts.prompter, parts.redactor, chosen.region, serial};
    COFFER_ASSIGN(auto session, mfa_session(mfa, input, chosen.credentials));
    if (session) {
      chosen.credentials = std::move(*session);  // the long-lived keys are wiped here
      hide(parts.redactor, chosen.credentials);
      connection->info.kind = "MFA session";
      issued_now = true;
    }
  }
  COFFER_ASSIGN(const aws::CallerIdentity caller,
                aws::get_caller_identity(*connection->client, chosen.credentials, chosen.region));
  connection->info.name = input.name;
  connection->info.account = caller.account;
  connection->info.arn = caller.arn;
  connection->info.region = chosen.region;
  connection->credentials = std::move(chosen.credentials);
  connection->renewal = renewal_of(input);
  set_validity(*connection, issued_now, *parts.clock);
  return ConnectionPtr(std::move(connection));
}

}  // namespace coffer::secrets
