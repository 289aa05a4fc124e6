// What the sources of credentials read from outside: documents of processes, containers and instances, the
// token file of IAM Identity Center, a credential_process command. Nothing of the text may be in an error.
#include "aws/credentials/command_words.h"
#include "aws/credentials/credential_json.h"
#include "aws/credentials/sso_token.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

constexpr std::string_view kPlanted = "pLaNtEd/sEcReT+kEy";

void check_document(std::string_view text, aws::CredentialForm form) {
  const auto credentials = aws::read_credential_json(Secret(text), form, "test");
  if (!credentials) return check_error(credentials.error(), kPlanted);
  REQUIRE(!credentials->access_key_id.empty() && !credentials->secret_access_key.empty());
  REQUIRE(form == aws::CredentialForm::kProcess || (credentials->temporary() && credentials->expires));
}

void check_token(std::string_view text) {
  const auto token = aws::read_sso_token(Secret(text));
  if (!token) return check_error(token.error(), kPlanted);
  REQUIRE(!token->access_token.empty());
}

void check_words(std::string_view line) {
  const auto words = aws::command_words(line);
  if (!words) return check_error(words.error(), kPlanted);
  // Quoted, each word is one word again.
  std::string quoted;
  for (const std::string& word : *words) {
    quoted += " '";
    for (const char c : word) quoted += c == '\'' ? std::string("'\"'\"'") : std::string(1, c);
    quoted += '\'';
  }
  const auto again = aws::command_words(quoted);
  REQUIRE(again && *again == *words);
}

}  // namespace

void one_input(std::string_view bytes) {
  if (bytes.contains(kPlanted)) return;
  for (const auto form : {aws::CredentialForm::kProcess, aws::CredentialForm::kMetadata}) {
    check_document(bytes, form);
    check_document(fmt::format("{}\"{}\"", bytes, kPlanted), form);
  }
  check_token(bytes);
  check_token(fmt::format("{}\"{}\"", bytes, kPlanted));
  check_words(bytes);
  check_words(fmt::format("{}{}", bytes, kPlanted));
}

}  // namespace coffer::fuzz
