#include "cli/commands/secret_link.h"

#include <fmt/format.h>

#include <tuple>

#include "vault/payload.h"

namespace coffer::cli {
namespace {

constexpr const char* kAwsGroup = "AWS Secrets Manager, Parameter Store";
constexpr const char* kHashicorpGroup = "HashiCorp Vault, OpenBao";

void add_aws_link_flags(CLI::App& command, LinkFlags& flags) {
  secrets::LinkFields& link = flags.link;
  command
      .add_option("--secret-arn", flags.secret_arn,
                  "Secret ARN; the form of ECS task definitions is understood")
      ->group(kAwsGroup);
  command.add_option("--parameter", flags.parameter, "name or ARN of a parameter of Systems Manager")
      ->type_name("NAME")
      ->group(kAwsGroup);
  command.add_option("--region", link.region, "region of a parameter given by its name")->group(kAwsGroup);
  command.add_option("--role-arn", link.role, "role to assume before the secret is read")->group(kAwsGroup);
  command.add_option("--external-id", link.external_id, "external ID that the role's trust policy asks for")
      ->group(kAwsGroup);
  command.add_option("--json-key", flags.json_key, "the member of a JSON secret to use")->group(kAwsGroup);
  command
      .add_option("--connection", link.connection,
                  "connection to use (default: the one of the ARN's account)")
      ->group(kAwsGroup);
  command
      .add_flag("--narrow-role", link.narrow_role,
                "assume the role with a session policy for this secret only")
      ->group(kAwsGroup);
}

void add_hashicorp_link_flags(CLI::App& command, LinkFlags& flags) {
  secrets::LinkFields& link = flags.link;
  const auto text = [&](const char* flag, std::string& value, const char* kind, const char* what) {
    command.add_option(flag, value, what)->type_name(kind)->group(kHashicorpGroup);
  };
  text("--secret-path", flags.secret_path, "PATH", "path of a secret of a KV engine, below its mount");
  text("--field", flags.field, "KEY", "the key of the secret's data to use (default: all of it, as JSON)");
  text("--mount", link.mount, "PATH", "where the KV engine is mounted (default: secret)");
  text("--namespace", link.ns, "NAMESPACE", "namespace (default: BAO_NAMESPACE, VAULT_NAMESPACE)");
  text("--address", link.address, "URL", "the server (default: BAO_ADDR, VAULT_ADDR)");
  command
      .add_option("--kv-version", link.kv_version, "the KV engine's version (default: the server is asked)")
      ->check(CLI::Range(1, 2))
      ->group(kHashicorpGroup);
}

}  // namespace

void add_link_flags(CLI::App& command, LinkFlags& flags) {
  command
      .add_option("--provider", flags.provider,
                  "the external vault (default: the one that the secret is named for)")
      ->check(CLI::IsMember({vault::kAws, vault::kSsm, vault::kHashicorp}));
  command.add_option("--version", flags.link.version,
                     "version, label or staging label (default: the current one)");
  command
      .add_option("--cache-seconds", flags.link.cache_seconds,
                  "how long its value may be cached (0: not at all)")
      ->check(CLI::Range(0, vault::kMaxCacheSeconds));
  command.add_option("--domains", flags.domains, "hosts it may be sent to, comma-separated (default: any)");
  add_aws_link_flags(command, flags);
  add_hashicorp_link_flags(command, flags);
}

Result<vault::Link> checked_link(const LinkFlags& flags) {
  const std::tuple<const char*, const char*, const std::string*> targets[] = {
      {"--secret-arn", vault::kAws, &flags.secret_arn},
      {"--parameter", vault::kSsm, &flags.parameter},
      {"--secret-path", vault::kHashicorp, &flags.secret_path}};
  secrets::LinkFields fields = flags.link;
  fields.provider = flags.provider;
  for (const auto& [flag, provider, value] : targets) {
    if (value->empty()) continue;
    if (!fields.secret.empty())
      return Error{ErrorCode::kUsage, "more than one secret to link to is given", "Give one of them.", flag};
    if (!flags.provider.empty() && flags.provider != provider) {
      return Error{ErrorCode::kUsage, fmt::format("it names a secret of the provider {}", provider),
                   "Leave --provider out, or name the secret as that provider does.", flag};
    }
    fields.provider = provider;
    fields.secret = *value;
  }
  if (fields.secret.empty()) {
    return Error{ErrorCode::kUsage, "it is not said which secret to link to",
                 "Give --secret-arn ARN, --parameter NAME or --secret-path PATH.", "secret"};
  }
  const bool kv = fields.provider == vault::kHashicorp;
  if (!(kv ? flags.json_key : flags.field).empty()) {
    return Error{ErrorCode::kUsage, fmt::format("a link of the provider {} has none", fields.provider),
                 kv ? "Give --field." : "Give --json-key.", kv ? "--json-key" : "--field"};
  }
  fields.json_key = kv ? flags.field : flags.json_key;
  return secrets::make_link(fields);
}

}  // namespace coffer::cli
