// A folder with room for a vault, for tests; gone afterwards. Key derivation is made cheap.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/files.h"
#include "crypto/random.h"
#include "vault/store.h"

namespace coffer::vault {

inline std::string text_of(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

inline Entry local_entry(std::string name, std::string_view value) {
  Entry entry;
  entry.name = std::move(name);
  entry.value = Secret(value);
  return entry;
}

// The new recovery key of a vault whose key is changed.
inline Result<Secret> rotate(Store& store, const Secret* passphrase) {
  Secret recovery_key;
  COFFER_TRY(store.rotate_key(passphrase, [&](const Secret& key) -> Result<void> {
    recovery_key = key.clone();
    return {};
  }));
  return recovery_key;
}

inline Result<Secret> new_recovery_key(Store& store) {
  Secret recovery_key;
  COFFER_TRY(store.new_recovery_key([&](const Secret& key) -> Result<void> {
    recovery_key = key.clone();
    return {};
  }));
  return recovery_key;
}

class TempVault : public testing::Test {
 protected:
  TempVault() {
    std::string pattern = (std::filesystem::temp_directory_path() / "coffer-vault-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    options_ = {
        .file = folder_ / "vault", .clock = &clock_, .random = &crypto::system_random(), .kdf = {1, 8}};
  }
  ~TempVault() override { std::filesystem::remove_all(folder_); }

  std::string bytes() const { return read_file(options_.file).value(); }
  std::filesystem::path beside(std::string_view suffix) const {
    std::filesystem::path path = options_.file;
    return path += suffix;
  }

  static Result<void> add(Store& store, std::string name, std::string_view value) {
    return store.update([&](Content& content) -> Result<void> {
      content.entries.push_back(local_entry(std::move(name), value));
      return {};
    });
  }
  Result<std::unique_ptr<Store>> open_with_passphrase(std::string_view passphrase = "passphrase") const {
    const Secret secret(passphrase);
    return Store::open(options_, {.passphrase = &secret});
  }
  Result<std::unique_ptr<Store>> open_with_key(const Secret& key) const {
    return Store::open(options_, {.key = &key});
  }
  Result<std::unique_ptr<Store>> open_with_recovery(const Secret& key) const {
    return Store::open(options_, {.recovery = &key});
  }
  Store::Created create() const {
    const Secret passphrase("passphrase");
    return Store::create(options_, &passphrase).value();
  }

  std::filesystem::path folder_;
  FakeClock clock_{WallTime(std::chrono::milliseconds(1'767'225'600'000))};
  Store::Options options_;
};

}  // namespace coffer::vault
