#include "runner/item_run.h"

#include <utility>

#include "postman/read.h"
#include "postman/script_request.h"
#include "runner/item_scripts.h"
#include "runner/script_shaping.h"
#include "runner/script_view.h"
#include "runner/sent_request.h"

namespace coffer::runner {
namespace {

using postman::PreparedRequest;

class Item {
 public:
  Item(Lane& lane, const ItemPlace& place)
      : lane_(lane),
        place_(place),
        placed_(place.item),
        tests_(lane.scripts != nullptr && !scripts_of(placed_, "test").empty()),
        scene_{placed_, place.id, {}} {}

  ItemRun run() {
    if (lane_.scripts != nullptr && !prerequest()) return finish();
    request();
    run_.failed = run_.result.error && lane_.options.bail != Bail::kNever;
    if (!run_.failed) test();
    return finish();
  }

 private:
  // False where no request follows.
  bool prerequest() {
    if (!scripts_of(placed_, "prerequest").empty()) scene_.request = postman::script_request(*placed_.item);
    run_scripts(lane_, script::Event::kPrerequest, scene_, before_);
    run_.failed = scene_.failed;
    if (!scene_.skip && !scene_.failed) return true;
    run_.result.item = &placed_;
    run_.result.execution_id = lane_.parts.random->uuid();
    run_.result.requested = false;
    run_.result.skipped = scene_.skip;
    return false;
  }

  void request() {
    auto prepared = prepare();
    if (!prepared) {
      run_.result = unprepared(std::move(prepared).error());
      return;
    }
    run_.prepared = std::make_shared<const PreparedRequest>(std::move(*prepared));
    const auto untouched = prepare_untouched();
    const ScriptShaping shaping(untouched ? &*untouched : run_.prepared.get(), lane_.vault);
    SendSettings settings = lane_.settings;
    const RunControl::Limit limit = lane_.control.limit_for_request();
    settings.http.timeout = limit.time;
    settings.show_request = tests_;
    if (lane_.scripts != nullptr || lane_.state.changed()) settings.shaping = &shaping;
    run_.result = send(lane_.parts, placed_, *run_.prepared, lane_.cookies, settings,
                       [this](const http::Response& response) { return keep(response); });
    run_.overtime = limit.by_run && run_.result.error && run_.result.error->code == ErrorCode::kTimeout;
  }

  Result<PreparedRequest> prepare() {
    postman::Substitutor substitute(lane_.state.scopes_of(placed_), *lane_.parts.clock, *lane_.parts.random);
    if (!scene_.request_changed) return postman::prepare(placed_, substitute);
    COFFER_ASSIGN(const postman::RequestTemplate changed,
                  postman::read_request(scene_.request,
                                        postman::Place{"the request that a script left", &before_.warnings}));
    return postman::prepare(placed_, changed, substitute);
  }

  // What the request would be had no script run; none where that is what it is, or where it could not be
  // made.
  std::optional<PreparedRequest> prepare_untouched() {
    if (!scene_.request_changed && !lane_.state.changed()) return std::nullopt;
    postman::Substitutor substitute(lane_.state.first_scopes_of(placed_), *lane_.parts.clock,
                                    *lane_.parts.random);
    auto prepared = postman::prepare(placed_, substitute);
    return prepared ? std::optional(std::move(*prepared)) : PreparedRequest();
  }

  ItemResult unprepared(const Error& error) const {
    const secrets::Redactor& redactor = *lane_.parts.redactor;
    ItemResult result;
    result.item = &placed_;
    result.execution_id = lane_.parts.random->uuid();
    result.error = Error{error.code, redactor.redact(error.what), redactor.redact(error.mend),
                         redactor.redact(error.field)};
    return result;
  }

  Result<void> keep(const http::Response& response) {
    if (!tests_ && !place_.keep_response) return {};
    COFFER_ASSIGN(run_.response, response_for_script(response, hidden_from_scripts()));
    if (response.body && response.body->size() > kMostScriptBody)
      before_.warnings.emplace_back("the response is larger than 48 MiB: scripts see its beginning");
    return {};
  }

  void test() {
    run_.tested = true;
    if (!tests_) return;
    const ItemResult& result = run_.result;
    if (result.prepared != nullptr) scene_.request = sent_request(result);
    if (scene_.request.is_null()) scene_.request = postman::script_request(*placed_.item);
    if (run_.response) {
      scene_.response = &*run_.response;
      scene_.cookies = cookies_for_script(lane_.cookies, result.exchanges.back().url,
                                          lane_.parts.clock->now(), hidden_from_scripts());
    }
    run_scripts(lane_, script::Event::kTest, scene_, before_);
    run_.failed = scene_.failed;
  }

  const secrets::Redactor* hidden_from_scripts() const {
    return lane_.vault.open() ? nullptr : lane_.parts.redactor;
  }

  ItemRun finish() {
    ItemResult& result = run_.result;
    result.scripts = std::move(before_.scripts);
    for (std::string& warning : before_.warnings)
      result.warnings.push_back(lane_.parts.redactor->redact(warning));
    result.iteration = lane_.iteration;
    result.iterations = lane_.options.iterations;
    result.position = place_.position;
    result.items = lane_.items.size();
    if (!place_.keep_response) run_.response.reset();
    run_.next_set = scene_.next_set;
    run_.next = std::move(scene_.next);
    return std::move(run_);
  }

  Lane& lane_;
  const ItemPlace& place_;
  const postman::PlacedItem& placed_;
  const bool tests_;  // it has test scripts, which look at request and response
  ScriptScene scene_;
  ItemRun run_;
  ItemResult before_;  // scripts and warnings, until there is the result of the request
};

}  // namespace

ItemRun run_item(Lane& lane, const ItemPlace& place) { return Item(lane, place).run(); }

}  // namespace coffer::runner
