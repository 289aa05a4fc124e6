// A ScriptVault for tests.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "secrets/script_vault.h"

namespace coffer::runner {

class FakeScriptVault final : public secrets::ScriptVault {
 public:
  bool is_granted = true, known = false;  // known: granted_already() says so
  std::map<std::string, std::string> values;
  std::vector<std::string> uses;  // "get key by Shop: List"
  int asked = 0;

  Result<void> granted() override {
    ++asked;
    if (is_granted) return {};
    return Error{ErrorCode::kAccessDenied, "the scripts of Shop may not use the vault",
                 "Allow it: coffer grant shop.json"};
  }
  bool granted_already() const override { return known; }

  Result<std::shared_ptr<const Secret>> get(const std::string& name,
                                            const secrets::UseContext& context) override {
    note("get", name, context);
    const auto found = values.find(name);
    if (found == values.end()) return std::shared_ptr<const Secret>();
    return std::make_shared<const Secret>(found->second);
  }
  Result<void> set(const std::string& name, Secret value, const secrets::UseContext& context) override {
    note("set", name, context);
    values[name] = value.expose([](std::string_view bytes) { return std::string(bytes); });
    return {};
  }
  Result<void> unset(const std::string& name, const secrets::UseContext& context) override {
    note("unset", name, context);
    values.erase(name);
    return {};
  }

 private:
  void note(const std::string& what, const std::string& name, const secrets::UseContext& context) {
    uses.push_back(what + " " + name + " by " + context.collection + ": " + context.request);
  }
};

}  // namespace coffer::runner
