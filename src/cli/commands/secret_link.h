// The flags of `coffer secret link`, for every provider.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "secrets/link_input.h"
#include "vault/link.h"

namespace coffer::cli {

struct LinkFlags {
  std::string name, provider, secret_arn, parameter, secret_path, json_key, field;
  secrets::LinkFields link;
  std::optional<std::string> domains;
};

void add_link_flags(CLI::App& command, LinkFlags& flags);

// The flag that names the secret decides the provider, where --provider does not. kUsage, kInvalidArgument.
Result<vault::Link> checked_link(const LinkFlags& flags);

}  // namespace coffer::cli
