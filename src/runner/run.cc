#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "runner/prefetch.h"
#include "runner/runner.h"
#include "runner/statistics.h"

namespace coffer::runner {
namespace {

using std::chrono::milliseconds;

// How often a long --delay-request looks whether the run has been stopped.
constexpr milliseconds kNap{50};
// How many rows of data are looked through for references before the run.
constexpr uint64_t kPrefetchedRows = 100;

class Run {
 public:
  Run(const Parts& parts, const postman::Collection& collection, const RunOptions& options,
      const std::vector<Listener*>& listeners, std::vector<postman::PlacedItem> items)
      : parts_(parts),
        collection_(collection),
        options_(options),
        listeners_(listeners),
        items_(std::move(items)),
        settings_(options.send),
        started_(parts.clock->elapsed()),
        cookies_(options.cookies != nullptr ? *options.cookies : own_cookies_) {
    settings_.collection_name = collection.root.name;
    settings_.show = settings_.show && !listeners.empty();
  }

  RunSummary run() {
    summary_.collection_name = collection_.root.name;
    summary_.collection_id = collection_.id;
    summary_.started = parts_.clock->now();
    tell([&](Listener& listener) { listener.run_started(collection_, options_.iterations); });
    prefetch();
    for (uint64_t i = 0; i < options_.iterations && !items_.empty() && !over(); ++i) iterate(i);
    summary_.completed = parts_.clock->now();
    add_statistics();
    tell([&](Listener& listener) { listener.run_finished(summary_); });
    return std::move(summary_);
  }

 private:
  template <class Event>
  void tell(Event&& event) {
    for (Listener* listener : listeners_) event(*listener);
  }

  milliseconds elapsed() const {
    return std::chrono::duration_cast<milliseconds>(parts_.clock->elapsed() - started_);
  }

  // Looks at the stop flag and the run's time limit, and remembers why the run ends.
  bool over() {
    if (summary_.stopped_early) return true;
    if (options_.stop != nullptr && options_.stop->load()) {
      end_early(Error{ErrorCode::kCancelled, "the run was stopped before its end"});
    } else if (options_.timeout.count() > 0 && elapsed() >= options_.timeout) {
      end_late();
    }
    return summary_.stopped_early;
  }

  void end_late() {
    end_early(Error{ErrorCode::kTimeout,
                    fmt::format("the run did not end within {} ms", options_.timeout.count()),
                    "Allow more time with --timeout."});
  }

  void end_early(std::optional<Error> error) {
    summary_.stopped_early = true;
    if (!summary_.error) summary_.error = std::move(error);
  }

  postman::Scopes scopes_of(const postman::PlacedItem& item) {
    postman::Scopes scopes;
    scopes.data = &row_;
    scopes.environment = &options_.environment;
    scopes.globals = &options_.globals;
    for (auto folder = item.folders.rbegin(); folder != item.folders.rend(); ++folder) {
      const auto made = folder_scopes_.try_emplace(*folder, (*folder)->variables).first;
      scopes.collection.push_back(&made->second);
    }
    return scopes;
  }

  Result<postman::PreparedRequest> prepare(const postman::PlacedItem& item) {
    postman::Substitutor substitute(scopes_of(item), *parts_.clock, *parts_.random);
    return postman::prepare(item, substitute);
  }

  // Rows may name other references than the first does: the first rows are looked through. What they do not
  // show is fetched when it is needed.
  void prefetch() {
    const size_t rows = options_.data != nullptr ? options_.data->size() : 1;
    const uint64_t looked_at = std::min<uint64_t>({rows, options_.iterations, kPrefetchedRows});
    for (uint64_t i = 0; i < std::max<uint64_t>(looked_at, 1); ++i) {
      take_row(i);
      for (const postman::PlacedItem& item : items_) {
        if (const auto prepared = prepare(item)) prefetch_.add(*prepared, *parts_.secrets);
      }
    }
    prefetch_.fetch(parts_);
  }

  void take_row(uint64_t iteration) {
    if (options_.data != nullptr) row_ = options_.data->row(static_cast<size_t>(iteration));
  }

  void iterate(uint64_t iteration) {
    ++summary_.iterations;
    take_row(iteration);
    tell([&](Listener& listener) { listener.iteration_started(iteration); });
    for (size_t position = 0; position < items_.size(); ++position) {
      if (over()) break;
      if (summary_.items > 0 && !pause()) break;
      if (!run_item(iteration, position) && options_.bail) {
        end_early(std::nullopt);
        return;
      }
      ++summary_.tested;
    }
  }

  // --delay-request. False if the run was ended meanwhile.
  bool pause() {
    for (milliseconds left = options_.delay; left.count() > 0; left -= std::min(left, kNap)) {
      if (over()) return false;
      parts_.clock->sleep(std::min(left, kNap));
    }
    return !over();
  }

  // False if it failed.
  bool run_item(uint64_t iteration, size_t position) {
    const postman::PlacedItem& item = items_[position];
    tell([&](Listener& listener) { listener.item_started(item, iteration); });
    const auto prepared = prepare(item);
    ItemResult result = prepared ? send(parts_, item, *prepared, cookies_, settings_now())
                                 : unprepared(item, prepared.error());
    result.iteration = iteration;
    result.iterations = options_.iterations;
    result.position = position;
    result.items = items_.size();
    prefetch_.tell(result);
    count(result);
    tell([&](Listener& listener) { listener.item_finished(result); });
    // The run's time ended this request: there is none left for another, whatever a clock's last millisecond
    // says.
    if (limited_by_run_ && result.error && result.error->code == ErrorCode::kTimeout) end_late();
    return !result.error;
  }

  ItemResult unprepared(const postman::PlacedItem& item, const Error& error) const {
    ItemResult result;
    result.item = &item;
    result.execution_id = parts_.random->uuid();
    result.error = Error{error.code, parts_.redactor->redact(error.what), parts_.redactor->redact(error.mend),
                         parts_.redactor->redact(error.field)};
    return result;
  }

  // A request may not outlast the run.
  const SendSettings& settings_now() {
    if (options_.timeout.count() == 0) return settings_;
    const milliseconds left = std::max(milliseconds(1), options_.timeout - elapsed());
    const milliseconds own = options_.send.http.timeout;
    limited_by_run_ = own.count() == 0 || left < own;
    settings_.http.timeout = limited_by_run_ ? left : own;
    return settings_;
  }

  void count(const ItemResult& result) {
    ++summary_.items;
    ++summary_.requests;
    if (result.error) {
      ++summary_.failed_requests;
      if (result.reference_failed)
        ++(needs_authentication(result.error->code) ? summary_.unauthenticated : summary_.unresolved);
    }
    if (result.error || result.exchanges.empty() || result.exchanges.back().status == 0) return;
    const Exchange& last = result.exchanges.back();
    summary_.received_bytes += last.wire_size > 0 ? last.wire_size : last.response_size;
    response_times_.add(std::chrono::duration<double, std::milli>(last.timings.total).count());
    summary_.response_total += std::chrono::duration_cast<milliseconds>(last.timings.total);
  }

  void add_statistics() {
    summary_.responses = response_times_.count();
    summary_.response_average = response_times_.mean();
    summary_.response_deviation = response_times_.deviation();
    summary_.response_min = response_times_.min();
    summary_.response_max = response_times_.max();
  }

  const Parts& parts_;
  const postman::Collection& collection_;
  const RunOptions& options_;
  const std::vector<Listener*>& listeners_;
  const std::vector<postman::PlacedItem> items_;
  SendSettings settings_;
  const std::chrono::nanoseconds started_;
  std::map<const postman::Folder*, postman::Scope> folder_scopes_;
  http::CookieJar own_cookies_;
  http::CookieJar& cookies_;     // one for the run, as in Newman
  postman::Scope row_;           // of the data file
  bool limited_by_run_ = false;  // the request under way has the run's time left, not its own
  Prefetch prefetch_;
  Statistics response_times_;
  RunSummary summary_;
};

}  // namespace

Result<RunSummary> run(const Parts& parts, const postman::Collection& collection, const RunOptions& options,
                       const std::vector<Listener*>& listeners) {
  COFFER_ASSIGN(auto items, postman::items_of(collection, options.folders));
  return Run(parts, collection, options, listeners, std::move(items)).run();
}

}  // namespace coffer::runner
