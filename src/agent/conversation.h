// What the agent answers to one client.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "agent/channel.h"
#include "agent/keeper.h"
#include "agent/words.h"
#include "secrets/own_holder.h"

namespace coffer::agent {

// The parts of the server that a client may move.
class Controls {
 public:
  virtual ~Controls() = default;
  virtual void stop() = 0;            // ends the agent, once the answer is sent
  virtual void cut_the_others() = 0;  // ends every conversation but this one: they hold what is to go
};

// For one thread. Nothing that the client does ends more than this conversation.
class Conversation {
 public:
  struct Parts {
    Keeper* keeper = nullptr;  // not owned, nor are the others
    Controls* controls = nullptr;
    Channel* channel = nullptr;
    std::string version;                // Coffer's
    std::function<void(bool)> in_work;  // told when a request begins and ends
  };
  explicit Conversation(Parts parts);
  ~Conversation();

  void run();  // until the client goes, or breaks the protocol
  // One request; public for tests and fuzzers. The answer to what makes no sense is an error.
  Message answer(Message request);

 private:
  class Relay;
  using Answer = Result<Message>;

  Answer dispatch(const std::string& what, Reader& reader);
  Answer hello(Reader& reader);
  Answer open(Reader& reader);
  Answer control(const std::string& what, Reader& reader);
  Answer vault_key(const std::string& what, Reader& reader);
  Answer aws(const std::string& what, Reader& reader);
  Answer connect(Reader& reader);
  secrets::AuthenticateParts authenticate_parts();
  secrets::OwnHolder own_holder(secrets::Core& core);  // for one request
  Answer status();
  void forget();

  Parts parts_;
  bool greeted_ = false, over_ = false;
  std::unique_ptr<Relay> relay_;
  bool can_ask_ = false, can_run_ = false;  // what the client said of itself
  std::shared_ptr<Surroundings> surroundings_;
  std::shared_ptr<secrets::Core> core_;  // its holder's
  std::unique_ptr<secrets::OwnHolder> holder_;
};

}  // namespace coffer::agent
