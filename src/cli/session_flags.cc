#include "cli/session_flags.h"

#include <fmt/format.h>

#include "aws/partitions.h"
#include "base/encoding.h"
#include "cli/agent_access.h"
#include "cli/secret_input.h"
#include "cli/terminal_prompter.h"
#include "cli/vault_access.h"

namespace coffer::cli {
namespace {

std::optional<std::string> given(const std::string& flag) {
  return flag.empty() ? std::nullopt : std::optional(flag);
}

Result<std::shared_ptr<const Secret>> mfa_code_of(const Context& context, const SessionFlags& flags) {
  if (!flags.mfa_code_file.empty()) {
    COFFER_ASSIGN(Secret code, first_line_of_file_or_input(flags.mfa_code_file));
    return std::make_shared<const Secret>(std::move(code));
  }
  if (auto code = context.environment.get_secret("COFFER_MFA_CODE"))
    return std::make_shared<const Secret>(*std::move(code));
  return std::shared_ptr<const Secret>();
}

// The links file beside a collection counts only if its content is trusted (spec 8.6).
Result<void> use_folder_links(Context& context, secrets::Session& session,
                              const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / secrets::kLinksFileName;
  if (!std::filesystem::exists(file)) return {};
  COFFER_ASSIGN(secrets::LinksFile links, secrets::load_links_file(file));
  if (secrets::TrustStore(context.environment.state_folder()).trusts(links)) {
    session.use_links(std::move(links));
  } else {
    session.note_untrusted_links(file);
  }
  return {};
}

}  // namespace

std::filesystem::path audit_log(const Context& context) {
  return context.environment.state_folder() / "audit.jsonl";
}

void add_session_flags(CLI::App& command, SessionFlags& flags) {
  command.add_option("--profile", flags.profile, "AWS profile to authenticate with")->group("AWS and vault");
  command
      .add_option("--region", flags.region,
                  "AWS region to authenticate in (a secret's own region is its ARN's)")
      ->group("AWS and vault");
  command.add_option("--mfa-serial", flags.mfa_serial, "ARN of the MFA device")->group("AWS and vault");
  command
      .add_option("--mfa-code-file", flags.mfa_code_file,
                  "read the MFA code from a file, - for standard input")
      ->group("AWS and vault");
  command.add_option("--links", flags.links, "links file to use and trust for this command")
      ->group("AWS and vault");
  command
      .add_option("--cacert", flags.ca_file,
                  "CA certificates (PEM) in place of the system's, for AWS as for requests")
      ->group("AWS and vault");
  command.add_flag("--no-vault", flags.no_vault, "use links files only")->group("AWS and vault");
  add_hashicorp_flags(command, flags);
}

void add_hashicorp_flags(CLI::App& command, SessionFlags& flags) {
  command
      .add_option("--hashicorp-auth", flags.hashicorp_auth,
                  "how to log in to HashiCorp Vault or OpenBao (default: what the environment has)")
      ->check(CLI::IsMember({"token", "approle", "userpass"}))
      ->group("HashiCorp Vault");
  command
      .add_option("--hashicorp-auth-path", flags.hashicorp_auth_path,
                  "where that method is mounted (default: its name)")
      ->group("HashiCorp Vault");
}

Result<secrets::ConnectInput> connect_input(const Context& context, const SessionFlags& flags) {
  secrets::ConnectInput input;
  input.profile = given(flags.profile);
  input.region = given(flags.region);
  if (input.region) {
    if (const auto valid = aws::check_region(*input.region); !valid)
      return Error{ErrorCode::kInvalidArgument, valid.error().what, valid.error().mend, "--region"};
  }
  input.mfa_serial = given(flags.mfa_serial);
  input.hashicorp = {flags.hashicorp_auth, flags.hashicorp_auth_path};
  COFFER_ASSIGN(input.mfa_code, mfa_code_of(context, flags));
  return input;
}

OpenSession bare_session(Context& context, const SessionFlags& flags, bool with_agent,
                         std::function<void(const std::string&)> warn) {
  OpenSession open;
  if (context.terminal.can_ask()) open.prompter = std::make_unique<TerminalPrompter>(context);
  secrets::Session::Parts parts;
  parts.transport = &context.transport();
  parts.clock = context.clock;
  parts.random = context.random;
  parts.environment = &context.environment;
  parts.prompter = context.prompter != nullptr ? context.prompter : open.prompter.get();
  parts.redactor = &context.redactor;
  parts.ca_file = given(flags.ca_file);
  parts.audit_log = audit_log(context);
  const secrets::AuthenticateParts own{parts.transport, parts.clock,    parts.random, parts.environment,
                                       parts.prompter,  parts.redactor, parts.ca_file};
  if (with_agent) open.agent = agent_holder(context, own);
  parts.holder = open.agent.get();
  parts.core = context.core;
  parts.seen = context.seen;
  parts.warn = warn ? std::move(warn) : [&context](const std::string& text) { context.terminal.warn(text); };
  open.session = std::make_unique<secrets::Session>(std::move(parts));
  return open;
}

Result<OpenSession> open_session(Context& context, const SessionFlags& flags,
                                 const std::filesystem::path& folder, bool needs_secrets) {
  OpenSession open = bare_session(context, flags);
  COFFER_ASSIGN(secrets::ConnectInput input, connect_input(context, flags));
  open.session->connect_on_demand(std::move(input));
  if (needs_secrets) COFFER_TRY(open_secrets(context, flags, folder, open));
  return open;
}

Result<void> open_secrets(Context& context, const SessionFlags& flags, const std::filesystem::path& folder,
                          OpenSession& open) {
  if (open.has_secrets) return {};
  if (!flags.no_vault && !open.vault) {
    COFFER_ASSIGN(open.vault, open_vault_if_any(context));
  }
  open.session->use_vault(open.vault.get());
  for (const std::string& file : flags.links) {
    COFFER_ASSIGN(secrets::LinksFile links, secrets::load_links_file(file));
    open.session->use_links(std::move(links));
  }
  if (!folder.empty()) COFFER_TRY(use_folder_links(context, *open.session, folder));
  open.has_secrets = true;
  return {};
}

}  // namespace coffer::cli
