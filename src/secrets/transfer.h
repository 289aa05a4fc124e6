// Vault secrets on their way out of a vault and into one (spec 2.8), whoever asks for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "secrets/audit_log.h"
#include "vault/entry.h"

namespace coffer::secrets {

// Every local value leaves the vault: an event for each.
std::vector<AuditEvent> export_events(const std::vector<vault::Entry>& entries);

// The links among `entries`, as a links file. kInvalidArgument for one that a links file may not hold.
struct LinksExport {
  std::string text;
  size_t links = 0;
  size_t off = 0;  // left out: a links file could not say that they are off
};
Result<LinksExport> export_links(const std::vector<vault::Entry>& entries);

// What an import may be, but an encrypted export (vault/export_file.h): "dotenv", "json" (names and values),
// or "auto": a plain export or a links file. Errors as their readers have them.
Result<std::vector<vault::Entry>> read_import(const Secret& content, std::string_view format);

}  // namespace coffer::secrets
