#include "report/har.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/encoding.h"
#include "http/url.h"
#include "json/json.h"
#include "report/redacted_json.h"
#include "report/text.h"

namespace coffer::report {
namespace {

using Microseconds = std::chrono::microseconds;

double milliseconds(Microseconds time) { return std::chrono::duration<double, std::milli>(time).count(); }

json::Array headers_json(const http::Headers& headers) {
  json::Array list;
  for (const auto& [name, value] : headers)
    list.push_back(json::Object{{"name", unicode_text(name)}, {"value", unicode_text(value)}});
  return list;
}

json::Array query_json(std::string_view url) {
  json::Array list;
  const std::string query = http::split_url(url).query;
  for (std::string_view rest = query; !rest.empty();) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    const size_t equals = std::min(pair.find('='), pair.size());
    const std::string value = percent_decode(pair.substr(std::min(equals + 1, pair.size())));
    list.push_back(json::Object{{"name", unicode_text(percent_decode(pair.substr(0, equals)))},
                                {"value", unicode_text(value)}});
  }
  return list;
}

// "a=1; b=2", and of Set-Cookie the first pair alone.
json::Array cookies_json(const http::Headers& headers, std::string_view header, bool first_only) {
  json::Array list;
  for (const auto& [name, value] : headers) {
    if (!iequals(name, header)) continue;
    for (std::string_view rest = value; !rest.empty();) {
      const std::string_view pair = trim(rest.substr(0, rest.find(';')));
      rest.remove_prefix(std::min(rest.find(';'), rest.size() - 1) + 1);
      const size_t equals = std::min(pair.find('='), pair.size());
      const std::string_view content = pair.substr(std::min(equals + 1, pair.size()));
      list.push_back(
          json::Object{{"name", unicode_text(pair.substr(0, equals))}, {"value", unicode_text(content)}});
      if (first_only) break;
    }
  }
  return list;
}

std::string header_or(const http::Headers& headers, std::string_view name, std::string_view fallback) {
  return unicode_text(http::find_header(headers, name).value_or(fallback));
}

json::Object request_json(const runner::Exchange& exchange) {
  json::Object request{
      {"method", exchange.method},
      {"url", unicode_text(exchange.url)},
      {"httpVersion", "HTTP/" + (exchange.http_version.empty() ? "1.1" : exchange.http_version)},
      {"cookies", cookies_json(exchange.request_headers, "Cookie", false)},
      {"headers", headers_json(exchange.request_headers)},
      {"queryString", query_json(exchange.url)},
      {"headersSize", -1},
      {"bodySize", exchange.request_body_size}};
  if (exchange.request_body) {
    request["postData"] =
        json::Object{{"mimeType", header_or(exchange.request_headers, "Content-Type", "multipart/form-data")},
                     {"text", unicode_text(*exchange.request_body)}};
  }
  return request;
}

json::Object content_json(const runner::Exchange& exchange, const std::string* body) {
  json::Object content{{"size", exchange.response_size},
                       {"mimeType", header_or(exchange.response_headers, "Content-Type", "x-unknown")}};
  if (exchange.wire_size < exchange.response_size)
    content["compression"] = exchange.response_size - exchange.wire_size;
  if (body == nullptr || body->empty()) return content;
  const bool text = is_utf8(*body);
  content["text"] = text ? *body : base64_encode(*body);
  if (!text) content["encoding"] = "base64";
  return content;
}

json::Object response_json(const runner::Exchange& exchange, const std::string* body) {
  return {{"status", exchange.status},
          {"statusText", unicode_text(exchange.reason)},
          {"httpVersion", exchange.status == 0 ? std::string() : "HTTP/" + exchange.http_version},
          {"cookies", cookies_json(exchange.response_headers, "Set-Cookie", true)},
          {"headers", headers_json(exchange.response_headers)},
          {"content", content_json(exchange, body)},
          {"redirectURL", header_or(exchange.response_headers, "Location", "")},
          {"headersSize", -1},
          {"bodySize", exchange.status == 0 ? int64_t{-1} : static_cast<int64_t>(exchange.wire_size)}};
}

// Each phase as long as it took; -1 for what did not happen, as on a connection that was open already.
json::Object timings_json(const http::Timings& timings) {
  const auto phase = [](Microseconds end, Microseconds start) {
    return end.count() == 0 || end < start ? -1.0 : milliseconds(end - start);
  };
  const Microseconds connected = std::max(timings.connect, timings.tls_handshake);
  const Microseconds first = std::max(timings.first_byte, connected);
  return {{"blocked", -1},
          {"dns", phase(timings.name_lookup, Microseconds(0))},
          {"connect", phase(connected, timings.name_lookup)},
          {"ssl", phase(timings.tls_handshake, timings.connect)},
          {"send", 0},
          {"wait", milliseconds(first - std::max(connected, timings.name_lookup))},
          {"receive", milliseconds(std::max(timings.total, first) - first)}};
}

// The sum of the phases, without ssl: connect has it in it.
double time_of(const json::Object& timings) {
  double sum = 0;
  for (const char* name : {"dns", "connect", "wait", "receive"})
    sum += std::max(0.0, json::find_number(timings, name).value_or(0));
  return sum;
}

json::Object entry_json(const runner::Exchange& exchange, WallTime started, const std::string* body) {
  json::Object timings = timings_json(exchange.timings);
  json::Object entry{{"startedDateTime", iso_date(started)}, {"time", time_of(timings)}};
  entry["request"] = request_json(exchange);
  entry["response"] = response_json(exchange, body);
  entry["cache"] = json::Object();
  entry["timings"] = std::move(timings);
  if (!exchange.remote_address.empty()) entry["serverIPAddress"] = exchange.remote_address;
  if (exchange.note) entry["comment"] = unicode_text(*exchange.note);
  return entry;
}

}  // namespace

std::string har_text(const std::vector<HarSend>& sends, const HarCreator& creator,
                     const secrets::Redactor& redactor) {
  json::Array entries;
  for (const HarSend& send : sends) {
    WallTime started = send.started;
    for (const runner::Exchange& exchange : send.result->exchanges) {
      const bool last = &exchange == &send.result->exchanges.back();
      entries.push_back(entry_json(exchange, started, last ? &send.result->response_body : nullptr));
      started += std::chrono::duration_cast<std::chrono::milliseconds>(exchange.timings.total);
    }
  }
  json::Object log{{"version", "1.2"},
                   {"creator", json::Object{{"name", creator.name}, {"version", creator.version}}},
                   {"pages", json::Array()},
                   {"entries", std::move(entries)}};
  // Once more, for what was put together from redacted pieces.
  return json::dump_pretty(redacted(json::Object{{"log", std::move(log)}}, redactor)) + "\n";
}

}  // namespace coffer::report
