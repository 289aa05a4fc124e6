#include "page/script_vault.h"

#include "postman/script_digest.h"
#include "secrets/granted_vault.h"
#include "secrets/grants.h"
#include "secrets/resolve_error.h"

namespace coffer::page {
namespace {

using secrets::UseContext;

class VaultThatIsOff final : public secrets::ScriptVault {
 public:
  Result<void> granted() override {
    return secrets::access_denied("scripts may not use the vault",
                                  "Switch it on: Settings, Scripts. Then each collection is asked about.");
  }
  Result<std::shared_ptr<const Secret>> get(const std::string&, const UseContext&) override {
    return granted().error();
  }
  Result<void> set(const std::string&, Secret, const UseContext&) override { return granted(); }
  Result<void> unset(const std::string&, const UseContext&) override { return granted(); }
};

// All that it stands on, in the order in which it must be destroyed.
class PageScriptVault final : public secrets::ScriptVault {
 public:
  explicit PageScriptVault(const ScriptVaultInput& input)
      : grants_(input.desk.environment().state_folder()),
        access_(access_parts(input)),
        vault_(access_, input.session.session(),
               [session = &input.session] { return session->open_secrets(); }) {}

  Result<void> granted() override { return vault_.granted(); }
  bool granted_already() const override { return vault_.granted_already(); }
  Result<std::shared_ptr<const Secret>> get(const std::string& name, const UseContext& context) override {
    return vault_.get(name, context);
  }
  Result<void> set(const std::string& name, Secret value, const UseContext& context) override {
    return vault_.set(name, std::move(value), context);
  }
  Result<void> unset(const std::string& name, const UseContext& context) override {
    return vault_.unset(name, context);
  }

 private:
  secrets::ScriptAccess::Parts access_parts(const ScriptVaultInput& input) const {
    secrets::ScriptAccess::Parts parts;
    parts.collection = input.place.collection->root.name;
    if (!input.place.file.empty()) parts.file = input.place.file;
    parts.script_digest = postman::script_digest(*input.place.collection);
    parts.grants = &grants_;
    parts.prompter = input.prompter;
    return parts;
  }

  const secrets::GrantStore grants_;
  secrets::ScriptAccess access_;
  secrets::GrantedVault vault_;
};

}  // namespace

std::unique_ptr<secrets::ScriptVault> open_script_vault(const ScriptVaultInput& input) {
  if (!input.on) return std::make_unique<VaultThatIsOff>();
  return std::make_unique<PageScriptVault>(input);
}

}  // namespace coffer::page
