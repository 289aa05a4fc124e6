// Which HashiCorp Vault or OpenBao server, and what the environment says of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/environment.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/url.h"

namespace coffer::hashicorp {

// Where a server is, and how to know it.
struct Server {
  std::string address;  // https://host:port, perhaps with a path; no slash at its end
  http::Origin origin;
  std::optional<std::string> ca_file = {};  // CA certificates (PEM) in place of the system's
};

// A variable by its name without the prefix ("ADDR"): BAO_ADDR, else VAULT_ADDR, as OpenBao's own client has
// it (ReadBaoVariable in github.com/openbao/openbao/api/v2, env.go).
std::optional<std::string> variable(const Environment& environment, std::string_view name);
std::optional<Secret> secret_variable(const Environment& environment, std::string_view name);

// The address that the environment names; without one, that of a server on this machine
// (https://127.0.0.1:8200, as in both projects' clients).
std::string default_address(const Environment& environment);

// An http or https URL without user info, query and fragment. kInvalidArgument, field "Address"; the message
// does not quote it.
Result<Server> parse_address(std::string_view text);

}  // namespace coffer::hashicorp
