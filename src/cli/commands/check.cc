// coffer check: every reference of a collection, where it stands, and whether it would resolve (spec 5.9).
#include <fmt/format.h>

#include <set>

#include "cli/collection_input.h"
#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "cli/request_flags.h"
#include "cli/session_flags.h"
#include "postman/request_builder.h"
#include "runner/reference_places.h"

namespace coffer::cli {
namespace {

struct CheckFlags {
  std::string collection;
  std::vector<std::string> folders;
  SessionFlags session;
  VariableFlags variables;
};

// One reference at one place.
struct Finding {
  std::string name, place;
  std::optional<Error> problem;
};

std::string path_of(const postman::PlacedItem& item) {
  std::string path;
  for (size_t i = 1; i < item.folders.size(); ++i) path += item.folders[i]->name + " / ";
  return path + item.item->name;
}

Result<postman::PreparedRequest> prepare_item(Context& context, const postman::PlacedItem& item,
                                              const VariableScopes& variables) {
  const std::vector<postman::Scope> folders = runner::folder_scopes(item);
  postman::Scopes scopes;
  scopes.environment = &variables.environment.scope;
  scopes.globals = &variables.globals.scope;
  for (const postman::Scope& scope : folders) scopes.collection.push_back(&scope);
  postman::Substitutor substitute(scopes, *context.clock, *context.random);
  return postman::prepare(item, substitute);
}

void check_request(const std::string& place, const postman::PreparedRequest& prepared,
                   secrets::Session& session, std::vector<Finding>& findings) {
  for (const runner::ReferenceGroup& group : runner::reference_groups(prepared)) {
    std::vector<std::string> names;
    for (const auto& use : group.uses) names.push_back(use.name);
    const auto results = session.resolve(names, group.origin);
    for (size_t i = 0; i < names.size(); ++i) {
      Finding finding{names[i], fmt::format("{}: {}", place, group.uses[i].where), std::nullopt};
      if (!results[i]) finding.problem = results[i].error();
      findings.push_back(std::move(finding));
    }
  }
}

void add_names(const postman::PreparedRequest& prepared, std::vector<std::string>& names) {
  for (const auto& use : prepared.references()) names.push_back(use.name);
  if (prepared.token_request) add_names(*prepared.token_request, names);
}

void print_json(Context& context, const std::vector<Finding>& findings) {
  json::Array array;
  for (const Finding& finding : findings) {
    json::Object object{
        {"reference", finding.name}, {"where", finding.place}, {"resolves", !finding.problem}};
    if (finding.problem) {
      object["code"] = std::string(to_string(finding.problem->code));
      object["error"] = finding.problem->what;
      object["mend"] = finding.problem->mend;
    }
    array.emplace_back(std::move(object));
  }
  context.terminal.line(json::dump_pretty(array));
}

void print_table(Context& context, const std::vector<Finding>& findings) {
  std::vector<std::vector<std::string>> rows;
  for (const Finding& finding : findings) {
    rows.push_back({finding.problem ? "✗" : "✓", finding.name, finding.place,
                    finding.problem ? std::string(to_string(finding.problem->code)) : "resolves"});
  }
  if (rows.empty()) return context.terminal.message("There is no vault reference in it.");
  context.terminal.out(format_table({"", "REFERENCE", "WHERE", "STATE"}, rows));
}

// Each problem once: the same secret may be used in many places.
void explain(Context& context, const std::vector<Finding>& findings) {
  std::set<std::string> said;
  for (const Finding& finding : findings) {
    if (finding.problem && said.insert(to_string(*finding.problem)).second)
      context.terminal.error(*finding.problem);
  }
}

// 4 where authenticating would help, 3 where something else is wrong (spec 8.4).
int status_of(const std::vector<Finding>& findings) {
  int status = 0;
  for (const Finding& finding : findings) {
    if (finding.problem) status = std::max(status, reference_exit_status(finding.problem->code));
  }
  return status;
}

Result<void> check(Context& context, const CheckFlags& flags) {
  http::SendOptions fetching;
  if (!flags.session.ca_file.empty()) fetching.tls.ca_file = flags.session.ca_file;
  Locations locations(context, std::move(fetching));
  COFFER_ASSIGN(const CollectionInput input, load_collection(context, locations, flags.collection));
  COFFER_ASSIGN(const VariableScopes variables, load_variables(flags.variables, locations));
  COFFER_ASSIGN(const auto items, postman::items_of(input.collection, flags.folders));
  COFFER_ASSIGN(const OpenSession open, open_session(context, flags.session, input.folder,
                                                     input.mentions_vault || variables.mentions_vault));
  std::vector<postman::PreparedRequest> prepared;
  std::vector<std::string> names;
  for (const auto& item : items) {
    COFFER_ASSIGN(prepared.emplace_back(), prepare_item(context, item, variables));
    add_names(prepared.back(), names);
  }
  std::vector<Finding> findings;
  static_cast<void>(
      open.session->resolve(names, std::nullopt));  // all at once, so that they are fetched together
  for (size_t i = 0; i < items.size(); ++i)
    check_request(path_of(items[i]), prepared[i], *open.session, findings);
  if (context.flags.json) {
    print_json(context, findings);
  } else {
    print_table(context, findings);
    explain(context, findings);
  }
  context.status = status_of(findings);
  return {};
}

}  // namespace

void add_check_command(CLI::App& root, Context& context) {
  auto flags = std::make_shared<CheckFlags>();
  CLI::App* command = root.add_subcommand(
      "check", "List a collection's vault references and whether each would resolve; sends no request");
  command->add_option("collection", flags->collection, "Postman collection: file, URL or -")->required();
  command->add_option("--folder", flags->folders, "only this folder or request (may be given again)")
      ->allow_extra_args(false);
  add_variable_flags(*command, flags->variables);
  add_session_flags(*command, flags->session);
  command->callback([=, &context] { run_command(context, [&] { return check(context, *flags); }); });
}

}  // namespace coffer::cli
