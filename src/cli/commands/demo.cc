// coffer demo: the main job end to end against the stand-in cloud, as a story that prints its commands.
#include <errno.h>
#include <fmt/format.h>
#include <string.h>
#include <unistd.h>

#include <filesystem>

#include "cli/commands/commands.h"

namespace coffer::cli {
namespace {

namespace fs = std::filesystem;

// The story is a script beside the stand-in cloud, in libexec/coffer next to this program's bin.
Result<void> demo() {
  std::error_code failure;
  const fs::path self = fs::read_symlink("/proc/self/exe", failure);
  const fs::path script = self.parent_path().parent_path() / "libexec" / "coffer" / "demo";
  if (failure || !fs::exists(script)) {
    return Error{ErrorCode::kNotFound, fmt::format("the demo is not installed ({})", script.string()),
                 "Run `make demo` in the source tree."};
  }
  ::execl(script.c_str(), script.c_str(), self.c_str(), nullptr);
  return Error{ErrorCode::kIo, fmt::format("could not start {}: {}", script.string(), strerror(errno))};
}

}  // namespace

void add_demo_command(CLI::App& root, Context& context) {
  root.add_subcommand("demo", "Show the main job end to end, against a stand-in for AWS on this machine")
      ->callback([&context] { run_command(context, demo); });
}

}  // namespace coffer::cli
