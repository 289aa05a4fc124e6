// The vault on disk: opened with a key, read in memory, changed all-or-nothing. docs/vault-format.md is the
// format.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/disk.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/kdf.h"
#include "crypto/random.h"
#include "vault/entry.h"
#include "vault/snapshot.h"

namespace coffer::vault {

struct Generation;
struct Header;

// One way to the vault key. The last two stand in the file as notes only: the key itself is in the keyring or
// key file.
enum class SlotKind { kPassphrase, kRecovery, kKeyring, kKeyFile };
std::string_view to_string(SlotKind kind);  // "passphrase", "recovery key", "keyring", "key file"

// What a caller can offer to open a vault; the first slot that fits wins. All optional.
struct Unlock {
  const Secret* key =
      nullptr;  // the vault key itself or a key-file key: COFFER_VAULT_KEY, key file, keyring (text form)
  const Secret* passphrase = nullptr;
  const Secret* recovery = nullptr;  // the recovery key as it was shown
};

struct Settings {
  int cache_minutes = 60;  // spec 5.5; 0: off
};

// The opened content. Not thread-safe.
struct Content {
  std::vector<Entry> entries = {};  // in the order in which they were added; names are unique
  Settings settings = {};
  std::vector<Snapshot> snapshots = {};  // at most one an entry
  Secret unknown_settings = {};          // what a newer version wrote, as JSON members; kept on rewriting
  Secret unknown = {};                   // the same, beside entries and settings

  const Entry* find(std::string_view name) const;
  Entry* find(std::string_view name);
  const Snapshot* snapshot_of(std::string_view name) const;
};

// Names of the vault file's neighbours: FILE.lock, FILE.backup. A Store is cheap; it holds the vault key once
// open.
class Store {
 public:
  struct Options {
    std::filesystem::path file;
    Clock* clock = nullptr;            // not owned
    crypto::Random* random = nullptr;  // not owned
    crypto::KdfCost kdf = {};          // of passphrase slots that are written; tests lower it
    Disk* disk = &system_disk();       // not owned; tests inject faults
  };

  // What init made. `recovery_key` is shown once and kept nowhere.
  struct Created;

  // Makes a new vault with a recovery slot, and a passphrase slot if there is a passphrase. The folder is
  // made if missing. kAlreadyExists if there is a file, or the backup of one.
  static Result<Created> create(const Options& options, const Secret* passphrase);
  // Errors: kVaultMissing, kVaultLocked (lists the slots there are), kWrongPassphrase, kVaultDamaged,
  // kVaultNewerVersion, kPermissions.
  static Result<std::unique_ptr<Store>> open(const Options& options, const Unlock& unlock);
  // Which slots a vault has, without opening it. Errors as open() has them before it looks at keys.
  static Result<std::vector<SlotKind>> slots(const std::filesystem::path& file);
  // Removes the vault, its backup and its lock file. kVaultMissing if there is nothing to remove.
  static Result<void> remove_files(const std::filesystem::path& file, Disk& disk = system_disk());

  const Content& content() const { return content_; }
  const std::filesystem::path& file() const { return options_.file; }
  uint64_t generation() const { return generation_; }

  // Takes the lock, reads the newest generation, lets `change` edit it, checks it, writes it. After an error
  // the file and content() are as they were, but for one: where the folder cannot be synced after the write
  // the change is there, and the error says that a power cut may undo it. Pointers into content() are void
  // afterwards. Another writer is waited for, up to `patience`; then kIo.
  static constexpr std::chrono::seconds kPatience{30};
  Result<void> update(const std::function<Result<void>(Content&)>& change,
                      std::chrono::milliseconds patience = kPatience);
  // Reads again if another process wrote meanwhile.
  Result<void> refresh();

  // These rewrite the backup too, so that what was given up does not open it. Errors as update() has them.
  Result<void> set_passphrase(const Secret& passphrase);  // adds or replaces that slot
  Result<void> note_slot(SlotKind kind);                  // kKeyring or kKeyFile: that the key was put there
  Result<void> remove_slot(SlotKind kind);  // refuses to remove the last of passphrase and recovery key
  Secret key_text() const;                  // what COFFER_VAULT_KEY holds: "coffer-key-1-…"

  // Hands a new recovery key to whoever keeps it, before anything is written: a process that is killed right
  // after the write must not leave a vault that only a key which nobody saw could open. An error of it stops
  // the write. If the write fails, the key opens nothing.
  using Announce = std::function<Result<void>(const Secret& recovery_key)>;
  Result<void> new_recovery_key(const Announce& announce);  // replaces the recovery slot
  // A new vault key, all slots made anew, with a new recovery key. A vault with a passphrase needs it:
  // kInvalidArgument without, kWrongPassphrase for another. The caller stores key_text() anew where it is
  // kept.
  Result<void> rotate_key(const Secret* passphrase, const Announce& announce);

 private:
  Store(Options options, Secret key) : options_(std::move(options)), key_(std::move(key)) {}
  Result<Generation> read() const;
  void keep(Generation generation);
  Result<void> change_slots(const std::function<Result<void>(Header&, Secret& key)>& change);

  Options options_;
  Secret key_;
  Content content_;
  uint64_t generation_ = 0;
  std::string payload_nonce_;  // tells one write from every other
};

struct Store::Created {
  std::unique_ptr<Store> store;
  Secret recovery_key;
};

}  // namespace coffer::vault
