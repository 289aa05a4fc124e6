// Keys as text: what is accepted is the key that the text was made of.
#include "target.h"
#include "vault/key_text.h"

namespace coffer::fuzz {
namespace {

// Letters of the alphabet of keys: an error about a key that has them does not.
constexpr std::string_view kPlanted = "QZ7XK3WQ";

Secret with_planted(std::string_view key) {
  const std::string_view half = key.substr(0, key.size() / 2);
  return Secret(fmt::format("{}{}{}", half, kPlanted, key.substr(half.size())));
}

}  // namespace

void one_input(std::string_view bytes) {
  const Secret text(bytes);
  const auto vault_key = vault::parse_vault_key(text);
  if (vault_key) {
    REQUIRE(vault_key->size() == vault::kKeySize);
    const auto again = vault::parse_vault_key(vault::vault_key_text(*vault_key));
    REQUIRE(again.ok() && again->equals(*vault_key));
  } else {
    check_error(vault_key.error());
  }
  const auto recovery = vault::parse_recovery_key(text);
  if (recovery) {
    const auto again = vault::parse_recovery_key(vault::recovery_key_text(*recovery));
    REQUIRE(again.ok() && again->equals(*recovery));
  } else {
    check_error(recovery.error());
  }
  if (const auto key = vault::parse_vault_key(with_planted(bytes)); !key) check_error(key.error(), kPlanted);
  if (const auto key = vault::parse_recovery_key(with_planted(bytes)); !key)
    check_error(key.error(), kPlanted);
}

}  // namespace coffer::fuzz
