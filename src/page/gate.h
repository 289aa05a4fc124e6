// Who may come in (spec 9.2): the one who started the page, in the browser that they opened, and nobody else.
//
// What there is to fear: another site in the same browser (its scripts, forms, frames), a host name that is
// rebound to 127.0.0.1, another server on this machine that the same browser visits (cookies know no port),
// another user of the machine.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "crypto/random.h"
#include "page/message.h"

namespace coffer::page {

// Thread-safe.
class Gate {
 public:
  // `host`: what the Host header must be, with the port. Not owned; must outlive the gate.
  Gate(crypto::Random& random, Clock& clock, std::string host);

  // A name below .localhost that browsers take to loopback themselves (RFC 6761, 6.3) and that nobody can
  // guess: so the cookie goes to no other server on this machine, on whatever port.
  static std::string make_host_name(crypto::Random& random);

  // For the address that is opened: good for one launch, for kLaunchTime.
  static constexpr std::chrono::minutes kLaunchTime{2};
  std::string new_launch_token();
  // The Set-Cookie header's value; nullopt for a token that is wrong, used, or old.
  std::optional<std::string> launch(std::string_view token);

  enum class Verdict {
    kWelcome,
    kWrongHost,  // a rebound name, or an address typed by hand
    kForeign,    // another site asks, or puts the page into a frame
    kStranger,   // no session: the page says how to open it
  };
  // What is the same for everybody, the page's own files: no session is needed.
  Verdict check_file(const Request& request) const;
  // To log in: as check_call, without the session.
  Verdict check_launch(const Request& request) const;
  // To be told the token that every call must carry, which a page of another origin can't read.
  Verdict check_session(const Request& request) const;
  std::string_view call_token() const { return call_token_; }
  // All that does or tells something: the session, and that token in the header Coffer-Token.
  Verdict check_call(const Request& request) const;
  // The stream of events: as check_session, but a GET.
  Verdict check_events(const Request& request) const;

 private:
  struct Launch {
    Secret token;
    std::chrono::nanoseconds until;
  };
  bool has_session(const Request& request) const;

  crypto::Random& random_;
  Clock& clock_;
  const std::string host_, origin_;
  const Secret session_;
  const std::string call_token_;
  std::mutex mutex_;
  std::vector<Launch> launches_;
};

}  // namespace coffer::page
