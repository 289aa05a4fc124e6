#include "postman/text_tokens.h"

#include <algorithm>

#include "base/encoding.h"

namespace coffer::postman {

std::vector<Token> find_tokens(std::string_view text) {
  std::vector<Token> tokens;
  size_t at = text.find("{{");
  while (at != std::string_view::npos) {
    const size_t close = text.find_first_of("{}", at + 2);
    if (close == std::string_view::npos) break;
    if (text.substr(close, 2) == "}}") {
      tokens.push_back({at, close + 2, text.substr(at + 2, close - at - 2)});
      at = text.find("{{", close + 2);
    } else {
      at = text.find("{{", at + 1);
    }
  }
  return tokens;
}

bool is_vault_name(std::string_view token_name) { return trim(token_name).starts_with("vault:"); }

std::string without_tokens(std::string_view text) {
  std::string shadow(text);
  for (const Token& token : find_tokens(text)) {
    std::fill(shadow.begin() + static_cast<std::ptrdiff_t>(token.begin),
              shadow.begin() + static_cast<std::ptrdiff_t>(token.end), '_');
  }
  return shadow;
}

}  // namespace coffer::postman
