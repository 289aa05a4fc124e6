// How a reference that does not resolve, or a script's use of the vault that is refused, is told (spec 5.2):
// the reference, the cause, the mend.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "http/url.h"
#include "vault/allowed_domains.h"
#include "vault/link.h"

namespace coffer::secrets {

// The error as one about `{{vault:name}}`. For a linked secret its ARN is named, and a mend is found where
// the error has none.
Error about_reference(std::string_view name, const vault::Link* link, Error error);

// kSecretNotFound; names the closest of `known` if one is close.
Error secret_not_found(std::string_view name, const std::vector<std::string>& known);
Error secret_off(std::string_view name);
// `where`: the links file that the secret stands in; empty for the vault.
Error domain_not_allowed(std::string_view name, const http::Origin& origin,
                         const vault::AllowedDomains& domains, const std::string& where);
Error links_not_trusted(std::string_view name, const std::string& path);

// What scripts are told (spec 6.1, 6.2). "Vault access denied" is what Postman's say.
Error access_denied(std::string_view why, std::string mend);
Error never_for_scripts(std::string_view name);
Error not_text(std::string_view name);
Error linked_elsewhere(std::string_view name, const vault::Link& link);  // spec 4.8
Error no_vault_to_change(std::string_view name);

// As one types it in a shell: in single quotes.
std::string shell_quoted(std::string_view text);

}  // namespace coffer::secrets
