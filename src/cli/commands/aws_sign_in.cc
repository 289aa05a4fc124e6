// coffer aws login: the sign-in to IAM Identity Center (SSO), as `aws sso login` does it.
#include <fmt/format.h>

#include "aws/credentials/sources.h"
#include "aws/credentials/sso_sign_in.h"
#include "cli/browser.h"
#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "json/json.h"

namespace coffer::cli {
namespace {

struct LoginFlags {
  std::string profile, ca_file;
  bool no_browser = false;
};

aws::SourceParts source_parts(Context& context, const LoginFlags& flags, const aws::ProfileFiles& files,
                              const aws::Profile* profile) {
  aws::SourceParts parts;
  parts.transport = &context.transport();
  parts.clock = context.clock;
  parts.random = context.random;
  parts.environment = &context.environment;
  parts.files = &files;
  parts.profile = profile;
  if (!flags.ca_file.empty()) parts.ca_file = flags.ca_file;
  const bool browser = !flags.no_browser && context.terminal.can_ask();
  parts.sign_in = [&context, browser](const aws::SignIn& sign_in) -> Result<void> {
    show_sign_in(context.terminal, context.environment, sign_in, browser);
    return {};
  };
  parts.hide = [&context](std::string_view label, const Secret& secret) {
    context.redactor.add_labelled(std::string(label), secret);
  };
  return parts;
}

Result<void> login(Context& context, const LoginFlags& flags) {
  COFFER_ASSIGN(const aws::ProfileFiles files, aws::ProfileFiles::load(context.environment));
  std::optional<std::string> name = aws::profile_name_from(context.environment);
  if (!flags.profile.empty()) name = flags.profile;
  COFFER_ASSIGN(const aws::Profile* profile, files.for_autofill(name));
  COFFER_ASSIGN(const auto settings, aws::sso_settings(*profile, files, false));
  if (!settings) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("the AWS profile \"{}\" does not use IAM Identity Center (SSO)", profile->name),
                 fmt::format("Name another, or set it up: aws configure sso --profile {}", profile->name),
                 "profile"};
  }
  COFFER_ASSIGN(const aws::SsoToken token,
                aws::sign_in_to_sso(source_parts(context, flags, files, profile), *settings));
  if (context.flags.json) {
    context.terminal.line(
        json::dump_pretty(json::Object{{"name", settings->name()}, {"expires", format_time(token.expires)}}));
  } else {
    context.terminal.message(
        fmt::format("Signed in to {} until {}.", settings->name(), format_time(token.expires)));
  }
  return {};
}

}  // namespace

void add_aws_login_command(CLI::App& aws, Context& context) {
  auto flags = std::make_shared<LoginFlags>();
  CLI::App* command =
      aws.add_subcommand("login", "Sign in to IAM Identity Center (SSO), for Coffer and the AWS CLI");
  command->add_option("--profile", flags->profile, "AWS profile whose sso-session or start URL is meant");
  command->add_flag("--no-browser", flags->no_browser, "only show the address, do not open it");
  command->add_option("--cacert", flags->ca_file, "CA certificates (PEM) in place of the system's");
  command->callback([=, &context] { run_command(context, [&] { return login(context, *flags); }); });
}

}  // namespace coffer::cli
