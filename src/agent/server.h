// The agent: takes clients in, each on a thread of its own, until it is told to end.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "agent/conversation.h"
#include "agent/keeper.h"
#include "agent/place.h"
#include "base/clock.h"
#include "base/file_descriptor.h"

namespace coffer::agent {

inline constexpr size_t kMostClients = 256;

class Server {
 public:
  struct Parts {
    Keeper* keeper = nullptr;      // not owned
    int signals = -1;              // a signalfd(2): what comes there ends the agent; not owned
    const Clock* clock = nullptr;  // the system's; not owned
    std::string version;           // Coffer's
    size_t most_clients = kMostClients;
  };
  // `listener` is Seat's; `gone` is asked every second, and a true answer ends the agent.
  Server(Parts parts, FileDescriptor listener, std::function<bool()> gone);
  ~Server();  // ends all conversations and waits for their threads
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Serves until stop(). Once.
  void run();
  void stop();  // from any thread
  // Cuts every conversation and waits for their threads up to `patience`; false: some are still at work.
  bool drain(std::chrono::milliseconds patience);

 private:
  struct Client;

  void accept_one();
  bool make_room();  // true: there is room
  void begin(FileDescriptor socket);
  void serve(Client& client);
  void reap();  // joins the threads that are done
  void cut_all_but(const Client* stays);

  Parts parts_;
  FileDescriptor listener_, wake_;
  std::function<bool()> gone_;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::list<Client> clients_;
};

}  // namespace coffer::agent
