// What `coffer send` prints of a response.
#pragma once

#include <string>

#include "base/result.h"
#include "cli/context.h"
#include "runner/events.h"

namespace coffer::cli {

struct SendOutput {
  std::string file;       // -o, "-" for standard output; empty: not given
  bool include = false;   // -i
  bool head = false;      // -I
  std::string write_out;  // -w
};

// References, hops, headers and times, on standard error (spec 7.3).
void show_exchanges(Context& context, const runner::ItemResult& result);

// The last response, redacted. Piped, the body stands byte for byte; on a terminal JSON is laid out, control
// characters are shown instead of obeyed, and a binary body is refused (kUnsupported), as curl does.
Result<void> print_response(Context& context, const SendOutput& output, const runner::ItemResult& result);

// curl's --write-out with the variables that Coffer knows; an unknown one becomes nothing, as in curl.
std::string written_out(std::string_view format, const runner::ItemResult& result);

// The last part of the URL's path, for -O. kUsage where there is none that can be a file's name.
Result<std::string> remote_file_name(std::string_view url);

}  // namespace coffer::cli
