#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include "runner/flow.h"
#include "runner/parallel.h"
#include "runner/prefetch.h"
#include "runner/run_control.h"
#include "runner/runner.h"
#include "runner/tally.h"

namespace coffer::runner {
namespace {

// How many rows of data are looked through for references before the run.
constexpr uint64_t kPrefetchedRows = 100;

constexpr const char* kNoScripts = "the collection's scripts are not run: there is no sandbox for them here";

// More hosts are asked for from the threads of a parallel run, too.
Parts with_lock(const Parts& parts) {
  if (!parts.more_scripts) return parts;
  Parts locked = parts;
  locked.more_scripts = [make = parts.more_scripts, mutex = std::make_shared<std::mutex>()] {
    const std::lock_guard lock(*mutex);
    return make();
  };
  return locked;
}

bool is_whole(const RunOptions& options) { return options.folders.empty() && options.only.empty(); }

Result<std::vector<postman::PlacedItem>> chosen_items(const postman::Collection& collection,
                                                      const RunOptions& options) {
  if (options.only.empty()) return postman::items_of(collection, options.folders);
  COFFER_ASSIGN(auto items, postman::items_of(collection, {}));
  std::erase_if(items, [&](const postman::PlacedItem& placed) {
    return std::ranges::find(options.only, placed.item) == options.only.end();
  });
  return items;
}

class Run final : public IterationListener {
 public:
  Run(const Parts& parts, const postman::Collection& collection, const RunOptions& options,
      const std::vector<Listener*>& listeners, std::vector<postman::PlacedItem> items)
      : parts_(with_lock(parts)),
        collection_(collection),
        options_(options),
        listeners_(listeners),
        items_(std::move(items), *parts.random),
        everything_(
            is_whole(options) ? std::vector<postman::PlacedItem>() : *postman::items_of(collection, {}),
            *parts.random),
        control_(options, *parts.clock),
        vault_(parts.vault, *parts.redactor),
        lane_(make_lane(parts.scripts, options.cookies != nullptr ? *options.cookies : own_cookies_)) {}

  RunSummary run() {
    const WallTime started = parts_.clock->now();
    if (lane_.scripts != nullptr) lane_.scripts->warm_up();
    tell([&](Listener& listener) { listener.run_started(collection_, options_.iterations); });
    prefetch();
    if (items_.size() > 0) iterate();
    RunSummary summary = summarize();
    summary.started = started;
    summary.completed = parts_.clock->now();
    tell([&](Listener& listener) { listener.run_finished(summary); });
    return summary;
  }

  void iteration_started(uint64_t iteration) override {
    tally_.add_iteration();
    tell([&](Listener& listener) { listener.iteration_started(iteration); });
  }

  void item_started(const postman::PlacedItem& item, uint64_t iteration) override {
    tell([&](Listener& listener) { listener.item_started(item, iteration); });
  }

  void item_finished(ItemRun item) override {
    prefetch_.tell(item.result);
    if (items_.have_scripts() && parts_.scripts == nullptr && !std::exchange(warned_, true))
      item.result.warnings.emplace_back(kNoScripts);
    tally_.add(item);
    tell([&](Listener& listener) { listener.item_finished(item.result); });
  }

 private:
  template <class Event>
  void tell(Event&& event) {
    for (Listener* listener : listeners_) event(*listener);
  }

  Lane make_lane(script::ScriptHost* scripts, http::CookieJar& cookies) {
    SendSettings settings = options_.send;
    settings.collection_name = collection_.root.name;
    settings.show = settings.show && !listeners_.empty();
    return {parts_,
            options_,
            items_,
            is_whole(options_) ? items_ : everything_,
            control_,
            vault_,
            items_.have_scripts() ? scripts : nullptr,
            cookies,
            std::move(settings),
            RunState(first_, options_)};
  }

  void iterate() {
    if (options_.parallel > 1 && options_.iterations > 1) return iterate_in_parallel();
    for (uint64_t i = 0; i < options_.iterations && !control_.over(); ++i) run_iteration(lane_, i, *this);
  }

  void iterate_in_parallel() {
    Parts parts = parts_;
    if (!items_.have_scripts()) parts.scripts = nullptr;
    LastIteration last = run_parallel(
        parts, options_, lane_.cookies,
        [this](script::ScriptHost* scripts, http::CookieJar& cookies) { return make_lane(scripts, cookies); },
        *this);
    if (!last.state) return;
    lane_.state = std::move(*last.state);
    lane_.cookies = std::move(last.cookies);
  }

  // Rows may name other references than the first does: the first rows are looked through. What they do not
  // show, or a script brings in, is fetched when it is needed.
  void prefetch() {
    const size_t rows = options_.data != nullptr ? options_.data->size() : 1;
    const uint64_t looked_at = std::min<uint64_t>({rows, options_.iterations, kPrefetchedRows});
    for (uint64_t i = 0; i < std::max<uint64_t>(looked_at, 1); ++i) {
      lane_.state.take_row(i);
      for (const postman::PlacedItem& item : items_.all()) {
        postman::Substitutor substitute(lane_.state.scopes_of(item), *parts_.clock, *parts_.random);
        if (const auto prepared = postman::prepare(item, substitute))
          prefetch_.add(*prepared, *parts_.secrets);
      }
    }
    prefetch_.fetch(parts_);
  }

  RunSummary summarize() const {
    RunSummary summary = tally_.summary();
    summary.collection_name = collection_.root.name;
    summary.collection_id = collection_.id;
    summary.environment = lane_.state.environment().document();
    summary.globals = lane_.state.globals().document();
    summary.collection_variables = lane_.state.collection().document();
    summary.stopped_early = control_.ended();
    summary.error = control_.error();
    return summary;
  }

  const Parts parts_;
  const postman::Collection& collection_;
  const RunOptions& options_;
  const std::vector<Listener*>& listeners_;
  const std::shared_ptr<const FirstScopes> first_ =
      std::make_shared<const FirstScopes>(collection_, options_);
  const RunItems items_, everything_;  // the latter only where the options leave out some
  RunControl control_;
  VaultGate vault_;
  http::CookieJar own_cookies_;  // one for the run, as in Newman
  Lane lane_;
  Prefetch prefetch_;
  Tally tally_;
  bool warned_ = false;
};

}  // namespace

Result<RunSummary> run(const Parts& parts, const postman::Collection& collection, const RunOptions& options,
                       const std::vector<Listener*>& listeners) {
  COFFER_ASSIGN(auto items, chosen_items(collection, options));
  return Run(parts, collection, options, listeners, std::move(items)).run();
}

}  // namespace coffer::runner
