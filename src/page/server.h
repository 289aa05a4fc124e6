// A small HTTP server for one user's browser, on loopback.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "base/result.h"
#include "page/event_hub.h"
#include "page/message.h"

namespace coffer::page {

class Server {
 public:
  struct Parts {
    size_t most_connections = 256;  // one more is told so (503), and closed
    size_t workers =
        64;  // threads that answer: many may wait for a cloud, and for a person whose answer is a call, too
    size_t most_body = size_t{64} << 20;
    std::chrono::milliseconds head_time{10'000};  // for a request's head, once it was begun or connected
    std::chrono::milliseconds body_time{60'000};  // for its body, and for taking in the answer
    std::chrono::milliseconds idle_time{120'000};
    std::chrono::milliseconds heartbeat{
        15'000};  // a comment in the stream of events, where there is no event
  };

  // On 127.0.0.1; port 0: a free one. kIo where it can't listen: the port is taken, for instance.
  static Result<std::unique_ptr<Server>> listen(Parts parts, uint16_t port);
  ~Server();

  uint16_t port() const;
  // Answers, until stop(). Not owned.
  void run(Handler& handler, EventHub& events);
  void stop();  // from any thread; open answers are cut

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace coffer::page
