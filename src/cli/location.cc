#include "cli/location.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "base/files.h"
#include "http/url.h"
#include "runner/redirects.h"

namespace coffer::cli {
namespace {

constexpr int kMostRedirects = 10;
constexpr int kOk = 200;

// A host that answers, and then says nothing, must not hold the command for ever.
constexpr std::chrono::minutes kPatience{5};

std::string host_of(const Secret& url) {
  const auto origin = url.expose([](std::string_view text) { return http::origin_of(text); });
  return origin ? origin->host : "the URL";
}

http::Request request_for(const std::string& url) {
  http::Request request;
  request.url = Secret(url);
  request.add_header("User-Agent", "Coffer/" COFFER_VERSION);
  request.add_header("Accept", "application/json, text/csv, */*");
  return request;
}

}  // namespace

bool is_url(std::string_view location) {
  const std::string start = to_lower(location.substr(0, 8));
  return start.starts_with("http://") || start.starts_with("https://");
}

Result<std::string> Locations::fetch(const std::string& url) const {
  http::Request request = request_for(url);
  http::SendOptions options = options_;
  options.body_limit = kLocationLimit;
  options.timeout = kPatience;
  for (int followed = 0; followed <= kMostRedirects; ++followed) {
    COFFER_ASSIGN(const http::Response response, context_.transport().send(request, options));
    COFFER_ASSIGN(auto redirect, request.url.expose([&](std::string_view from) {
      return runner::redirect_of("GET", from, response.status,
                                 http::find_header(response.headers, "Location"), {});
    }));
    if (!redirect) {
      if (response.status == kOk) return response.body->read();
      return Error{ErrorCode::kNetwork,
                   fmt::format("{} answered with status {}", host_of(request.url), response.status)};
    }
    if (redirect->downgrade)
      return Error{ErrorCode::kNetwork, fmt::format("{} leads from https to http", host_of(request.url))};
    runner::apply(*redirect, request);
  }
  return Error{ErrorCode::kTooManyRedirects,
               fmt::format("{} redirects more than {} times", host_of(request.url), kMostRedirects)};
}

Result<std::string> Locations::read_standard_input() {
  FILE* const input = stdin;
  std::string text;
  std::array<char, size_t{64} << 10> buffer{};
  while (const size_t count = std::fread(buffer.data(), 1, buffer.size(), input)) {
    text.append(buffer.data(), count);
    if (text.size() > kLocationLimit)
      return Error{ErrorCode::kTooLarge, "standard input is larger than 256 MiB"};
  }
  if (std::ferror(input) != 0) return Error{ErrorCode::kIo, "cannot read standard input"};
  return text;
}

Result<std::string> Locations::read(const std::string& location, const std::string& flag) {
  if (location == "-" && !reader_.empty()) {
    return Error{ErrorCode::kUsage, fmt::format("standard input is {}'s already", reader_),
                 "Name a file for one of them.", flag};
  }
  if (location == "-") reader_ = flag;
  auto text = location == "-"    ? read_standard_input()
              : is_url(location) ? fetch(location)
                                 : read_file(location, kLocationLimit);
  if (text || !text.error().field.empty()) return text;
  Error error = std::move(text).error();
  error.field = flag;
  return error;
}

}  // namespace coffer::cli
