#include "vault/keyring.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <libsecret/secret.h>

namespace coffer::vault {
namespace {

// The few functions of libsecret that we call, with the types of its own header. GLib must never be unloaded,
// so the handle is kept.
struct Library {
  decltype(&secret_password_store_sync) store = nullptr;
  decltype(&secret_password_lookup_nonpageable_sync) lookup = nullptr;
  decltype(&secret_password_clear_sync) clear = nullptr;
  decltype(&secret_password_free) free_password = nullptr;
  decltype(&g_error_free) free_error = nullptr;
  std::string fault = {};  // why it could not be loaded; empty if it was

  Library() {
    void* handle = ::dlopen("libsecret-1.so.0", RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
      const char* why = ::dlerror();
      fault = why != nullptr ? why : "libsecret-1.so.0 not found";
      return;
    }
    find(handle, "secret_password_store_sync", store);
    find(handle, "secret_password_lookup_nonpageable_sync", lookup);
    find(handle, "secret_password_clear_sync", clear);
    find(handle, "secret_password_free", free_password);
    find(handle, "g_error_free", free_error);  // of GLib, which libsecret brings along
  }

 private:
  template <class Function>
  void find(void* handle, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(handle, name));
    if (function == nullptr && fault.empty()) fault = fmt::format("libsecret has no {}", name);
  }
};

const Library& library() {
  static const Library instance;
  return instance;
}

constexpr const char* kVaultAttribute = "vault";

// The name and the attribute are how a user finds the item in a keyring program; they must not change.
const SecretSchema& schema() {
  static const SecretSchema instance = [] {
    SecretSchema made{};
    made.name = "coffer.VaultKey";
    made.flags = SECRET_SCHEMA_NONE;
    made.attributes[0] = {kVaultAttribute, SECRET_SCHEMA_ATTRIBUTE_STRING};
    return made;
  }();
  return instance;
}

Error unavailable(std::string_view why) {
  return {ErrorCode::kKeyringUnavailable, fmt::format("the keyring cannot be used: {}", why),
          "Unlock the desktop's keyring, or open the vault by passphrase, key file or COFFER_VAULT_KEY."};
}

// Takes the error and frees it.
Error unavailable(GError* error) {
  Error made = unavailable(error->message);
  library().free_error(error);
  return made;
}

class SecretServiceKeyring final : public Keyring {
 public:
  Result<std::optional<Secret>> load(const std::string& vault) override {
    if (!library().fault.empty()) return unavailable(library().fault);
    GError* error = nullptr;
    gchar* found = library().lookup(&schema(), nullptr, &error, kVaultAttribute, vault.c_str(), nullptr);
    if (error != nullptr) return unavailable(error);
    if (found == nullptr) return std::optional<Secret>();
    std::optional<Secret> key(std::in_place, std::string_view(found));
    library().free_password(found);  // wipes it
    return key;
  }

  Result<void> store(const std::string& vault, const Secret& key_text) override {
    if (!library().fault.empty()) return unavailable(library().fault);
    const std::string label = fmt::format("Coffer vault key ({})", vault);
    SecretBuilder terminated;
    terminated.append(key_text).append('\0');
    GError* error = nullptr;
    terminated.take().expose([&](std::string_view key) {
      library().store(&schema(), SECRET_COLLECTION_DEFAULT, label.c_str(), key.data(), nullptr, &error,
                      kVaultAttribute, vault.c_str(), nullptr);
    });
    if (error != nullptr) return unavailable(error);
    return {};
  }

  Result<void> remove(const std::string& vault) override {
    if (!library().fault.empty()) return unavailable(library().fault);
    GError* error = nullptr;
    library().clear(&schema(), nullptr, &error, kVaultAttribute, vault.c_str(), nullptr);
    if (error != nullptr) return unavailable(error);
    return {};
  }
};

}  // namespace

std::unique_ptr<Keyring> make_secret_service_keyring() { return std::make_unique<SecretServiceKeyring>(); }

}  // namespace coffer::vault
