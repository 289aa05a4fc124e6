// coffer demo: the main job end to end against the stand-in cloud, as a story that prints its commands; or
// the page on the same data.
#include <errno.h>
#include <fmt/format.h>
#include <string.h>
#include <unistd.h>

#include <filesystem>

#include "cli/commands/commands.h"

namespace coffer::cli {
namespace {

namespace fs = std::filesystem;

// Both are scripts beside the stand-in cloud, in libexec/coffer next to this program's bin.
Result<void> demo(const char* name) {
  std::error_code failure;
  const fs::path self = fs::read_symlink("/proc/self/exe", failure);
  const fs::path script = self.parent_path().parent_path() / "libexec" / "coffer" / name;
  if (failure || !fs::exists(script)) {
    return Error{ErrorCode::kNotFound, fmt::format("the demo is not installed ({})", script.string()),
                 "Run `make demo` in the source tree."};
  }
  ::execl(script.c_str(), script.c_str(), self.c_str(), nullptr);
  return Error{ErrorCode::kIo, fmt::format("could not start {}: {}", script.string(), strerror(errno))};
}

}  // namespace

void add_demo_command(CLI::App& root, Context& context) {
  auto page = std::make_shared<bool>(false);
  CLI::App* command =
      root.add_subcommand("demo", "Show the main job end to end, against a stand-in for AWS on this machine");
  command->add_flag("--page", *page, "show Coffer's page on the sample data instead, until Ctrl-C");
  command->callback(
      [=, &context] { run_command(context, [&] { return demo(*page ? "demo-page" : "demo"); }); });
}

}  // namespace coffer::cli
