// Coffer's end of a conversation with its agent.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "agent/channel.h"
#include "agent/place.h"
#include "agent/words.h"
#include "base/clock.h"
#include "base/environment.h"
#include "base/file_descriptor.h"
#include "base/result.h"
#include "secrets/connect_input.h"

namespace coffer::agent {

// Who answers the agent's questions; neither is owned. Null: what would need it is answered by an error.
struct Respondent {
  secrets::Prompter* prompter = nullptr;
  const Environment* environment = nullptr;  // of the profiles whose programs may be run here
};
// What they say to a question, as a message.
Message answer_to(const Message& question, const Respondent& who);

// Move-only; for one thread at a time.
class Client {
 public:
  struct Parts {
    Place place;
    const Clock* clock = nullptr;  // the system's; not owned
    std::string version;           // Coffer's
  };
  // Greets the agent; none where there is no agent. kUnsupported where it is of another version; kTimeout
  // where it does not answer; what connect_to() says. Where it is too busy, or cuts the new client to make
  // room for yet another, it is tried again for a second: then kThrottled, or kIo.
  static Result<std::optional<Client>> connect(const Parts& parts);

  // One request and its answer. The error is the connection's (kIo, kTimeout, kMalformed, kTooLarge: it is of
  // no more use); the agent's own errors are in the answer, see checked(). What the agent asks meanwhile goes
  // to `who`.
  Result<Message> call(const Message& request, const Respondent& who = {});
  // The same, with the agent's error as the error.
  Result<Message> ask(const Message& request);
  // The answer, or the error that it is.
  static Result<Message> checked(Message answer);

  pid_t process() const { return process_; }  // the agent's

 private:
  static Result<Client> greet(FileDescriptor socket, const Parts& parts);
  Client(Channel channel, pid_t process) : channel_(std::move(channel)), process_(process) {}

  Channel channel_;
  pid_t process_;
};

}  // namespace coffer::agent
