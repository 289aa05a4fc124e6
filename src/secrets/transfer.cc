#include "secrets/transfer.h"

#include "json/json.h"
#include "secrets/links_file.h"
#include "vault/export_file.h"
#include "vault/value_list.h"

namespace coffer::secrets {
namespace {

using vault::Entry;
using Entries = std::vector<Entry>;

bool is_links_file(const Secret& content) {
  const auto document = json::SecretDocument::parse(content, {.depth = 16, .bytes = vault::kMaxExportSize});
  return document && json::find(document->root(), "links") != nullptr;
}

Result<Entries> entries_of_links(const Secret& content) {
  COFFER_ASSIGN(std::vector<LinksEntry> links, content.expose(parse_links));
  Entries entries;
  for (LinksEntry& link : links) {
    Entry& entry = entries.emplace_back();
    entry.name = std::move(link.name);
    entry.domains = std::move(link.domains);
    entry.value = std::move(link.link);
  }
  return entries;
}

}  // namespace

std::vector<AuditEvent> export_events(const Entries& entries) {
  std::vector<AuditEvent> events;
  for (const Entry& entry : entries) {
    if (entry.linked()) continue;
    AuditEvent& event = events.emplace_back();
    event.action = "export";
    event.secret = entry.name;
    event.source = "local vault";
  }
  return events;
}

Result<LinksExport> export_links(const Entries& entries) {
  LinksExport made;
  std::vector<LinksEntry> links;
  for (const Entry& entry : entries) {
    const auto* link = std::get_if<vault::Link>(&entry.value);
    if (link == nullptr) continue;
    if (entry.enabled)
      links.push_back({entry.name, *link, entry.domains});
    else
      ++made.off;
  }
  made.text = links_file_text(links);
  made.links = links.size();
  COFFER_TRY(parse_links(made.text));  // what the vault takes, a links file may refuse: say so now
  return made;
}

Result<Entries> read_import(const Secret& content, std::string_view format) {
  if (format == "dotenv") return vault::read_dotenv(content);
  if (format == "json") return vault::read_value_map(content);
  if (is_links_file(content)) return entries_of_links(content);
  return vault::read_plain_export(content);
}

}  // namespace coffer::secrets
