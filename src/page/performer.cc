#include "page/performer.h"

#include <algorithm>

#include "page/script_vault.h"
#include "page/send_settings.h"
#include "page/variables_in_reach.h"
#include "postman/request_builder.h"

namespace coffer::page {
namespace {

// What the user has set, and where it stands; `options` says the rest.
void fill_in(runner::RunOptions& options, const Place& place, const PageSettings& settings) {
  runner::SendSettings& send = options.send;
  const std::stop_token stop = send.http.stop;
  const auto timeout = send.http.timeout;
  send.http = send_options(settings);
  send.http.stop = stop;
  if (timeout.count() > 0) send.http.timeout = timeout;
  send.follow_redirects = settings.follow_redirects;
  send.max_redirects = settings.max_redirects;
  send.working_folder = place.folder;
  send.files_outside = false;  // as in Postman
  send.collection_name = place.collection->root.name;
  options.only = place.items;
  options.environment = place.environment;
  options.globals = place.globals;
}

bool mentions_vault(const postman::Scope& scope) {
  return std::ranges::any_of(scope.all(), [](const postman::Variable& variable) {
    return variable.value.find("vault:") != std::string::npos;
  });
}

bool mentions_vault(const Place& place) {
  return mentions_vault(place.environment.scope) || mentions_vault(place.globals.scope) ||
         json::dump(place.collection->source).find("vault:") != std::string::npos;
}

// Whether the one request that is to be sent has a reference, as far as that can be told before its scripts.
bool needs_vault(const Place& place, const SendMemory::Start& start, Desk& desk) {
  const postman::PlacedItem item = place.placed_item();
  const VariablesInReach reach(place, item, start.current);
  postman::Substitutor substitute(reach.scopes(), desk.clock(), desk.random());
  const auto prepared = postman::prepare(item, substitute);
  return prepared && (!prepared->references().empty() ||
                      (prepared->token_request && !prepared->token_request->references().empty()));
}

// A vault that does not open is in the way only of what needs it: a request without references is sent.
Result<void> open_vault(const Place& place, const SendMemory::Start& start, OpenedSession& session,
                        Desk& desk) {
  if (!start.current && !mentions_vault(place)) return {};
  auto opened = session.open_secrets();
  if (opened || (place.items.size() == 1 && !needs_vault(place, start, desk))) return {};
  return opened;
}

}  // namespace

Result<runner::RunSummary> Performer::run(const Place& place, OpenedSession& session,
                                          runner::RunOptions options,
                                          const std::vector<runner::Listener*>& listeners) {
  Desk& desk = *parts_.desk;
  COFFER_ASSIGN(const PageSettings settings, load_page_settings(desk.environment()));
  fill_in(options, place, settings);
  options.send.user_agent = "Coffer/" + parts_.version;
  SendMemory::Start start = memory_.begin(place, session.redactor());
  COFFER_TRY(open_vault(place, start, session, desk));
  options.current = std::move(start.current);
  options.cookies = &start.cookies;
  const auto grants = parts_.make_grants(session.redactor());
  const auto vault = open_script_vault({place, session, desk, grants.get(), settings.scripts});
  const auto scripts = parts_.make_scripts();
  const runner::Parts parts{.transport = &desk.transport(),
                            .secrets = &session.session(),
                            .redactor = &session.redactor(),
                            .clock = &desk.clock(),
                            .random = &desk.random(),
                            .vault = vault.get(),
                            .scripts = scripts.get(),
                            .more_scripts = parts_.make_scripts};
  COFFER_ASSIGN(runner::RunSummary summary, runner::run(parts, *place.collection, options, listeners));
  memory_.keep(place, summary, start.cookies, session.redactor());
  return summary;
}

}  // namespace coffer::page
