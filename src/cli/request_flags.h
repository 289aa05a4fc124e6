// The flags of every command that sends requests: TLS, proxy, timeouts, variables.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/context.h"
#include "cli/location.h"
#include "cli/session_flags.h"
#include "http/transport.h"
#include "postman/variables.h"

namespace coffer::cli {

struct RequestFlags {
  bool insecure = false;
  std::string client_certificate, client_key, client_passphrase_file, extra_ca_file, proxy, http_version;
  bool proxy_given = false;
};
void add_request_flags(CLI::App& command, RequestFlags& flags);
// `ca_file` is --cacert's.
Result<http::SendOptions> send_options(const RequestFlags& flags, const std::string& ca_file);

struct VariableFlags {
  std::string environment, globals;
  std::vector<std::string> environment_variables, global_variables;  // KEY=VALUE
};
void add_variable_flags(CLI::App& command, VariableFlags& flags);

struct VariableScopes {
  postman::VariableFile environment, globals;
  bool mentions_vault = false;  // a value holds a vault reference
};
Result<VariableScopes> load_variables(const VariableFlags& flags, Locations& locations);

}  // namespace coffer::cli
