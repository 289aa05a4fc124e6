// Vault secrets in a file of their own, to be carried elsewhere (spec 2.8): encrypted by a password, or
// plain. docs/vault-format.md, "The export file", is the format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/kdf.h"
#include "crypto/random.h"
#include "vault/entry.h"

namespace coffer::vault {

inline constexpr uint16_t kExportVersion = 1;
inline constexpr size_t kExportHeaderSize = 110;       // bytes
inline constexpr size_t kShortestExportPassword = 12;  // characters
inline constexpr size_t kMaxExportSize = (size_t{16} << 20) + kExportHeaderSize + 16;
inline constexpr std::string_view kExportFormatName =
    "coffer-export";  // the member "format" of the plain file

// kInvalidArgument, field "password": fewer than 12 characters, or more than 1,024 bytes.
Result<void> check_export_password(const Secret& password);

// A whole file, encrypted. kTooLarge where the entries are more than a file may hold.
Result<std::string> seal_export(const std::vector<Entry>& entries, const Secret& password,
                                crypto::KdfCost cost, crypto::Random& random);
// A whole file, readable JSON with the values in it.
Result<Secret> plain_export(const std::vector<Entry>& entries);

// An encrypted file taken apart. The views point into the bytes that were given.
struct ParsedExport {
  crypto::KdfCost cost = {};
  std::string_view salt, key_id, nonce;
  std::string_view header;  // the payload's associated data
  std::string_view payload;
};
bool is_sealed_export(std::string_view bytes);  // whether it begins as one
// kMalformed, or kUnsupported for a newer version. Cheap: nothing is derived or decrypted.
Result<ParsedExport> parse_export(std::string_view bytes);

// Of an encrypted file. As parse_export(), and kWrongPassphrase; names in it are unique and valid.
Result<std::vector<Entry>> open_export(std::string_view bytes, const Secret& password);
// Of the JSON in either kind of file. kMalformed, kUnsupported.
Result<std::vector<Entry>> read_plain_export(const Secret& text);

}  // namespace coffer::vault
