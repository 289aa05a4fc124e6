#include "cli/context.h"

namespace coffer::cli {

http::Transport& Context::transport() {
  if (!transport_) transport_ = http::make_curl_transport(environment);
  return *transport_;
}

std::filesystem::path Context::vault_file() const {
  if (!flags.vault_file.empty()) return flags.vault_file;
  if (auto named = environment.get("COFFER_VAULT")) return *named;
  return environment.config_folder() / "vault.coffer";
}

int exit_status(ErrorCode code) {
  const bool locked = code == ErrorCode::kVaultLocked || code == ErrorCode::kWrongPassphrase;
  if (needs_authentication(code) || locked) return 4;
  if (is_unresolved_reference(code)) return 3;
  if (code == ErrorCode::kUsage || code == ErrorCode::kInvalidArgument) return 2;
  return 1;
}

int reference_exit_status(ErrorCode code) { return exit_status(code) == 4 ? 4 : 3; }

}  // namespace coffer::cli
