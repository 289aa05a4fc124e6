#include "page/vault_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/clock.h"
#include "base/encoding.h"
#include "page/entry_edits.h"
#include "page/link_json.h"

namespace coffer::page {
namespace {

using vault::Content;
using vault::Entry;
using vault::ScriptPolicy;

json::Object view_of(const Entry& entry) {
  json::Object view{{"name", entry.name},
                    {"kind", entry.linked() ? "link" : "local"},
                    {"allowed_domains", entry.domains.text()},
                    {"enabled", entry.enabled},
                    {"scripts", entry.scripts == ScriptPolicy::kNever ? "never" : "ask"},
                    {"created", iso_date(entry.created)},
                    {"changed", iso_date(entry.changed)}};
  if (const auto* link = std::get_if<vault::Link>(&entry.value)) view["link"] = link_json(*link);
  return view;
}

}  // namespace

void VaultCalls::add_to(Calls& calls) {
  calls.add("vault/state", [this](const Arguments&) { return state(); });
  calls.add("vault/create", [this](const Arguments& arguments) { return create(arguments); });
  calls.add("vault/unlock", [this](const Arguments& arguments) { return unlock(arguments); });
  calls.add("vault/lock", [this](const Arguments&) { return lock(); });
  calls.add("secrets/list", [this](const Arguments&) { return list(); });
  calls.add("secrets/add", [this](const Arguments& arguments) { return add(arguments); });
  calls.add("secrets/edit", [this](const Arguments& arguments) { return edit(arguments); });
  calls.add("secrets/remove", [this](const Arguments& arguments) { return remove(arguments); });
  calls.add("secrets/restore", [this](const Arguments& arguments) { return restore(arguments); });
  calls.add("secrets/reveal", [this](const Arguments& arguments) { return reveal(arguments); });
}

Answer VaultCalls::state() {
  json::Object said{{"file", desk_.vault().file.string()}, {"slots", json::Array()}};
  const auto slots = vault::Store::slots(desk_.vault().file);
  if (!slots && slots.error().code != ErrorCode::kVaultMissing) return slots.error();
  if (!slots) {
    said["state"] = "missing";
    return answer(said);
  }
  for (const vault::SlotKind slot : *slots) said["slots"].as_array().emplace_back(to_string(slot));
  const auto opened = desk_.open_vault();
  if (!opened && opened.error().code != ErrorCode::kVaultLocked) return opened.error();
  said["state"] = opened ? "open" : "locked";
  return answer(said);
}

Answer VaultCalls::create(const Arguments& arguments) {
  COFFER_ASSIGN(const Secret passphrase, arguments.secret("passphrase"));
  if (passphrase.empty())
    return Error{ErrorCode::kInvalidArgument, "the passphrase is empty", "Choose one that nobody guesses.",
                 "passphrase"};
  COFFER_ASSIGN(const vault::Store::Created created, vault::Store::create(desk_.vault(), &passphrase));
  COFFER_TRY(desk_.keep_key(*created.store));
  return created.recovery_key.expose([](std::string_view key) { return secret_answer("recovery_key", key); });
}

Answer VaultCalls::unlock(const Arguments& arguments) {
  const bool recovery = arguments.has("recovery_key");
  COFFER_ASSIGN(const Secret text, arguments.secret(recovery ? "recovery_key" : "passphrase"));
  vault::Unlock unlock;
  (recovery ? unlock.recovery : unlock.passphrase) = &text;
  auto opened = vault::Store::open(desk_.vault(), unlock);
  if (!opened) {
    Error error = std::move(opened).error();
    if (error.code == ErrorCode::kWrongPassphrase) error.field = recovery ? "recovery_key" : "passphrase";
    return error;
  }
  COFFER_TRY(desk_.keep_key(**opened));
  events_.tell("vault", "{}");
  return done();
}

Answer VaultCalls::lock() {
  COFFER_TRY(desk_.lock());
  if (at_lock_) at_lock_();
  undo_.forget();
  events_.tell("vault", "{}");
  events_.tell("connections", "{}");
  if (!desk_.open_vault()) return done();
  return Error{ErrorCode::kUnsupported, "the vault opens again at once: its key is given to coffer ui",
               "Start coffer ui without COFFER_VAULT_KEY, a key file or a passphrase file."};
}

Answer VaultCalls::list() {
  COFFER_ASSIGN(const auto store, desk_.open_vault());
  json::Array all;
  for (const Entry& entry : store->content().entries) all.emplace_back(view_of(entry));
  return answer({{"secrets", std::move(all)}});
}

Answer VaultCalls::add(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("name"));
  return change_vault(desk_, events_, [&](Content& content) -> Result<void> {
    COFFER_TRY(check_new_name(content, name, "name"));
    Entry entry;
    entry.name = name;
    COFFER_TRY(set_members(entry, arguments));
    content.entries.push_back(std::move(entry));
    return {};
  });
}

Answer VaultCalls::edit(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("name"));
  return change_vault(desk_, events_, [&](Content& content) -> Result<void> {
    COFFER_ASSIGN(Entry * entry, entry_of(content, name));
    if (const auto new_name = arguments.optional_text("new_name"); new_name && *new_name != name) {
      COFFER_TRY(check_new_name(content, *new_name, "name"));
      entry->name = *new_name;
    }
    COFFER_TRY(set_members(*entry, arguments));
    entry->changed = desk_.vault().clock->now();
    return {};
  });
}

Answer VaultCalls::remove(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("name"));
  std::optional<Entry> gone;
  size_t place = 0;
  COFFER_TRY(change_vault(desk_, events_, [&](Content& content) -> Result<void> {
    const auto found = std::ranges::find(content.entries, name, &Entry::name);
    if (found == content.entries.end()) return none_of_that_name(name);
    place = static_cast<size_t>(found - content.entries.begin());
    gone = std::move(*found);
    content.entries.erase(found);
    return {};
  }));
  // Copyable, as what std::function holds must be; the value in it stays where it is.
  const auto removed = std::make_shared<const Entry>(*std::move(gone));
  return answer({{"undo", undo_.keep([this, removed, place]() { return put_back(*removed, place); })}});
}

Result<void> VaultCalls::put_back(const Entry& removed, size_t place) {
  const auto insert = [&](Content& content) -> Result<void> {
    COFFER_TRY(check_new_name(content, removed.name, "name"));
    const auto there = static_cast<ptrdiff_t>(std::min(place, content.entries.size()));
    content.entries.insert(content.entries.begin() + there, removed.clone());
    return {};
  };
  COFFER_TRY(change_vault(desk_, events_, insert));
  return {};
}

Answer VaultCalls::restore(const Arguments& arguments) {
  COFFER_ASSIGN(const uint64_t number, arguments.number("undo"));
  COFFER_TRY(undo_.take_back(number));
  return done();
}

Answer VaultCalls::reveal(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("name"));
  COFFER_ASSIGN(const auto store, desk_.open_vault());
  const Entry* entry = store->content().find(name);
  if (entry == nullptr) return none_of_that_name(name);
  const Secret* value = std::get_if<Secret>(&entry->value);
  if (value == nullptr)
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("\"{}\" is linked; its value is not kept here", name),
                 "Test tells what is there.", "name"};
  if (!value->expose([](std::string_view bytes) { return is_utf8(bytes); }))
    return Error{ErrorCode::kBinaryAsText, fmt::format("the value of \"{}\" is binary", name),
                 fmt::format("On a terminal: coffer secret show --reveal '{}' > FILE", name), "name"};
  secrets::AuditEvent event;
  event.action = "reveal";
  event.secret = name;
  event.source = "local vault";
  COFFER_TRY(desk_.audit().append({event}));
  return value->expose([](std::string_view bytes) { return secret_answer("value", bytes); });
}

}  // namespace coffer::page
