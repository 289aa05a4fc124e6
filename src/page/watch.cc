#include "page/watch.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>

#include "agent/user_settings.h"
#include "base/file_stamp.h"
#include "secrets/grants.h"

namespace coffer::page {

void Watch::add(std::string event, Look fingerprint, Look data) {
  watched_.push_back({std::move(event), std::move(fingerprint), std::move(data), {}});
}

void Watch::start(std::chrono::milliseconds pause) {
  for (Watched& each : watched_) each.last = each.fingerprint();
  thread_ = std::jthread([this, pause](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    while (!woken.wait_for(lock, stop, pause, [&] { return stop.stop_requested(); }))
      if (events_.has_listeners()) look();
  });
}

void Watch::look() {
  for (Watched& each : watched_) {
    std::string now = each.fingerprint();
    if (now == each.last) continue;
    each.last = std::move(now);
    events_.tell(each.event, each.data ? each.data() : "{}");
  }
}

void watch_desk(Watch& watch, Desk& desk) {
  // Asked once a round, by the first of the four.
  const auto agent = std::make_shared<Desk::AgentState>();
  watch.add(
      "agent",
      [agent, &desk] {
        const auto state = desk.agent();
        *agent = state ? *state : Desk::AgentState();
        return fmt::to_string(agent->process);
      },
      [agent] { return json::dump(json::Object{{"running", agent->running}}); });
  watch.add("vault",
            [agent, &desk] { return fmt::format("{} {}", file_stamp(desk.vault().file), agent->vaults); });
  watch.add("connections", [agent] { return fmt::format("{} {}", agent->process, agent->connections); });
  watch.add("settings", [agent, &desk] {
    const secrets::GrantStore grants(desk.environment().state_folder());
    return fmt::format("{} {} {}", file_stamp(agent::user_settings_file(desk.environment())),
                       file_stamp(grants.folder()), agent->idle.count());
  });
}

}  // namespace coffer::page
