// What the fields of links are checked for, whatever the provider.
#pragma once

#include <string>
#include <string_view>

#include "secrets/link_input.h"

namespace coffer::secrets {

Error wrong_field(std::string field, std::string what, std::string mend);
// Text that is kept, shown and sent: bounded (bytes), nothing invisible in it.
Result<void> check_link_text(std::string_view text, const std::string& field, size_t longest);
// A field given on its own, or inside what was pasted; both only if they agree.
Result<std::string> merge_fields(const std::string& given, const std::string& pasted,
                                 const std::string& field);
// The role that `fields` name, its external ID and session policy, for a secret in `partition` (empty: any).
Result<std::string> check_role(const LinkFields& fields, const std::string& partition);

// Each provider's own fields; the others are checked by make_link().
Result<vault::Link> make_aws_link(const LinkFields& fields);
Result<vault::Link> make_ssm_link(const LinkFields& fields);
Result<vault::Link> make_hashicorp_link(const LinkFields& fields);

}  // namespace coffer::secrets
