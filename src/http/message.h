// What goes over the wire, both ways.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "http/url.h"

namespace coffer::http {

// A header of a request. The value may carry a secret, so all values are Secrets.
struct RequestHeader {
  std::string name;
  Secret value;
};

struct FileBody {
  std::filesystem::path path;  // streamed from disk at the send
};

// A part of multipart/form-data.
struct FormPart {
  std::string name;
  std::variant<Secret, FileBody> content;
  std::string content_type;  // empty: none for text, guessed from the file's name for files
  std::string file_name;     // empty: none for text, the path's last part for files
};

using Body = std::variant<std::monostate, Secret, FileBody, std::vector<FormPart>>;

// A request with its values in it, ready to send, wiped when it goes. Move-only.
struct Request {
  std::string method = "GET";
  Secret url;
  std::vector<RequestHeader>
      headers;  // sent as they are, in this order; Host and Content-Length are made if absent
  Body body;

  const RequestHeader* find_header(std::string_view name) const;  // ASCII case-insensitive, the first
  void set_header(std::string_view name, Secret value);           // replaces all of that name, or adds
  void add_header(std::string_view name, std::string_view value);
  void remove_header(std::string_view name);
  Request clone() const;
};

struct Header {
  std::string name, value;
};
using Headers = std::vector<Header>;
// ASCII case-insensitive, the first; empty optional where absent.
std::optional<std::string_view> find_header(const Headers& headers, std::string_view name);

// A response body: in memory up to a limit, beyond it in an unlinked private temporary file.
class ResponseBody {
 public:
  virtual ~ResponseBody() = default;
  virtual uint64_t size() const = 0;
  // The first `limit` bytes. Cheap for what is in memory; reads the file otherwise.
  virtual Result<std::string> read(uint64_t limit = UINT64_MAX) const = 0;
  // The whole body without a copy, where it is in memory; valid as long as this object.
  virtual std::optional<std::string_view> view() const { return std::nullopt; }
};
std::unique_ptr<ResponseBody> memory_body(std::string bytes);
// In locked memory, wiped when it goes: for answers that carry secrets. Use view(); read() makes a plain
// copy.
std::unique_ptr<ResponseBody> secret_body(Secret bytes);

struct Timings {  // since the start of the request; zero where a phase did not happen
  std::chrono::microseconds name_lookup{}, connect{}, tls_handshake{}, first_byte{}, total{};
};

struct Response {
  int status = 0;
  std::string reason;        // as sent ("OK"); the standard phrase on HTTP/2
  std::string http_version;  // "1.1", "2"
  Headers headers;           // of the final response, not of 1xx
  std::unique_ptr<ResponseBody> body;
  uint64_t body_wire_size = 0;  // before decompression
  Timings timings;
  std::string remote_address;
  bool connection_reused = false;
};

}  // namespace coffer::http
