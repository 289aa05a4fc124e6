// coffer grant: which collections' scripts may use the vault (spec 6.2).
#include <fmt/format.h>

#include "base/files.h"
#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "cli/location.h"
#include "postman/collection.h"
#include "postman/script_digest.h"
#include "report/text.h"
#include "secrets/grants.h"

namespace coffer::cli {
namespace {

using secrets::GrantStore;

struct GrantCommandFlags {
  std::string collection;
  bool deny = false, revoke = false, list = false;
};

Result<void> list_grants(Context& context, const GrantStore& store) {
  COFFER_ASSIGN(const auto entries, store.list());
  json::Array array;
  std::vector<std::vector<std::string>> rows;
  for (const GrantStore::Entry& entry : entries) {
    const char* vault = entry.granted ? "granted" : "denied";
    array.emplace_back(json::Object{{"collection", entry.collection.string()}, {"vault", vault}});
    rows.push_back({vault, entry.collection.string()});
  }
  if (context.flags.json)
    context.terminal.line(json::dump_pretty(array));
  else if (!rows.empty())
    context.terminal.out(format_table({"VAULT", "COLLECTION"}, rows));
  return {};
}

// What the user grants it to: every place that has a script.
void show(Context& context, const std::vector<postman::ScriptPlace>& places) {
  if (places.empty())
    context.terminal.message("  It has no scripts; for those that it gets you are asked again.");
  for (const postman::ScriptPlace& place : places) {
    const std::string path = place.path.empty() ? "(the collection)" : place.path;
    context.terminal.message(
        fmt::format("  {}: {}", report::printable_line(path),
                    report::printable_line(fmt::format("{}", fmt::join(place.listens, ", ")))));
  }
}

Result<void> grant(Context& context, const GrantStore& store, const std::string& path) {
  COFFER_ASSIGN(const std::string text, read_file(path, kLocationLimit));
  auto collection = postman::parse_collection(text);
  if (!collection) {
    Error error = std::move(collection).error();
    error.what = fmt::format("{}: {}", path, error.what);
    return error;
  }
  COFFER_TRY(store.grant(path, postman::script_digest(*collection)));
  context.terminal.message(
      fmt::format("The vault is granted to these scripts of {}, as they are now:", path));
  show(context, postman::script_places(*collection));
  return {};
}

Result<void> deny(Context& context, const GrantStore& store, const std::string& path) {
  if (!std::filesystem::exists(path))
    return Error{ErrorCode::kNotFound, fmt::format("there is no file {}", path), "", "collection"};
  COFFER_TRY(store.deny(path));
  context.terminal.message(
      fmt::format("The vault is denied to the scripts of {}, whatever they become.", path));
  return {};
}

Result<void> revoke(Context& context, const GrantStore& store, const std::string& path) {
  COFFER_ASSIGN(const bool revoked, store.revoke(path));
  context.terminal.message(fmt::format("{} {}{}", revoked ? "What was said of" : "Nothing was said of", path,
                                       revoked ? " is forgotten." : "."));
  return {};
}

Result<void> run_grant(Context& context, const GrantCommandFlags& flags) {
  const GrantStore store(context.environment.state_folder());
  if (flags.list) return list_grants(context, store);
  const std::string& path = flags.collection;
  if (path.empty())
    return Error{ErrorCode::kUsage, "no collection is named", "coffer grant COLLECTION, or --list."};
  if (path == "-" || is_url(path)) {
    return Error{ErrorCode::kUsage, "a grant is for a file: its path, and the scripts in it",
                 "For a collection from elsewhere: coffer run --grant-vault.", "collection"};
  }
  if (flags.revoke) return revoke(context, store, path);
  return flags.deny ? deny(context, store, path) : grant(context, store, path);
}

}  // namespace

void add_grant_command(CLI::App& root, Context& context) {
  auto flags = std::make_shared<GrantCommandFlags>();
  CLI::App* command =
      root.add_subcommand("grant", "Let a collection's scripts use the vault, as they are now");
  command->add_option("collection", flags->collection, "Postman collection: a file");
  CLI::Option* deny = command->add_flag("--deny", flags->deny, "never let them, and do not ask");
  CLI::Option* revoke = command->add_flag("--revoke", flags->revoke, "forget what was said, and ask again");
  CLI::Option* list = command->add_flag("--list", flags->list, "list what was granted and denied");
  deny->excludes(revoke)->excludes(list);
  revoke->excludes(list);
  command->callback([flags, &context] { run_command(context, [&] { return run_grant(context, *flags); }); });
}

}  // namespace coffer::cli
