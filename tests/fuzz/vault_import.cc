// What is imported into a vault: exports, dotenv files, JSON maps. What is read can be written and imported
// whatever the plan for conflicts is, and no error holds a value.
#include "crypto/hash.h"
#include "target.h"
#include "vault/export_file.h"
#include "vault/import.h"
#include "vault/payload.h"
#include "vault/value_list.h"

namespace coffer::fuzz {
namespace {

constexpr std::string_view kPlanted = "pLaNtEd-vAlUe";

std::vector<vault::Entry> copy_of(const std::vector<vault::Entry>& entries) {
  const auto text = vault::plain_export(entries);
  REQUIRE(text.ok());
  auto read = vault::read_plain_export(*text);
  REQUIRE(read.ok() && read->size() == entries.size());
  return *std::move(read);
}

void check_entries(const std::vector<vault::Entry>& entries) {
  for (const auto plan : {vault::OnConflict::kFail, vault::OnConflict::kKeep, vault::OnConflict::kReplace,
                          vault::OnConflict::kRename}) {
    vault::Content content;
    content.entries.push_back({.name = "a", .value = Secret("there before")});
    const auto steps = vault::import_entries(content, copy_of(entries), {.otherwise = plan});
    if (!steps) {
      REQUIRE(plan == vault::OnConflict::kFail || steps.error().code == ErrorCode::kTooLarge ||
              steps.error().code == ErrorCode::kInvalidArgument);
      REQUIRE(content.entries.size() == 1);
      continue;
    }
    REQUIRE(steps->size() == entries.size());
    const auto valid = vault::check_content(content);
    if (!valid) fmt::print(stderr, "{}\n", to_string(valid.error()));
    REQUIRE(valid.ok());
  }
}

template <class Read>
void check(Read read, std::string_view text) {
  const auto entries = read(Secret(text));
  if (entries) return check_entries(*entries);
  check_error(entries.error());
  if (text.contains(kPlanted)) return;
  const std::string_view half = text.substr(0, text.size() / 2);
  const auto planted = read(Secret(fmt::format("{}{}{}", half, kPlanted, text.substr(half.size()))));
  if (!planted) check_error(planted.error(), kPlanted);
}

// No fuzzer guesses a SHA-256 (docs/vault-format.md, "The export file").
std::string with_right_checksum(std::string bytes) {
  constexpr size_t kSize = sizeof(crypto::Digest);
  if (bytes.size() < vault::kExportHeaderSize) return bytes;
  const size_t at = vault::kExportHeaderSize - kSize;
  const auto digest = crypto::sha256(std::string_view(bytes).substr(0, at));
  return bytes.replace(at, kSize, crypto::view(digest));
}

void check_sealed(std::string_view bytes) {
  const auto parsed = vault::parse_export(bytes);
  if (!parsed) return check_error(parsed.error());
  REQUIRE(parsed->header.size() == vault::kExportHeaderSize);
  REQUIRE(parsed->header.size() + parsed->payload.size() == bytes.size());
}

}  // namespace

void one_input(std::string_view bytes) {
  check(vault::read_dotenv, bytes);
  check(vault::read_value_map, bytes);
  check(vault::read_plain_export, bytes);
  if (!vault::is_sealed_export(bytes)) return;
  check_sealed(bytes);
  check_sealed(with_right_checksum(std::string(bytes)));
}

}  // namespace coffer::fuzz
