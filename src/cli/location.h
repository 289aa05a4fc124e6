// Input that a flag names: a file, a URL, or standard input.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/context.h"
#include "http/transport.h"

namespace coffer::cli {

inline constexpr uint64_t kLocationLimit = uint64_t{256} << 20;  // bytes

bool is_url(std::string_view location);  // http or https

// Reads files, http(s) URLs (redirects followed, 200 wanted, never from https to http) and, once, "-".
class Locations {
 public:
  // `options` are those of the run's requests: CA certificates, proxy, -k. The context is not owned.
  Locations(Context& context, http::SendOptions options) : context_(context), options_(std::move(options)) {}

  // kTooLarge above kLocationLimit. The error's field is `flag`; of a URL it names the host alone.
  Result<std::string> read(const std::string& location, const std::string& flag);

 private:
  Result<std::string> fetch(const std::string& url) const;
  Result<std::string> read_standard_input();

  Context& context_;
  http::SendOptions options_;
  std::string reader_;  // the flag that took standard input
};

}  // namespace coffer::cli
