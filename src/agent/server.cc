#include "agent/server.h"

#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace coffer::agent {
namespace {

constexpr int kTick = 1000;  // ms

}  // namespace

struct Server::Client final : Controls {
  Client(Server& owner, FileDescriptor socket)
      : server(&owner), channel(std::move(socket), *owner.parts_.clock) {}
  void stop() override { server->stop(); }
  void cut_the_others() override { server->cut_all_but(this); }

  Server* server;
  Channel channel;
  std::jthread thread;
  std::atomic<bool> in_work = false, done = false;
  std::atomic<bool> cut = false;      // to make room
  std::atomic<int64_t> last_use = 0;  // ns of Clock::elapsed()
};

Server::Server(Parts parts, FileDescriptor listener, std::function<bool()> gone)
    : parts_(std::move(parts)),
      listener_(std::move(listener)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      gone_(std::move(gone)) {}

Server::~Server() {
  cut_all_but(nullptr);
  clients_.clear();  // joins
}

void Server::stop() {
  stopped_ = true;
  const uint64_t one = 1;
  static_cast<void>(!::write(wake_.get(), &one, sizeof one));  // it only fails where it is awake already
}

void Server::run() {
  while (!stopped_) {
    pollfd all[] = {{listener_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}, {parts_.signals, POLLIN, 0}};
    const bool any = ::poll(all, 3, kTick) > 0;
    if (any && all[2].revents != 0) return;
    if (any && (all[0].revents & POLLIN) != 0) accept_one();
    reap();
    if (parts_.keeper->tick()) cut_all_but(nullptr);
    if (gone_ && gone_()) stop();
  }
}

void Server::accept_one() {
  FileDescriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!socket.valid()) {
    // No descriptors left, for instance: whoever is idle makes room; the one who waits is not lost.
    if (errno == EMFILE || errno == ENFILE) make_room();
    return;
  }
  const auto peer = peer_of(socket);
  if (!peer || peer->user != ::geteuid()) return;  // not a word to another user
  begin(std::move(socket));
}

// Whoever has been idle longest is cut; he comes again when he wants something. Those who are at work stay.
bool Server::make_room() {
  const std::lock_guard lock(mutex_);
  size_t staying = 0;
  Client* longest = nullptr;
  for (Client& client : clients_) {
    if (client.done || client.cut) continue;
    ++staying;
    if (client.in_work) continue;
    if (longest == nullptr || client.last_use < longest->last_use) longest = &client;
  }
  if (staying < parts_.most_clients) return clients_.size() < 2 * parts_.most_clients;
  if (longest == nullptr) return false;
  longest->cut = true;
  longest->channel.cut();
  return true;
}

void Server::begin(FileDescriptor socket) {
  if (!make_room()) {
    Channel channel(std::move(socket), *parts_.clock);
    static_cast<void>(channel.send(
        {{{"error", write_error({ErrorCode::kThrottled, "the agent has too much to do", "Try again."})}}}));
    return;
  }
  const std::lock_guard lock(mutex_);
  Client& client = clients_.emplace_back(*this, std::move(socket));
  client.last_use = parts_.clock->elapsed().count();
  client.thread = std::jthread([this, &client] { serve(client); });
}

void Server::serve(Client& client) {
  Conversation::Parts parts;
  parts.keeper = parts_.keeper;
  parts.controls = &client;
  parts.channel = &client.channel;
  parts.version = parts_.version;
  parts.in_work = [&](bool in_work) {
    client.last_use = parts_.clock->elapsed().count();
    client.in_work = in_work;
  };
  Conversation(std::move(parts)).run();
  client.channel.cut();  // the other side learns at once, not when the thread is joined
  client.done = true;
}

void Server::reap() {
  std::list<Client> done;
  const std::lock_guard lock(mutex_);
  for (auto each = clients_.begin(); each != clients_.end();) {
    const auto next = std::next(each);
    if (each->done) done.splice(done.end(), clients_, each);
    each = next;
  }
}

void Server::cut_all_but(const Client* stays) {
  const std::lock_guard lock(mutex_);
  for (const Client& client : clients_)
    if (&client != stays && !client.done) client.channel.cut();
}

bool Server::drain(std::chrono::milliseconds patience) {
  const auto deadline = parts_.clock->elapsed() + patience;
  for (;;) {
    cut_all_but(nullptr);
    reap();
    {
      const std::lock_guard lock(mutex_);
      if (clients_.empty()) return true;
    }
    if (parts_.clock->elapsed() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace coffer::agent
