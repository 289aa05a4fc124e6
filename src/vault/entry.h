// A vault secret: a row of the vault.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "vault/allowed_domains.h"
#include "vault/link.h"

namespace coffer::vault {

enum class ScriptPolicy { kAsk, kNever };

// Move-only: it may hold a value.
struct Entry {
  std::string name = {};
  AllowedDomains domains = {};
  bool enabled = true;
  ScriptPolicy scripts = ScriptPolicy::kAsk;
  std::variant<Secret, Link> value = {};
  std::chrono::seconds offline{
      0};  // of a linked one: how long a snapshot of its value is good; 0: none is kept
  WallTime created{}, changed{};  // a new entry's may be left zero: Store::update() fills them in
  Secret unknown = {};  // members that a newer version wrote, as JSON without the braces; kept on rewriting

  Entry clone() const;
  bool linked() const { return std::holds_alternative<Link>(value); }
};

// Spec 2.4: 1 to 254 characters (code points of well-formed UTF-8), no control characters, braces, or outer
// white space. kInvalidArgument, field "name".
Result<void> check_name(std::string_view name);

}  // namespace coffer::vault
