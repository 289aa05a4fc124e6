#include "secrets/script_access.h"

#include <fmt/format.h>

#include "secrets/resolve_error.h"

namespace coffer::secrets {

Result<void> ScriptAccess::check(const std::string& use) {
  const std::lock_guard lock(mutex_);
  look_up();
  if (!decided_) decided_ = ask(use);
  return *decided_;
}

bool ScriptAccess::granted_already() {
  const std::lock_guard lock(mutex_);
  look_up();
  return decided_ && decided_->ok();
}

std::string ScriptAccess::how_to_grant() const {
  if (!parts_.file) return "Allow it for one run: coffer run --grant-vault.";
  return fmt::format("Read them, then: coffer grant {}; or for one run: coffer run --grant-vault.",
                     shell_quoted(parts_.file->string()));
}

// What needs no asking: the flag, else what was said before.
void ScriptAccess::look_up() {
  if (looked_up_) return;
  looked_up_ = true;
  if (parts_.flag) {
    decided_ = *parts_.flag ? Result<void>()
                            : access_denied("--deny-vault keeps the scripts of this run from it", "");
    return;
  }
  if (!parts_.file) return;
  const auto found = parts_.grants->find(*parts_.file, parts_.script_digest);
  if (!found) {
    decided_ = found.error();
    return;
  }
  said_ = *found;
  if (said_ == Grant::kGranted) decided_ = Result<void>();
  if (said_ == Grant::kDenied)
    decided_ =
        access_denied(fmt::format("it is denied to the scripts of {}", parts_.collection), how_to_grant());
}

Result<void> ScriptAccess::ask(const std::string& use) const {
  const bool changed = said_ == Grant::kChanged;
  if (parts_.prompter == nullptr) {
    const std::string scripts = fmt::format("the scripts of {}", parts_.collection);
    return access_denied(changed ? scripts + " have changed since it was granted to them"
                                 : "it has not been granted to " + scripts,
                         how_to_grant());
  }
  auto answer = parts_.prompter->ask({parts_.collection, use, changed, parts_.file.has_value()});
  if (!answer && answer.error().code != ErrorCode::kCancelled) return std::move(answer).error();
  const GrantAnswer said = answer ? *answer : GrantAnswer::kNo;
  if (said == GrantAnswer::kAlways) COFFER_TRY(parts_.grants->grant(*parts_.file, parts_.script_digest));
  if (said == GrantAnswer::kNever) COFFER_TRY(parts_.grants->deny(*parts_.file));
  if (said == GrantAnswer::kOnce || said == GrantAnswer::kAlways) return {};
  return access_denied("the answer to the question was no", how_to_grant());
}

}  // namespace coffer::secrets
