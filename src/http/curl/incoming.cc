#include "http/curl/incoming.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "base/encoding.h"
#include "http/names.h"

namespace coffer::http::curl {
namespace {

// RFC 9110 §5.5: within a line these are dangerous, and become spaces.
constexpr std::string_view kInvalid("\r\n\0", 3);

std::chrono::microseconds duration(const EasyHandle& handle, CURLINFO info) {
  return std::chrono::microseconds(handle.get_size(info));
}

Timings timings_of(const EasyHandle& handle, bool reused) {
  Timings timings;
  if (!reused) {  // libcurl counts its own housekeeping in those of a connection that was open already
    timings.name_lookup = duration(handle, CURLINFO_NAMELOOKUP_TIME_T);
    timings.connect = duration(handle, CURLINFO_CONNECT_TIME_T);
    timings.tls_handshake = duration(handle, CURLINFO_APPCONNECT_TIME_T);
  }
  timings.first_byte = duration(handle, CURLINFO_STARTTRANSFER_TIME_T);
  timings.total = duration(handle, CURLINFO_TOTAL_TIME_T);
  return timings;
}

}  // namespace

void Incoming::attach(EasyHandle& handle) {
  handle.set(CURLOPT_HEADERFUNCTION, &Incoming::on_header);
  handle.set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  handle.set(CURLOPT_WRITEFUNCTION, &Incoming::on_body);
  handle.set(CURLOPT_WRITEDATA, static_cast<void*>(this));
}

Response Incoming::take(const EasyHandle& handle) {
  if (response_.reason.empty()) response_.reason = reason_phrase(response_.status);
  response_.body = sink_.finish();
  response_.body_wire_size = static_cast<uint64_t>(handle.get_size(CURLINFO_SIZE_DOWNLOAD_T));
  response_.connection_reused = handle.get_long(CURLINFO_NUM_CONNECTS) == 0;
  response_.timings = timings_of(handle, response_.connection_reused);
  response_.remote_address = handle.get_text(CURLINFO_PRIMARY_IP);
  return std::move(response_);
}

size_t Incoming::on_header(char* line, size_t size, size_t count, void* incoming) {
  auto& self = *static_cast<Incoming*>(incoming);
  Result<void> taken = self.take_line({line, size * count});
  if (taken && !self.broken_off_) return size * count;
  if (!taken) self.failure_ = std::move(taken).error();
  return CURL_WRITEFUNC_ERROR;
}

size_t Incoming::on_body(char* bytes, size_t size, size_t count, void* incoming) {
  auto& self = *static_cast<Incoming*>(incoming);
  Result<void> written = self.sink_.write({bytes, size * count});
  if (written) return size * count;
  self.failure_ = std::move(written).error();
  return CURL_WRITEFUNC_ERROR;
}

Result<void> Incoming::take_line(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.find_first_of(kInvalid) != std::string_view::npos) {
    std::string clean(line);
    std::ranges::replace_if(clean, [](char c) { return kInvalid.contains(c); }, ' ');
    return take_line(clean);
  }
  if (!in_headers_) {
    // After the blank line comes a new response (this one was a 1xx), or, after the body, a trailer.
    if (!line.starts_with("HTTP/")) return {};
    ++answers_;
    if (response_.status < 200 || in_steps_) begin(line);
    return {};
  }
  if (line.empty()) {
    in_headers_ = false;
    broken_off_ = headers_only_ && response_.status >= 200;
    return {};
  }
  return add_header(line);
}

// "HTTP/1.1 200 OK", "HTTP/2 200 "
void Incoming::begin(std::string_view status_line) {
  response_ = Response();
  sink_.clear();
  header_bytes_ = 0;
  in_headers_ = true;
  status_line.remove_prefix(5);
  const size_t space = std::min(status_line.find(' '), status_line.size());
  response_.http_version = status_line.substr(0, space);
  const std::string_view rest = trim(status_line.substr(space));
  const std::string_view code = rest.substr(0, rest.find_first_not_of("0123456789"));
  if (code.size() == 3)  // RFC 9112 §4; else the status stays 0
    std::from_chars(code.data(), code.data() + code.size(), response_.status);
  response_.reason = trim(rest.substr(code.size()));
}

Result<void> Incoming::add_header(std::string_view line) {
  header_bytes_ += line.size();
  if (response_.headers.size() >= kMaxHeaders || header_bytes_ > kMaxHeaderBytes) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("the response has more than {} headers, or more than {} bytes of them",
                             kMaxHeaders, kMaxHeaderBytes)};
  }
  if ((line[0] == ' ' || line[0] == '\t') && !response_.headers.empty()) {  // RFC 9112 §5.2: a folded line
    response_.headers.back().value.append(" ").append(trim(line));
    return {};
  }
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};  // not a header; browsers pass over it
  response_.headers.push_back(
      {std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
  return {};
}

}  // namespace coffer::http::curl
