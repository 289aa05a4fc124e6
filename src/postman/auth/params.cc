#include "postman/auth/params.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "crypto/random.h"

namespace coffer::postman {

std::string AuthParams::text(std::string_view name) const {
  const auto found = auth_.params.find(name);
  return found != auth_.params.end() ? found->second : std::string();
}

bool AuthParams::is_on(std::string_view name) const {
  const std::string word = text(name);
  return !word.empty() && !iequals(word, "false") && word != "0";
}

Result<std::string> AuthParams::plain(std::string_view name, std::string_view otherwise) const {
  std::string found(trim(text(name)));
  COFFER_TRY(refuse_references(found, fmt::format("auth {}", name)));
  return found.empty() ? std::string(otherwise) : found;
}

Result<Secret> AuthParams::value(std::string_view name) {
  return fill(text(name), Setting::kText, fmt::format("auth {}", name), draft_.value_of, used_);
}

Result<Secret> AuthParams::required(std::string_view name) {
  COFFER_ASSIGN(Secret found, value(name));
  if (found.empty()) {
    return auth_error(ErrorCode::kInvalidArgument, name,
                      "it is empty, and the request is not sent without it",
                      "Fill it in, or choose \"No Auth\".");
  }
  return found;
}

Error auth_error(ErrorCode code, std::string_view attribute, std::string what, std::string mend) {
  return {code, std::move(what), std::move(mend), fmt::format("auth {}", attribute)};
}

Error at_attribute(Error error, std::string_view attribute) {
  if (error.field.empty()) error.field = fmt::format("auth {}", attribute);
  return error;
}

void append_quoted(SecretBuilder& out, const Secret& text) {
  text.expose([&](std::string_view bytes) {
    for (const char c : bytes) {
      if (c == '"' || c == '\\') out.append('\\');
      out.append(c);
    }
  });
}

std::string random_word(crypto::Random& random, size_t length) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::string word;
  for (size_t i = 0; i < length; ++i) word += kLetters[random.below(kLetters.size())];
  return word;
}

std::string unix_seconds(const Clock& clock) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(clock.now()).time_since_epoch().count());
}

}  // namespace coffer::postman
