#include "cli/standard_output.h"

#include <fmt/format.h>
#include <unistd.h>

#include "base/disk.h"

namespace coffer::cli {

Result<void> write_standard_output(std::string_view bytes) {
  const FileDescriptor out(::dup(STDOUT_FILENO));
  if (const auto written = system_disk().write(out, bytes); !written) {
    return Error{ErrorCode::kIo, fmt::format("could not write to standard output: {}", written.error().what)};
  }
  static_cast<void>(system_disk().sync(out));  // a pipe or a terminal has nothing to sync
  return {};
}

}  // namespace coffer::cli
