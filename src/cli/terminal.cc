#include "cli/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <array>

#include "base/encoding.h"
#include "base/files.h"

namespace coffer::cli {
namespace {

void write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // a closed pipe: nobody reads any more
    text.remove_prefix(static_cast<size_t>(written));
  }
}

// The terminal whose echo is off, for a signal that ends us meanwhile: it is not left so.
termios loud{};
volatile sig_atomic_t quiet_fd = -1;
constexpr std::array<int, 4> kEndings{SIGINT, SIGTERM, SIGHUP, SIGQUIT};

// Calls only what a signal handler may (signal-safety(7)). SA_RESETHAND has given the signal back its own
// effect, which comes when this returns.
extern "C" void restore_echo(int signal) {
  if (quiet_fd >= 0) {
    ::tcsetattr(quiet_fd, TCSANOW, &loud);
    static_cast<void>(!::write(quiet_fd, "\n", 1));
  }
  ::raise(signal);
}

// Switches the terminal's echo off for as long as it lives. One at a time.
class NoEcho {
 public:
  explicit NoEcho(int fd) : fd_(fd) {
    if (::tcgetattr(fd_, &loud) != 0) return;
    quiet_fd = fd_;
    for (size_t i = 0; i < kEndings.size(); ++i) catch_signal(kEndings[i], before_[i]);
    termios quiet = loud;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(fd_, TCSAFLUSH, &quiet);
  }
  ~NoEcho() {
    if (quiet_fd < 0) return;
    ::tcsetattr(fd_, TCSAFLUSH, &loud);
    quiet_fd = -1;
    for (size_t i = 0; i < kEndings.size(); ++i) ::sigaction(kEndings[i], &before_[i], nullptr);
    write_all(fd_, "\n");
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  static void catch_signal(int signal, struct sigaction& before) {
    if (::sigaction(signal, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) return;  // nohup
    struct sigaction action{};
    action.sa_handler = restore_echo;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(signal, &action, nullptr);
  }

  int fd_;
  std::array<struct sigaction, kEndings.size()> before_{};
};

Result<FileDescriptor> open_tty() {
  FileDescriptor tty(::open("/dev/tty", O_RDWR | O_CLOEXEC));
  if (!tty.valid()) return Error{ErrorCode::kCancelled, "there is no terminal to ask on"};
  return tty;
}

Result<Secret> read_line(int fd) {
  SecretBuilder line;
  for (;;) {
    char c = 0;
    const ssize_t got = ::read(fd, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 && line.size() == 0) return Error{ErrorCode::kCancelled, "cancelled: no answer was given"};
    if (got <= 0 || c == '\n') return line.take();
    line.append(c);
    if (line.size() > size_t{64} * 1024)
      return Error{ErrorCode::kTooLarge, "the answer is longer than 64 KiB"};
  }
}

constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kPlain = "\x1b[0m";

}  // namespace

void Terminal::configure(const Environment& environment, Colour colour, bool may_ask) {
  out_is_terminal_ = ::isatty(STDOUT_FILENO) != 0;
  error_is_terminal_ = ::isatty(STDERR_FILENO) != 0;
  const bool wanted =
      out_is_terminal_ && !environment.get("NO_COLOR") && environment.get("TERM").value_or("dumb") != "dumb";
  colour_ = colour == Colour::kOn || (colour == Colour::kAuto && wanted);
  may_ask_ = may_ask && error_is_terminal_ && open_tty().ok();
}

void Terminal::out(std::string_view text) { write_all(STDOUT_FILENO, redactor_->redact(text)); }

void Terminal::line(std::string_view text) { out(fmt::format("{}\n", text)); }

void Terminal::message(std::string_view text) {
  write_all(STDERR_FILENO, redactor_->redact(fmt::format("{}\n", text)));
}

void Terminal::warn(std::string_view text) {
  const bool coloured = colour_ && error_is_terminal_;
  message(fmt::format("{}warning:{} {}", coloured ? kYellow : "", coloured ? kPlain : "", text));
}

void Terminal::error(const Error& error) {
  const bool coloured = colour_ && error_is_terminal_;
  const std::string field = error.field.empty() ? "" : error.field + ": ";
  message(fmt::format("{}coffer:{} {}{}", coloured ? kRed : "", coloured ? kPlain : "", field, error.what));
  if (!error.mend.empty()) message(fmt::format("        {}", error.mend));
}

void Terminal::reveal(const Secret& value) {
  value.expose([](std::string_view bytes) { write_all(STDOUT_FILENO, bytes); });
  if (out_is_terminal_) write_all(STDOUT_FILENO, "\n");
}

Result<std::string> Terminal::ask(std::string_view question) {
  COFFER_ASSIGN(const FileDescriptor tty, open_tty());
  write_all(tty.get(), question);
  const auto answer = read_line(tty.get());
  if (!answer) write_all(tty.get(), "\n");  // what follows Ctrl-D begins a line
  if (!answer) return answer.error();
  return answer->expose([](std::string_view text) { return std::string(trim(text)); });
}

Result<Secret> Terminal::ask_secret(std::string_view question) {
  COFFER_ASSIGN(const FileDescriptor tty, open_tty());
  const NoEcho quiet(tty.get());  // first: whoever types fast is not echoed either
  write_all(tty.get(), question);
  return read_line(tty.get());
}

Result<bool> Terminal::confirm(std::string_view question) {
  COFFER_ASSIGN(const std::string answer, ask(fmt::format("{} [y/N] ", question)));
  return iequals(answer, "y") || iequals(answer, "yes");
}

}  // namespace coffer::cli
