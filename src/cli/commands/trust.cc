// coffer trust: which links files may be used (spec 8.6).
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "secrets/link_text.h"
#include "secrets/links_file.h"

namespace coffer::cli {
namespace {

struct TrustFlags {
  std::string path = ".";
  bool revoke = false, list = false;
};

Result<void> list_trusted(Context& context, const secrets::TrustStore& store) {
  COFFER_ASSIGN(const auto paths, store.list());
  json::Array array;
  for (const auto& path : paths) {
    if (context.flags.json)
      array.emplace_back(path.string());
    else
      context.terminal.line(path.string());
  }
  if (context.flags.json) context.terminal.line(json::dump_pretty(array));
  return {};
}

// What the user is about to trust: every name, where it leads, and to whom it may be sent.
void show(Context& context, const secrets::LinksFile& file) {
  for (const auto& entry : file.entries) {
    const std::string role = entry.link.role.empty() ? "" : " as " + entry.link.role;
    const std::string domains = entry.domains.any() ? "any host" : entry.domains.text();
    context.terminal.message(
        fmt::format("  {} → {}{}, to {}", entry.name, secrets::link_target(entry.link), role, domains));
  }
}

Result<void> trust(Context& context, const TrustFlags& flags) {
  const secrets::TrustStore store(context.environment.state_folder());
  if (flags.list) return list_trusted(context, store);
  std::filesystem::path path = flags.path;
  if (std::filesystem::is_directory(path)) path /= secrets::kLinksFileName;
  if (flags.revoke) {
    COFFER_ASSIGN(const bool revoked, store.revoke(path));
    context.terminal.message(
        fmt::format("{} {}", path.string(), revoked ? "is no longer trusted." : "was not trusted."));
    return {};
  }
  COFFER_ASSIGN(const secrets::LinksFile file, secrets::load_links_file(path));
  COFFER_TRY(store.trust(file));
  context.terminal.message(fmt::format("Trusted as it is now: {}", path.string()));
  show(context, file);
  return {};
}

}  // namespace

void add_trust_command(CLI::App& root, Context& context) {
  auto flags = std::make_shared<TrustFlags>();
  CLI::App* command = root.add_subcommand("trust", "Trust a links file, as it is now");
  command->add_option("path", flags->path, "coffer.links.json, or its folder")->capture_default_str();
  command->add_flag("--revoke", flags->revoke, "trust it no longer");
  command->add_flag("--list", flags->list, "list the files that are trusted");
  command->callback([flags, &context] { run_command(context, [&] { return trust(context, *flags); }); });
}

}  // namespace coffer::cli
