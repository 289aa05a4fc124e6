// coffer import: requests from elsewhere, as a Postman collection.
#include <fmt/format.h>

#include <set>

#include "base/files.h"
#include "cli/commands/commands.h"
#include "cli/send_flags.h"
#include "cli/vault_access.h"
#include "http/url.h"
#include "postman/curl_command.h"
#include "postman/export_item.h"
#include "postman/literal_credentials.h"
#include "vault/allowed_domains.h"
#include "vault/entry.h"

namespace coffer::cli {
namespace {

struct ImportFlags {
  std::string input = "-", output, into, name, to_vault;
};

// Credentials that were taken out of the request, each under the name of its reference.
struct Moved {
  std::string name;
  Secret value;
};

std::string item_name(const ImportFlags& flags, const postman::RequestTemplate& request) {
  return flags.name.empty() ? postman::default_item_name(request) : flags.name;
}

// Points out what should not lie in a file; with --to-vault it is replaced by references.
std::vector<Moved> take_credentials(Context& context, const ImportFlags& flags,
                                    postman::RequestTemplate& request) {
  std::vector<postman::LiteralCredential> found;
  postman::visit_credentials(request, [&](const postman::LiteralCredential& at, std::string_view /*value*/) {
    found.push_back(at);
    return std::optional<std::string>();
  });
  if (flags.to_vault.empty()) {
    for (const auto& at : found)
      context.terminal.warn(fmt::format("a literal credential stands in: {}", at.where));
    if (!found.empty())
      context.terminal.message("        --to-vault NAME moves them into the vault and leaves references.");
    return {};
  }
  std::vector<Moved> moved;
  std::set<std::string> names;
  postman::visit_credentials(request, [&](const postman::LiteralCredential& at, std::string_view value) {
    std::string name = found.size() == 1 ? flags.to_vault : flags.to_vault + "-" + at.kind;
    for (int number = 2; !names.insert(name).second; ++number)
      name = fmt::format("{}-{}-{}", flags.to_vault, at.kind, number);
    moved.push_back({name, Secret(value)});
    context.terminal.message(fmt::format("{} → {{{{vault:{}}}}}", at.where, name));
    return std::optional<std::string>("{{vault:" + name + "}}");
  });
  return moved;
}

// Where the credentials may be sent: where the command sends them.
Result<vault::AllowedDomains> domains_of(const std::string& url) {
  auto origin = http::origin_of(http::with_default_scheme(url));
  if (!origin) return vault::AllowedDomains();  // the host is a variable
  return vault::AllowedDomains::parse(http::to_string(*origin));
}

Result<void> put_into_vault(Context& context, const std::vector<Moved>& moved, const std::string& url) {
  if (moved.empty()) return {};
  COFFER_ASSIGN(const vault::AllowedDomains domains, domains_of(url));
  COFFER_ASSIGN(const auto store, open_vault(context));
  return store->update([&](vault::Content& content) -> Result<void> {
    for (const Moved& secret : moved) {
      COFFER_TRY(vault::check_name(secret.name));
      if (content.find(secret.name) != nullptr) {
        return Error{ErrorCode::kAlreadyExists,
                     fmt::format("there is a secret named \"{}\" already", secret.name),
                     "Choose another name.", "--to-vault"};
      }
      vault::Entry& entry = content.entries.emplace_back();
      entry.name = secret.name;
      entry.created = entry.changed = context.clock->now();
      entry.value = secret.value.clone();
      entry.domains = domains;
    }
    return {};
  });
}

// The file keeps its permissions: a collection is often one that others read.
Result<void> add_to_collection(const std::string& file, const json::Object& item) {
  COFFER_ASSIGN(const std::string before, read_file(file));
  COFFER_ASSIGN(const std::string after, postman::with_item(before, item));
  std::error_code failure;
  return rewrite_file(std::filesystem::canonical(file, failure), after);
}

Result<void> import_curl(Context& context, const ImportFlags& flags) {
  if (!flags.into.empty() && !flags.output.empty())
    return Error{ErrorCode::kUsage, "--into and -o go not together", "", "--into"};
  COFFER_ASSIGN(const std::string text, read_input(flags.input));
  COFFER_ASSIGN(const postman::CurlCommand command, postman::parse_curl_command(text));
  COFFER_ASSIGN(postman::CurlRequest made, postman::request_of(command, read_input));
  for (const std::string& note : made.notes) context.terminal.message("note: " + note);
  const std::vector<Moved> moved = take_credentials(context, flags, made.request);
  COFFER_ASSIGN(const json::Object item,
                postman::item_json(context.random->uuid(), item_name(flags, made.request), made.request,
                                   made.behavior));
  // The vault first: a reference to nothing is worse than a secret without one.
  COFFER_TRY(put_into_vault(context, moved, made.request.url.raw));
  if (!flags.into.empty()) return add_to_collection(flags.into, item);
  const json::Object collection =
      postman::collection_json(context.random->uuid(), "Imported from curl", {item});
  const std::string document = json::dump_pretty(collection) + "\n";
  if (!flags.output.empty() && flags.output != "-") return replace_file(flags.output, document);
  context.terminal.out(document);
  return {};
}

}  // namespace

void add_import_command(CLI::App& root, Context& context) {
  CLI::App* parent = root.add_subcommand("import", "Requests from elsewhere, as a Postman collection");
  parent->require_subcommand(1);
  auto flags = std::make_shared<ImportFlags>();
  CLI::App* command = parent->add_subcommand("curl", "Import a curl command line");
  command->add_option("file", flags->input, "file that holds the command; - for standard input")
      ->capture_default_str();
  command->add_option("-o,--output", flags->output, "collection to write (default: standard output)")
      ->type_name("FILE");
  command->add_option("--into", flags->into, "collection to add the request to")->type_name("FILE");
  command->add_option("--name", flags->name, "the request's name (default: method and path)")
      ->type_name("NAME");
  command
      ->add_option("--to-vault", flags->to_vault,
                   "move literal credentials into the vault and leave references; several become NAME-KIND")
      ->type_name("NAME");
  command->callback([=, &context] { run_command(context, [&] { return import_curl(context, *flags); }); });
}

}  // namespace coffer::cli
