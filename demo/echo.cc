#include "demo/echo.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>

#include "base/clock.h"
#include "base/encoding.h"

namespace coffer::demo {
namespace {

constexpr size_t kLogBytes = size_t{256} << 20;
constexpr size_t kPiece = size_t{64} << 10;

HttpResponse json_response(int status, const json::Value& body) {
  return {status, {{"Content-Type", "application/json; charset=utf-8"}}, json::dump(body)};
}

HttpResponse bad(std::string what) { return json_response(400, json::Object{{"error", std::move(what)}}); }

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return {};
  return value;
}

HttpResponse status_answer(double status) {
  if (status < 200 || status > 599) return bad("a status is a number from 200 to 599");
  return json_response(static_cast<int>(status), json::Object{{"status", static_cast<int>(status)}});
}

HttpResponse redirect_to(int status, std::string location) {
  HttpResponse response = json_response(status, json::Object{{"location", location}});
  response.headers.push_back({"Location", std::move(location)});
  return response;
}

HttpResponse redirect_query(const Pairs& query) {
  const auto status = number(find_value(query, "status_code")).value_or(302);
  if (status < 300 || status > 399) return bad("status_code is a number from 300 to 399");
  return redirect_to(static_cast<int>(status), std::string(find_value(query, "url")));
}

HttpResponse redirect_times(double times) {
  return redirect_to(302, times > 1 ? fmt::format("/redirect/{}", static_cast<int>(times) - 1) : "/get");
}

HttpResponse stream_lines(const HttpRequest& request, double lines) {
  HttpResponse response;
  response.headers = {{"Content-Type", "application/x-ndjson"}};
  response.stream = [description = describe_request(request), line = 0L,
                     last = static_cast<long>(lines)]() mutable -> std::optional<std::string> {
    if (line >= last) return {};
    description["id"] = line++;
    return json::dump(description) + "\n";
  };
  return response;
}

// Byte i is i modulo 251: the same every time, and a shifted or lost byte shows.
HttpResponse bytes_answer(double count) {
  HttpResponse response;
  response.headers = {{"Content-Type", "application/octet-stream"}};
  response.stream_length = static_cast<uint64_t>(count);
  response.stream = [at = uint64_t{0},
                     end = static_cast<uint64_t>(count)]() mutable -> std::optional<std::string> {
    if (at == end) return {};
    std::string piece(std::min<uint64_t>(kPiece, end - at), '\0');
    for (char& byte : piece) byte = static_cast<char>(at++ % 251);
    return piece;
  };
  return response;
}

HttpResponse basic_auth(const HttpRequest& request, const Pairs& query) {
  const auto or_default = [&](std::string_view name, std::string_view fallback) {
    return std::string(has_name(query, name) ? find_value(query, name) : fallback);
  };
  const std::string wanted =
      "Basic " + base64_encode(or_default("user", "postman") + ":" + or_default("pass", "password"));
  const auto* sent = find_header(request.headers, "Authorization");
  if (sent && *sent == wanted) return json_response(200, json::Object{{"authenticated", true}});
  HttpResponse response = json_response(401, json::Object{{"authenticated", false}});
  response.headers.push_back({"WWW-Authenticate", "Basic realm=\"Users\""});
  return response;
}

HttpResponse cookies(const HttpRequest& request) {
  json::Object found;
  for (const auto& header : request.headers) {
    if (!iequals(header.name, "Cookie")) continue;
    for (const auto& pair : parse_cookies(header.value)) found[pair.name] = pair.value;
  }
  return json_response(200, json::Object{{"cookies", std::move(found)}});
}

HttpResponse change_cookies(const Pairs& query, bool remove) {
  HttpResponse response = redirect_to(302, "/cookies");
  for (const auto& pair : query) {
    response.headers.push_back(
        {"Set-Cookie",
         pair.name + "=" + (remove ? "; Path=/; Max-Age=0" : percent_encode(pair.value) + "; Path=/")});
  }
  return response;
}

// `window_bits` as zlib has it: 15 for deflate (RFC 1950), 31 for gzip.
std::string compress(std::string body, int window_bits) {
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, body.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(body.data());
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

HttpResponse compressed(const HttpRequest& request, std::string_view encoding) {
  HttpResponse response = json_response(200, describe_request(request));
  response.body = compress(std::move(response.body), encoding == "gzip" ? 31 : 15);
  response.headers.push_back({"Content-Encoding", std::string(encoding)});
  return response;
}

HttpResponse response_headers(const HttpRequest& request, const Pairs& query) {
  HttpResponse response = json_response(200, describe_request(request));
  for (const auto& pair : query) {
    const bool splits = (pair.name + pair.value).find_first_of("\r\n") != std::string::npos;
    if (!splits) response.headers.push_back({pair.name, pair.value});
  }
  return response;
}

// The N of "/status/N".
std::optional<double> argument(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix) ? number(path.substr(prefix.size())) : std::nullopt;
}

}  // namespace

HttpResponse Echo::handle(const HttpRequest& request) {
  if (request.path() == "/_log") return log(request);
  HttpResponse response = answer(request);
  remember(request, !response.drop);
  response.delay += delay_;
  return response;
}

// The faults of this service have no service of AWS to speak as: what they put in an answer's place is JSON.
HttpResponse Echo::answer(const HttpRequest& request) {
  const std::vector<Fault> struck = faults_.strike("echo", request.method);
  const auto instead = std::ranges::find_if(struck, &Fault::replaces_answer);
  HttpResponse response =
      instead == struck.end() ? route(request) : fault_answer(*instead, Service::kSecretsManager);
  for (const Fault& fault : struck) apply_fault(fault, response, system_clock().now());
  return response;
}

HttpResponse Echo::route(const HttpRequest& request) {
  const auto path = request.path();
  const Pairs query = parse_query(request.query(), Plus::kIsSpace);
  if (const auto status = argument(path, "/status/")) return status_answer(*status);
  if (const auto times = argument(path, "/redirect/")) return redirect_times(*times);
  if (const auto lines = argument(path, "/stream/")) return stream_lines(request, *lines);
  if (const auto count = argument(path, "/bytes/")) return bytes_answer(*count);
  if (path == "/redirect-to") return redirect_query(query);
  if (path == "/basic-auth") return basic_auth(request, query);
  if (path == "/cookies") return cookies(request);
  if (path == "/cookies/set") return change_cookies(query, false);
  if (path == "/cookies/delete") return change_cookies(query, true);
  if (path == "/gzip" || path == "/deflate") return compressed(request, path.substr(1));
  if (path == "/response-headers") return response_headers(request, query);
  if (path == "/401-until") return until_accepted(request);
  HttpResponse response = json_response(200, describe_request(request));
  if (const auto seconds = argument(path, "/delay/")) {
    response.delay = std::chrono::milliseconds(static_cast<long>(*seconds * 1000));
  }
  return response;
}

HttpResponse Echo::until_accepted(const HttpRequest& request) const {
  const auto* sent = find_header(request.headers, header_);
  if (sent && !accepted_.empty() && *sent == accepted_) return json_response(200, describe_request(request));
  return json_response(401, json::Object{{"error", "the " + header_ + " header is not the accepted one"}});
}

void Echo::remember(const HttpRequest& request, bool answered) {
  const size_t index = seen_++;
  if (log_limit_ == 0) return;
  entries_.push_back(
      {index, request.method, request.target, request.raw, !request.body_sha256.empty(), answered});
  log_bytes_ += request.raw.size();
  while (entries_.size() > log_limit_ || (log_bytes_ > kLogBytes && entries_.size() > 1)) {
    log_bytes_ -= entries_.front().raw.size();
    entries_.pop_front();
  }
}

HttpResponse Echo::log(const HttpRequest& request) {
  if (request.method == "DELETE") {
    entries_.clear();
    log_bytes_ = seen_ = 0;
    return {204, {}, ""};
  }
  json::Array list;
  for (const auto& entry : entries_) {
    list.push_back(json::Object{{"index", entry.index},
                                {"method", entry.method},
                                {"target", entry.target},
                                {"raw_base64", base64_encode(entry.raw)},
                                {"truncated", entry.truncated},
                                {"answered", entry.answered}});
  }
  return json_response(200, json::Object{{"total", seen_}, {"requests", std::move(list)}});
}

void Echo::reset() {
  faults_.clear();
  entries_.clear();
  log_bytes_ = seen_ = 0;
  delay_ = std::chrono::milliseconds(0);
  accepted_.clear();
  header_ = "Authorization";
}

}  // namespace coffer::demo
