// The person at the other end: results on standard output, messages on standard error, questions on the
// terminal itself.
#pragma once

#include <string>
#include <string_view>

#include "base/environment.h"
#include "base/error.h"
#include "base/result.h"
#include "base/secret.h"
#include "secrets/redactor.h"

namespace coffer::cli {

enum class Colour { kAuto, kOn, kOff };

// Everything printed passes the redactor, except what reveal() prints. Not thread-safe.
class Terminal {
 public:
  explicit Terminal(secrets::Redactor& redactor) : redactor_(&redactor) {}

  void configure(const Environment& environment, Colour colour, bool may_ask);

  void out(std::string_view text);      // a result, as it is, to standard output
  void line(std::string_view text);     // the same and a newline
  void message(std::string_view text);  // to standard error, with a newline
  void warn(std::string_view text);     // "warning: …"
  void error(const Error& error);       // "coffer: …" and the mend on a line of its own
  void reveal(const Secret&
                  value);  // deliberately to standard output, unredacted, with a newline if it is a terminal
  bool out_is_terminal() const { return out_is_terminal_; }
  bool colour() const { return colour_; }

  // True where questions can be asked: a terminal is there and --no-input is not given.
  bool can_ask() const { return may_ask_; }
  // All ask on /dev/tty, so that they work beside pipes. kCancelled on end of input or Ctrl-D.
  // Ctrl-C ends the process, and leaves the terminal as it was.
  Result<std::string> ask(std::string_view question);
  Result<Secret> ask_secret(std::string_view question);  // without echo
  Result<bool> confirm(std::string_view question);       // y/n, no by default

 private:
  secrets::Redactor* redactor_;
  bool out_is_terminal_ = false, error_is_terminal_ = false, colour_ = false, may_ask_ = false;
};

}  // namespace coffer::cli
