// Writes vaults for interop_test.py to read: vault_writer VECTORS FOLDER. The contents are those of two test
// vectors.
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "base/clock.h"
#include "base/files.h"
#include "crypto/random.h"
#include "json/json.h"
#include "vault/export_file.h"
#include "vault/payload.h"
#include "vault/store.h"

namespace coffer::vault {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view kPassphrase = "correct horse – пароль";

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::cerr << to_string(result.error()) << '\n';
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

std::string text_of(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

json::Value content_of(const fs::path& vector) {
  return *json::find(must(json::parse(must(read_file(vector)))), "content");
}

// What interop_test.py expects of FILE, beside it.
void describe(const Store& store, const Secret& recovery_key, const json::Array& slots,
              const json::Value& content) {
  json::Object ways;
  ways["passphrase"] = kPassphrase;
  ways["recovery"] = text_of(recovery_key);
  ways["key"] = text_of(store.key_text());
  json::Object description;
  description["open"] = std::move(ways);
  description["generation"] = store.generation();
  description["slots"] = slots;
  description["content"] = content;
  fs::path file = store.file();
  must(replace_file(file.replace_extension(".json"), json::dump(description)));
}

std::unique_ptr<Store> fill(Store::Created& created, const json::Value& content) {
  must(created.store->update([&](Content& made) -> Result<void> {
    made = must(decode_payload(Secret(json::dump(content))));
    return {};
  }));
  return std::move(created.store);
}

void write_all(const fs::path& vectors, const fs::path& folder) {
  const Secret passphrase(kPassphrase);
  const json::Value full = content_of(vectors / "full.json");
  Store::Options options{
      .file = folder / "default-cost.vault", .clock = &system_clock(), .random = &crypto::system_random()};
  auto created = must(Store::create(options, &passphrase));
  const auto filled = fill(created, full);
  describe(*filled, created.recovery_key, {1, 2}, full);

  const std::string sealed =
      must(seal_export(filled->content().entries, passphrase, {}, crypto::system_random()));
  must(replace_file(folder / "all.export", sealed));
  const json::Object exported{{"password", kPassphrase}, {"entries", *json::find(full, "entries")}};
  must(replace_file(folder / "all.json", json::dump(exported)));

  const json::Value providers = content_of(vectors / "providers.json");
  options.file = folder / "providers.vault";
  created = must(Store::create(options, &passphrase));
  describe(*fill(created, providers), created.recovery_key, {1, 2}, providers);

  const json::Value future = content_of(vectors / "future-members.json");
  options.file = folder / "rotated.vault";
  options.kdf = {1, 8};
  created = must(Store::create(options, &passphrase));
  const auto store = fill(created, future);
  Secret recovery_key;
  must(store->rotate_key(&passphrase, [&](const Secret& key) -> Result<void> {
    recovery_key = key.clone();
    return {};
  }));
  must(store->note_slot(SlotKind::kKeyring));
  describe(*store, recovery_key, {1, 2, 3}, future);
}

}  // namespace
}  // namespace coffer::vault

int main(int count, char** arguments) {
  if (count != 3) return 2;
  coffer::vault::write_all(arguments[1], arguments[2]);
  return 0;
}
