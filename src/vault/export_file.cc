#include "vault/export_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "crypto/aead.h"
#include "crypto/hash.h"
#include "json/json.h"
#include "vault/byte_io.h"
#include "vault/format.h"
#include "vault/key_slot.h"
#include "vault/payload.h"
#include "vault/secret_json.h"

namespace coffer::vault {
namespace {

constexpr std::string_view kMagic = "COFFEX\r\n";
constexpr size_t kChecksumSize = sizeof(crypto::Digest);
constexpr size_t kCheckedSize = kExportHeaderSize - kChecksumSize;
constexpr size_t kPadding = 256;
constexpr size_t kDepth = 32;
static_assert(kMaxExportSize == kMaxPlaintextSize + kExportHeaderSize + crypto::kAeadTagSize);

Error malformed(std::string what) {
  return {ErrorCode::kMalformed, fmt::format("the export is damaged: {}", what), "Export the vault again."};
}

Error no_export(const std::string& why) {
  return {ErrorCode::kMalformed,
          fmt::format("this is neither an export of a vault nor a links file: {}", why),
          "A .env file, or a JSON object of names and values, needs --format dotenv or --format json."};
}

Error newer(const std::string& what) {
  return {ErrorCode::kUnsupported, fmt::format("the export is newer than this Coffer: {}", what),
          "Update Coffer to import it."};
}

// What the vault's reader says of entries, said of an export.
Error of_export(Error error) {
  if (error.code == ErrorCode::kVaultNewerVersion) return newer(error.what);
  if (error.code == ErrorCode::kVaultDamaged) return malformed(error.what);
  return error;
}

// Another label than the vault's, so that no key serves for two things.
std::string key_id_of_export(const Secret& key) {
  return crypto::derive_key(key, "coffer export key id 1").expose([](std::string_view id) {
    return std::string(id.substr(0, kKeyIdSize));
  });
}
Secret payload_key_of_export(const Secret& key) { return crypto::derive_key(key, "coffer export payload 1"); }

Result<Secret> document_of(const std::vector<Entry>& entries, size_t indent) {
  SecretJsonWriter out(indent);
  out.open('{').key("format").string(kExportFormatName).key("version").number(kExportVersion);
  out.key("entries").open('[');
  for (const Entry& entry : entries) {
    encode_entry(out, entry);
    if (out.size() > kMaxPlaintextSize) break;
  }
  out.close(']').close('}');
  if (indent == 0) out.spaces_to_multiple_of(kPadding);
  if (out.size() <= kMaxPlaintextSize) return out.take();
  return Error{ErrorCode::kTooLarge,
               fmt::format("the export would be larger than {} MiB", kMaxPlaintextSize >> 20)};
}

size_t characters_in(std::string_view text) {
  if (!is_utf8(text)) return text.size();
  return static_cast<size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

Result<void> check_export_password(const Secret& password) {
  if (password.expose(characters_in) < kShortestExportPassword) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("it is shorter than {} characters", kShortestExportPassword),
                 "Choose a longer one: whoever finds the file can try passwords for ever.", "password"};
  }
  if (password.size() <= kMaxPassphrase) return {};
  return Error{ErrorCode::kInvalidArgument, fmt::format("it is longer than {} bytes", kMaxPassphrase), "",
               "password"};
}

Result<std::string> seal_export(const std::vector<Entry>& entries, const Secret& password,
                                crypto::KdfCost cost, crypto::Random& random) {
  COFFER_TRY(check_export_password(password));
  COFFER_ASSIGN(const Secret document, document_of(entries, 0));
  const std::string salt = random.bytes(crypto::kSaltSize);
  COFFER_ASSIGN(const Secret key, crypto::argon2id(password, salt, cost));
  const std::string nonce = random.bytes(crypto::kAeadNonceSize);
  std::string bytes(kMagic);
  put_number(bytes, kExportVersion);
  bytes += salt;
  put_number(bytes, cost.passes);
  put_number(bytes, cost.memory_kib);
  bytes += key_id_of_export(key);
  bytes += nonce;
  put_number(bytes, static_cast<uint32_t>(document.size() + crypto::kAeadTagSize));
  bytes += crypto::view(crypto::sha256(bytes));
  bytes += crypto::seal(payload_key_of_export(key), nonce, document, bytes);
  return bytes;
}

Result<Secret> plain_export(const std::vector<Entry>& entries) {
  COFFER_ASSIGN(const Secret document, document_of(entries, 2));
  SecretBuilder text;
  text.append(document).append('\n');
  return text.take();
}

bool is_sealed_export(std::string_view bytes) { return bytes.starts_with(kMagic); }

Result<ParsedExport> parse_export(std::string_view bytes) {
  if (!is_sealed_export(bytes)) return malformed("it does not begin as an export does");
  ByteReader reader(bytes.substr(kMagic.size()));
  const auto version = reader.number<uint16_t>();
  if (reader.ok() && version > kExportVersion)
    return newer(fmt::format("it has format {}, known is {}", version, kExportVersion));
  if (version == 0 || bytes.size() < kExportHeaderSize) return malformed("it is cut off");
  ParsedExport parsed;
  parsed.salt = reader.bytes(crypto::kSaltSize);
  const auto passes = reader.number<uint32_t>();
  const auto memory_kib = reader.number<uint32_t>();
  parsed.cost = {passes, memory_kib};
  parsed.key_id = reader.bytes(kKeyIdSize);
  parsed.nonce = reader.bytes(crypto::kAeadNonceSize);
  const auto payload_size = reader.number<uint32_t>();
  parsed.header = bytes.substr(0, kExportHeaderSize);
  parsed.payload = bytes.substr(kExportHeaderSize);
  if (parsed.header.substr(kCheckedSize) !=
      crypto::view(crypto::sha256(parsed.header.substr(0, kCheckedSize))))
    return malformed("its header's checksum is wrong");
  if (!crypto::within_bounds(parsed.cost)) return malformed("its costs are out of bounds");
  const bool possible =
      payload_size >= crypto::kAeadTagSize && payload_size <= kMaxPlaintextSize + crypto::kAeadTagSize;
  if (!possible || payload_size != parsed.payload.size())
    return malformed("it is cut off, or something was added to its end");
  return parsed;
}

Result<std::vector<Entry>> open_export(std::string_view bytes, const Secret& password) {
  COFFER_ASSIGN(const ParsedExport parsed, parse_export(bytes));
  COFFER_ASSIGN(const Secret key, crypto::argon2id(password, parsed.salt, parsed.cost));
  if (key_id_of_export(key) != parsed.key_id) {
    return Error{ErrorCode::kWrongPassphrase, "that is not the password of this export",
                 "Try again (is Caps Lock on?).", "password"};
  }
  const auto document = crypto::open(payload_key_of_export(key), parsed.nonce, parsed.payload, parsed.header);
  if (!document) return malformed("its content does not authenticate");
  return read_plain_export(*document);
}

Result<std::vector<Entry>> read_plain_export(const Secret& text) {
  auto document = json::SecretDocument::parse(text, {.depth = kDepth, .bytes = kMaxPlaintextSize});
  if (!document) return no_export(document.error().what);
  const json::Value& root = document->root();
  if (json::find_string(root, "format") != kExportFormatName)
    return no_export("its \"format\" is not \"coffer-export\"");
  const json::Value* version = json::find(root, "version");
  if (version == nullptr || !version->is_int64() || version->get_int64() < 1)
    return malformed("\"version\" is not a whole number from 1 on");
  if (version->get_int64() > kExportVersion)
    return newer(fmt::format("it has format {}, known is {}", version->get_int64(), kExportVersion));
  const json::Value* list = json::find(root, "entries");
  if (list == nullptr) return malformed("it has no \"entries\"");
  auto entries = decode_entries(*list);
  if (!entries) return of_export(std::move(entries).error());
  return entries;
}

}  // namespace coffer::vault
