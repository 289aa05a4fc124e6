// `{{…}}` in a text: what Postman calls a variable, without asking which.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coffer::postman {

struct Token {
  size_t begin = 0, end = 0;  // of the whole `{{…}}`
  std::string_view name;      // between the braces, as it stands
};

// In order; what stands between the braces holds no brace (postman-collection: /\{\{([^{}]*?)}}/g). The views
// are into `text`.
std::vector<Token> find_tokens(std::string_view text);

// Whether the name is one of a vault reference: these are resolved by the send, never by variables.
bool is_vault_name(std::string_view token_name);

// The same length as `text`, with every byte of a `{{…}}` replaced by '_': delimiters found in it separate
// something.
std::string without_tokens(std::string_view text);

}  // namespace coffer::postman
