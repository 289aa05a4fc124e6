#include "vault/store.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "vault/format.h"
#include "vault/generation.h"
#include "vault/key_slot.h"
#include "vault/key_text.h"
#include "vault/unlock.h"
#include "vault/vault_file.h"

namespace coffer::vault {
namespace fs = std::filesystem;
namespace {

void fill_times(Content& content, const Clock& clock) {
  for (Entry& entry : content.entries) {
    if (entry.created == WallTime{}) entry.created = clock.now();
    if (entry.changed == WallTime{}) entry.changed = entry.created;
  }
}

// Wraps the vault key under a new recovery key and returns that as text.
Secret put_recovery_slot(Header& header, const Secret& vault_key, crypto::Random& random) {
  const Secret recovery_key = random.secret(kKeySize);
  header.put(SlotType::kRecovery, wrap_by_recovery_key(vault_key, recovery_key, random));
  return recovery_key_text(recovery_key);
}

Result<void> put_passphrase_slot(Header& header, const Secret& vault_key, const Secret& passphrase,
                                 const Store::Options& options) {
  COFFER_ASSIGN(std::string slot, wrap_by_passphrase(vault_key, passphrase, options.kdf, *options.random));
  header.put(SlotType::kPassphrase, std::move(slot));
  return {};
}

Result<void> refuse_existing(const VaultPaths& paths) {
  std::error_code failure;
  if (fs::exists(fs::symlink_status(paths.file, failure))) {
    return Error{ErrorCode::kAlreadyExists, fmt::format("there is a vault already: {}", paths.file.string()),
                 "Use it, or remove it first: coffer vault reset."};
  }
  if (fs::exists(fs::symlink_status(paths.backup, failure))) {
    return Error{ErrorCode::kAlreadyExists,
                 fmt::format("there is no vault at {}, but the backup of one", paths.file.string()),
                 fmt::format("Go back to it: cp '{0}' '{1}'. Or remove it: coffer vault reset.",
                             paths.backup.string(), paths.file.string())};
  }
  return {};
}

}  // namespace

std::string_view to_string(SlotKind kind) {
  switch (kind) {
    case SlotKind::kPassphrase:
      return "passphrase";
    case SlotKind::kRecovery:
      return "recovery key";
    case SlotKind::kKeyring:
      return "keyring";
    case SlotKind::kKeyFile:
      return "key file";
  }
  return "";
}

const Entry* Content::find(std::string_view name) const {
  const auto found = std::ranges::find(entries, name, &Entry::name);
  return found == entries.end() ? nullptr : &*found;
}

Entry* Content::find(std::string_view name) {
  const auto found = std::ranges::find(entries, name, &Entry::name);
  return found == entries.end() ? nullptr : &*found;
}

const Snapshot* Content::snapshot_of(std::string_view name) const {
  const auto found = std::ranges::find(snapshots, name, &Snapshot::name);
  return found == snapshots.end() ? nullptr : &*found;
}

Result<Store::Created> Store::create(const Options& options, const Secret* passphrase) {
  const VaultPaths paths(options.file);
  if (passphrase != nullptr) COFFER_TRY(check_passphrase(*passphrase));
  COFFER_TRY(make_private_folder(paths.file.parent_path()));
  COFFER_TRY(check_vault_folder(paths));
  COFFER_ASSIGN(const FileLock lock, lock_vault(paths, kPatience));
  COFFER_TRY(refuse_existing(paths));
  std::unique_ptr<Store> store(new Store(options, options.random->secret(kKeySize)));
  Generation first;
  first.header.generation = 0;
  first.header.key_id = key_id_of(store->key_);
  if (passphrase != nullptr) COFFER_TRY(put_passphrase_slot(first.header, store->key_, *passphrase, options));
  Secret recovery_key = put_recovery_slot(first.header, store->key_, *options.random);
  COFFER_TRY(seal(first, store->key_, *options.random));
  COFFER_TRY(replace_vault_file(paths, paths.file, first.bytes, *options.disk));
  if (Result<void> synced = sync_vault_folder(paths, *options.disk); !synced) {
    // Nobody will see its recovery key.
    static_cast<void>(options.disk->remove(paths.file));
    return Error{ErrorCode::kIo, synced.error().what, "No vault was made. Look after the disk."};
  }
  store->keep(std::move(first));
  return Created{std::move(store), std::move(recovery_key)};
}

Result<std::unique_ptr<Store>> Store::open(const Options& options, const Unlock& unlock) {
  const VaultPaths paths(options.file);
  COFFER_ASSIGN(Generation generation, read_generation(paths));
  COFFER_ASSIGN(Secret key, find_key(generation.header, unlock, paths));
  COFFER_TRY(unseal(generation, key, paths));
  std::unique_ptr<Store> store(new Store(options, std::move(key)));
  store->keep(std::move(generation));
  return store;
}

Result<std::vector<SlotKind>> Store::slots(const fs::path& file) {
  COFFER_ASSIGN(const Generation generation, read_generation(VaultPaths(file)));
  return kinds_of(generation.header);
}

Result<void> Store::remove_files(const fs::path& file, Disk& disk) {
  const VaultPaths paths(file);
  std::error_code failure;
  if (!fs::exists(paths.file, failure) && !fs::exists(paths.backup, failure)) {
    return Error{ErrorCode::kVaultMissing, fmt::format("there is no vault at {}", paths.file.string())};
  }
  COFFER_ASSIGN(const FileLock lock, lock_vault(paths, kPatience));
  for (const fs::path& each : {paths.backup, paths.fresh, paths.file, paths.lock}) {
    if (const auto removed = disk.remove(each); !removed) {
      return Error{ErrorCode::kIo,
                   fmt::format("could not remove {}: {}", each.string(), removed.error().what)};
    }
  }
  return sync_vault_folder(paths, disk);
}

Result<Generation> Store::read() const {
  const VaultPaths paths(options_.file);
  COFFER_ASSIGN(Generation generation, read_generation(paths));
  COFFER_TRY(unseal(generation, key_, paths));
  return generation;
}

void Store::keep(Generation generation) {
  content_ = std::move(generation.content);
  generation_ = generation.header.generation;
  payload_nonce_ = std::move(generation.header.payload_nonce);
}

Result<void> Store::refresh() {
  const VaultPaths paths(options_.file);
  COFFER_ASSIGN(Generation generation, read_generation(paths));
  if (generation.header.payload_nonce == payload_nonce_) return {};
  COFFER_TRY(unseal(generation, key_, paths));
  keep(std::move(generation));
  return {};
}

Result<void> Store::update(const std::function<Result<void>(Content&)>& change,
                           std::chrono::milliseconds patience) {
  const VaultPaths paths(options_.file);
  COFFER_ASSIGN(const FileLock lock, lock_vault(paths, patience));
  COFFER_ASSIGN(Generation next, read());
  COFFER_TRY(change(next.content));
  fill_times(next.content, *options_.clock);
  drop_stale_snapshots(next.content, options_.clock->now());
  const std::string old_bytes = std::exchange(next.bytes, {});
  COFFER_TRY(seal(next, key_, *options_.random));
  COFFER_TRY(back_up(paths, old_bytes, *options_.disk));
  COFFER_TRY(replace_vault_file(paths, paths.file, next.bytes, *options_.disk));
  keep(std::move(next));
  return sync_vault_folder(paths, *options_.disk);
}

// The backup becomes the new generation too, and first, for good: killed in between, the old file is there
// and whole, and nothing that was given up opens what is left once the new file is there.
Result<void> Store::change_slots(const std::function<Result<void>(Header&, Secret& key)>& change) {
  const VaultPaths paths(options_.file);
  COFFER_ASSIGN(const FileLock lock, lock_vault(paths, kPatience));
  COFFER_ASSIGN(Generation next, read());
  Secret key = key_.clone();
  COFFER_TRY(change(next.header, key));
  drop_stale_snapshots(next.content, options_.clock->now());
  const std::string old_bytes = std::exchange(next.bytes, {});
  COFFER_TRY(seal(next, key, *options_.random));
  Disk& disk = *options_.disk;
  COFFER_TRY(replace_vault_file(paths, paths.backup, next.bytes, disk));
  Result<void> written = sync_vault_folder(paths, disk);
  if (written) written = replace_vault_file(paths, paths.file, next.bytes, disk);
  if (!written) {
    Error failure = std::move(written).error();
    failure.mend = "The vault is as it was. Free some space or mend the folder, and try again.";
    // The backup must not stay ahead of the file.
    if (!replace_vault_file(paths, paths.backup, old_bytes, disk) || !sync_vault_folder(paths, disk))
      failure.mend = "The vault is as it was; its backup is not, until the next change that succeeds.";
    return failure;
  }
  key_ = std::move(key);
  keep(std::move(next));
  return sync_vault_folder(paths, disk);
}

Result<void> Store::set_passphrase(const Secret& passphrase) {
  return change_slots(
      [&](Header& header, Secret& key) { return put_passphrase_slot(header, key, passphrase, options_); });
}

Result<void> Store::note_slot(SlotKind kind) {
  if (kind != SlotKind::kKeyring && kind != SlotKind::kKeyFile) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("the {} slot holds a key and is no mere note", to_string(kind))};
  }
  return change_slots([&](Header& header, Secret&) -> Result<void> {
    header.put(type_of(kind), {});
    return {};
  });
}

Result<void> Store::remove_slot(SlotKind kind) {
  return change_slots([&](Header& header, Secret&) -> Result<void> {
    if (header.find(type_of(kind)) == nullptr) {
      return Error{ErrorCode::kNotFound, fmt::format("the vault has no {} slot", to_string(kind))};
    }
    header.drop(type_of(kind));
    if (header.find(SlotType::kPassphrase) != nullptr || header.find(SlotType::kRecovery) != nullptr)
      return {};
    return Error{ErrorCode::kInvalidArgument,
                 "this is the last way to open the vault that the file itself holds",
                 "Set a passphrase or make a new recovery key first."};
  });
}

Secret Store::key_text() const { return vault_key_text(key_); }

Result<void> Store::new_recovery_key(const Announce& announce) {
  return change_slots([&](Header& header, Secret& key) -> Result<void> {
    return announce(put_recovery_slot(header, key, *options_.random));
  });
}

Result<void> Store::rotate_key(const Secret* passphrase, const Announce& announce) {
  return change_slots([&](Header& header, Secret& key) -> Result<void> {
    const Slot* slot = header.find(SlotType::kPassphrase);
    if (slot != nullptr && passphrase == nullptr) {
      return Error{ErrorCode::kInvalidArgument, "the vault has a passphrase, which must be given to keep it",
                   "Give it, or remove that slot first.", "passphrase"};
    }
    if (slot != nullptr) COFFER_TRY(unwrap_by_passphrase(slot->body, *passphrase));
    key = options_.random->secret(kKeySize);
    header.key_id = key_id_of(key);
    header.slots.clear();
    if (passphrase != nullptr) COFFER_TRY(put_passphrase_slot(header, key, *passphrase, options_));
    return announce(put_recovery_slot(header, key, *options_.random));
  });
}

}  // namespace coffer::vault
