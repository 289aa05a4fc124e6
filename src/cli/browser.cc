#include "cli/browser.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include "base/encoding.h"
#include "http/url.h"

extern char** environ;

namespace coffer::cli {
namespace {

// What `address` is was seen to by the caller: it is no flag to xdg-open.
bool xdg_open(const Environment& environment, std::string address) {
  const bool desktop =
      environment.get("DISPLAY") || environment.get("WAYLAND_DISPLAY") || environment.get("BROWSER");
  if (!desktop) return false;
  std::string program = "xdg-open";
  char* words[] = {program.data(), address.data(), nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setpgroup(&attributes, 0);  // Ctrl-C here does not close the browser
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t child = -1;
  const int failed = ::posix_spawnp(&child, program.c_str(), &actions, &attributes, words, environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return failed == 0;
}

}  // namespace

bool open_browser(const Environment& environment, const std::string& url) {
  return http::origin_of(url) && xdg_open(environment, url);
}

bool open_file_in_browser(const Environment& environment, const std::filesystem::path& file) {
  return xdg_open(environment, "file://" + percent_encode(std::filesystem::absolute(file).string(), "/"));
}

void show_sign_in(Terminal& terminal, const Environment& environment, const aws::SignIn& sign_in,
                  bool with_browser) {
  const bool opened = with_browser && open_browser(environment, sign_in.url_with_code);
  terminal.message(fmt::format("Sign in to IAM Identity Center ({}): {}", sign_in.name,
                               opened ? "your browser opens" : "open"));
  terminal.message(fmt::format("  {}", sign_in.url_with_code));
  terminal.message(fmt::format("and see that the page shows the code {}. Waiting …", sign_in.code));
}

}  // namespace coffer::cli
