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
  if (needs_authentication(code)) return 4;
  if (is_unresolved_reference(code)) return 3;
  if (code == ErrorCode::kUsage || code == ErrorCode::kInvalidArgument) return 2;
  return 1;
}

}  // namespace coffer::cli
