// Resolves the secrets of a links file through the agent that runs, one after the other, on several
// connections; prints how long one takes: coffer-bench-agent LINKS RESOLUTIONS CONNECTIONS
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "agent/remote_holder.h"
#include "base/hardening.h"
#include "secrets/session.h"

namespace coffer {
namespace {

using Times = std::vector<std::chrono::nanoseconds>;

struct Load {
  secrets::LinksFile links;
  agent::Client::Parts client;
  Environment environment;
  size_t resolutions = 0;  // of each connection
};

// What a command does: a session of its own, with a holder of its own.
Result<Times> one_connection(const Load& load, http::Transport& transport) {
  Clock& clock = system_clock();
  secrets::Redactor redactor;
  COFFER_ASSIGN(auto client, agent::Client::connect(load.client));
  if (!client) return Error{ErrorCode::kNotFound, "no agent runs"};
  std::optional<Error> lost;
  agent::RemoteHolder::Parts parts;
  parts.client = load.client;
  parts.own = {&transport, &clock, &crypto::system_random(), &load.environment, nullptr, &redactor, {}};
  parts.lost = [&](const Error& why) { lost = why; };
  agent::RemoteHolder holder(std::move(parts), *std::move(client));
  secrets::Session::Parts session_parts;
  session_parts.transport = &transport;
  session_parts.clock = &clock;
  session_parts.random = &crypto::system_random();
  session_parts.environment = &load.environment;
  session_parts.redactor = &redactor;
  session_parts.holder = &holder;
  secrets::Session session(std::move(session_parts));
  session.use_links(load.links);
  session.connect_on_demand({});
  Times times;
  for (size_t i = 0; i < load.resolutions; ++i) {
    const auto started = clock.elapsed();
    const auto got = session.resolve({load.links.entries[i % load.links.entries.size()].name}, std::nullopt);
    times.push_back(clock.elapsed() - started);
    if (!got.front()) return got.front().error();
    if (lost) return *lost;
  }
  return times;
}

double microseconds(const Times& sorted, double part) {
  const auto at = static_cast<size_t>(part * static_cast<double>(sorted.size() - 1));
  return std::chrono::duration<double, std::micro>(sorted[at]).count();
}

Result<void> run(const char* links, size_t resolutions, size_t connections) {
  Load load;
  COFFER_ASSIGN(load.links, secrets::load_links_file(links));
  load.environment = Environment::from_process();
  load.client = {agent::place_of(load.environment), &system_clock(), COFFER_VERSION};
  load.resolutions = resolutions / connections;
  const auto transport = http::make_curl_transport(load.environment);
  std::vector<Result<Times>> results(connections, Error{ErrorCode::kInternal, "not run"});
  std::vector<std::jthread> threads;
  const auto started = system_clock().elapsed();
  for (Result<Times>& result : results)
    threads.emplace_back([&] { result = one_connection(load, *transport); });
  threads.clear();
  const std::chrono::duration<double> took = system_clock().elapsed() - started;
  Times all;
  for (Result<Times>& result : results) {
    COFFER_TRY(result);
    all.insert(all.end(), result->begin(), result->end());
  }
  std::ranges::sort(all);
  fmt::print(R"({{"count": {}, "p50_us": {:.1f}, "p99_us": {:.1f}, "most_us": {:.1f}, "per_second": {:.0f}}})"
             "\n",
             all.size(), microseconds(all, 0.5), microseconds(all, 0.99), microseconds(all, 1),
             static_cast<double>(all.size()) / took.count());
  return {};
}

}  // namespace
}  // namespace coffer

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  coffer::harden_process();
  const auto done =
      coffer::run(argv[1], std::strtoul(argv[2], nullptr, 10), std::strtoul(argv[3], nullptr, 10));
  if (done) return 0;
  fmt::print(stderr, "{}\n", to_string(done.error()));
  return 1;
}
