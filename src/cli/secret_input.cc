#include "cli/secret_input.h"

#include <errno.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/files.h"
#include "base/hardening.h"
#include "vault/export_file.h"

namespace coffer::cli {
namespace {

constexpr size_t kShortestPassphrase = 8;
constexpr size_t kLongestLine = size_t{1} << 20;

Secret without_newline(const Secret& text) {
  return text.expose([](std::string_view bytes) {
    if (bytes.ends_with('\n')) bytes.remove_suffix(1);
    if (bytes.ends_with('\r')) bytes.remove_suffix(1);
    return Secret(bytes);
  });
}

Result<Secret> from_environment(const Context& context, const std::string& name) {
  auto value = context.environment.get_secret(name);
  wipe_variable(name);
  if (!value) {
    return Error{ErrorCode::kUsage, fmt::format("the environment variable {} is not set or empty", name), "",
                 "--from-env"};
  }
  return *std::move(value);
}

Result<void> check_passphrase(const Secret& passphrase) {
  if (passphrase.size() >= kShortestPassphrase) return {};
  return Error{ErrorCode::kInvalidArgument,
               fmt::format("it is shorter than {} characters", kShortestPassphrase),
               "Choose a longer one: a few random words are good.", "passphrase"};
}

Secret first_line(const Secret& content) {
  return content.expose(
      [](std::string_view text) { return without_newline(Secret(text.substr(0, text.find('\n')))); });
}

// A new one, typed blind, is asked twice.
Result<Secret> ask_twice(Context& context, const std::string& prompt, const char* field,
                         Result<void> (*check)(const Secret&)) {
  COFFER_ASSIGN(Secret typed, context.terminal.ask_secret(prompt));
  COFFER_TRY(check(typed));
  COFFER_ASSIGN(const Secret again, context.terminal.ask_secret("The same again: "));
  if (!typed.equals(again))
    return Error{ErrorCode::kInvalidArgument, "the two were not the same", "Try again.", field};
  return typed;
}

}  // namespace

Result<Secret> first_line_of(const std::string& file) {
  COFFER_ASSIGN(const Secret content, read_secret_file(file));
  return first_line(content);
}

Result<Secret> first_line_of_file_or_input(const std::string& file) {
  if (file != "-") return first_line_of(file);
  SecretBuilder line;
  for (char c = 0;;) {
    const ssize_t got = ::read(STDIN_FILENO, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{ErrorCode::kIo, "could not read standard input"};
    if (got == 0 || c == '\n') return without_newline(line.take());
    line.append(c);
    if (line.size() > kLongestLine)
      return Error{ErrorCode::kTooLarge, "the line on standard input is too long"};
  }
}

Result<Secret> read_value(Context& context, const SecretInput& input, const std::string& prompt) {
  if (!input.file.empty()) return read_secret_file(input.file);
  if (!input.environment.empty()) return from_environment(context, input.environment);
  if (input.standard_input || ::isatty(STDIN_FILENO) == 0) {
    COFFER_ASSIGN(const Secret text, read_secret(STDIN_FILENO));
    return without_newline(text);
  }
  if (context.terminal.can_ask()) return context.terminal.ask_secret(prompt);
  return Error{ErrorCode::kUsage, "no value was given",
               "Pipe it in, or use --file FILE or --from-env NAME; values are never arguments."};
}

Result<Secret> read_new_passphrase(Context& context) {
  if (!context.flags.passphrase_file.empty()) {
    COFFER_ASSIGN(Secret passphrase, first_line_of(context.flags.passphrase_file));
    COFFER_TRY(check_passphrase(passphrase));
    return passphrase;
  }
  if (!context.terminal.can_ask()) {
    return Error{ErrorCode::kUsage, "a passphrase is needed and nobody can be asked",
                 "Use --passphrase-file FILE."};
  }
  return ask_twice(context, "New passphrase: ", "passphrase", check_passphrase);
}

Result<Secret> read_export_password(Context& context, const std::string& file) {
  if (!file.empty()) {
    COFFER_ASSIGN(Secret password, first_line_of_file_or_input(file));
    COFFER_TRY(vault::check_export_password(password));
    return password;
  }
  if (!context.terminal.can_ask()) {
    return Error{ErrorCode::kUsage, "a password is needed and nobody can be asked",
                 "Use --password-file FILE, or - for standard input."};
  }
  return ask_twice(context, "Password for the export: ", "password", vault::check_export_password);
}

}  // namespace coffer::cli
