#include "cli/request_flags.h"

#include <fmt/format.h>

#include "cli/secret_input.h"

namespace coffer::cli {
namespace {

Result<void> set_variables(postman::Scope& scope, const std::vector<std::string>& pairs, const char* flag) {
  for (const std::string& pair : pairs) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Error{ErrorCode::kUsage, "it is not of the form KEY=VALUE", "", flag};
    }
    scope.set(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return {};
}

Result<postman::VariableFile> load_file(const std::string& location, const char* flag, Locations& locations) {
  if (location.empty()) return postman::VariableFile{};
  COFFER_ASSIGN(const std::string text, locations.read(location, flag));
  auto file = postman::parse_variable_file(text);
  if (file) return file;
  Error error = std::move(file).error();
  if (!is_url(location)) error.what = fmt::format("{}: {}", location, error.what);
  if (error.field.empty()) error.field = flag;
  return error;
}

}  // namespace

void add_request_flags(CLI::App& command, RequestFlags& flags) {
  command.add_flag("-k,--insecure", flags.insecure, "do not verify TLS certificates")->group("Requests");
  command
      .add_option("--cert,--ssl-client-cert", flags.client_certificate,
                  "client certificate (PEM, or PKCS#12 by .p12 or .pfx)")
      ->group("Requests");
  command.add_option("--key,--ssl-client-key", flags.client_key, "its private key (PEM)")->group("Requests");
  command
      .add_option("--key-passphrase-file", flags.client_passphrase_file,
                  "file that holds the key's passphrase")
      ->group("Requests");
  // An argument is seen by every user of the machine (spec 8.2).
  command.add_option("--ssl-client-passphrase", "refused: --key-passphrase-file FILE")
      ->each([](const std::string&) {
        throw CLI::ValidationError(
            "--ssl-client-passphrase",
            "a passphrase is no argument: put it into a file and name that with --key-passphrase-file");
      })
      ->group("");
  command
      .add_option("--ssl-extra-ca-certs", flags.extra_ca_file,
                  "CA certificates (PEM) that requests trust besides the system's")
      ->group("Requests");
  command
      .add_option("--proxy", flags.proxy, "proxy URL; '' for none (default: HTTPS_PROXY, NO_PROXY and so on)")
      ->each([&flags](const std::string&) { flags.proxy_given = true; })
      ->group("Requests");
  command.add_option("--http", flags.http_version, "HTTP version")
      ->check(CLI::IsMember({"1.1", "2", "2-prior-knowledge"}))
      ->group("Requests");
}

Result<http::SendOptions> send_options(const RequestFlags& flags, const std::string& ca_file) {
  http::SendOptions options;
  options.tls.verify = !flags.insecure;
  if (!ca_file.empty() && !flags.extra_ca_file.empty()) {
    return Error{ErrorCode::kUsage,
                 "it goes together with no --cacert, which replaces the system's certificates",
                 "Put all certificates into --cacert's file.", "--ssl-extra-ca-certs"};
  }
  if (!ca_file.empty()) options.tls.ca_file = ca_file;
  if (!flags.extra_ca_file.empty()) options.tls.extra_ca_file = flags.extra_ca_file;
  if (!flags.client_certificate.empty()) options.tls.client_certificate = flags.client_certificate;
  if (!flags.client_key.empty()) options.tls.client_key = flags.client_key;
  if (!flags.client_passphrase_file.empty()) {
    COFFER_ASSIGN(Secret passphrase, first_line_of(flags.client_passphrase_file));
    options.tls.client_key_passphrase = std::make_shared<const Secret>(std::move(passphrase));
  }
  if (flags.proxy_given) options.proxy = flags.proxy;
  if (flags.http_version == "1.1") options.version = http::HttpVersion::k1_1;
  if (flags.http_version == "2") options.version = http::HttpVersion::k2;
  if (flags.http_version == "2-prior-knowledge") options.version = http::HttpVersion::k2PriorKnowledge;
  return options;
}

void add_variable_flags(CLI::App& command, VariableFlags& flags) {
  command
      .add_option("-e,--environment", flags.environment,
                  "Postman environment: file, URL or - for standard input")
      ->group("Variables");
  command.add_option("-g,--globals", flags.globals, "Postman globals: file, URL or -")->group("Variables");
  command.add_option("--env-var", flags.environment_variables, "KEY=VALUE for the environment")
      ->group("Variables")
      ->allow_extra_args(false);
  command.add_option("--global-var", flags.global_variables, "KEY=VALUE for the globals")
      ->group("Variables")
      ->allow_extra_args(false);
}

Result<VariableScopes> load_variables(const VariableFlags& flags, Locations& locations) {
  VariableScopes scopes;
  COFFER_ASSIGN(scopes.environment, load_file(flags.environment, "--environment", locations));
  COFFER_ASSIGN(scopes.globals, load_file(flags.globals, "--globals", locations));
  COFFER_TRY(set_variables(scopes.environment.scope, flags.environment_variables, "--env-var"));
  COFFER_TRY(set_variables(scopes.globals.scope, flags.global_variables, "--global-var"));
  for (const postman::Scope* scope : {&scopes.environment.scope, &scopes.globals.scope}) {
    for (const postman::Variable& variable : scope->all()) {
      if (variable.value.find("vault:") != std::string::npos) scopes.mentions_vault = true;
    }
  }
  return scopes;
}

}  // namespace coffer::cli
