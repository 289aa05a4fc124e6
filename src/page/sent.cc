#include "page/sent.h"

#include <algorithm>

#include "base/encoding.h"
#include "json/layout.h"
#include "report/redacted_json.h"
#include "report/text.h"

namespace coffer::page {
namespace {

using report::unicode_text;

double milliseconds(std::chrono::microseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

json::Array headers_json(const http::Headers& headers, const ExchangeBounds& bounds) {
  json::Array list;
  for (const http::Header& header : headers) {
    if (list.size() == bounds.headers) break;
    list.push_back(json::Object{{"name", unicode_text(header.name)},
                                {"value", report::beginning_of(unicode_text(header.value), bounds.header)}});
  }
  return list;
}

json::Object timings_json(const http::Timings& timings) {
  return {{"name_lookup", milliseconds(timings.name_lookup)},
          {"connect", milliseconds(timings.connect)},
          {"tls_handshake", milliseconds(timings.tls_handshake)},
          {"first_byte", milliseconds(timings.first_byte)},
          {"total", milliseconds(timings.total)}};
}

json::Object exchange_json(const runner::Exchange& exchange, const ExchangeBounds& bounds) {
  json::Object object{{"method", exchange.method},
                      {"url", unicode_text(exchange.url)},
                      {"request_headers", headers_json(exchange.request_headers, bounds)},
                      {"request_body_size", exchange.request_body_size},
                      {"status", exchange.status},
                      {"reason", unicode_text(exchange.reason)},
                      {"response_headers", headers_json(exchange.response_headers, bounds)},
                      {"timings", timings_json(exchange.timings)},
                      {"response_size", exchange.response_size},
                      {"remote_address", exchange.remote_address}};
  if (exchange.request_body)
    object["request_body"] = report::beginning_of(unicode_text(*exchange.request_body), bounds.body);
  if (exchange.note) object["note"] = unicode_text(*exchange.note);
  return object;
}

json::Object response_json(const runner::ItemResult& result, uint64_t number) {
  const runner::Exchange& last = result.exchanges.back();
  const std::string type(http::find_header(last.response_headers, "Content-Type").value_or(""));
  return {{"number", number},
          {"status", last.status},
          {"reason", unicode_text(last.reason)},
          {"http_version", last.http_version},
          {"headers", headers_json(last.response_headers, {})},
          {"time_ms", milliseconds(last.timings.total)},
          {"timings", timings_json(last.timings)},
          {"size", last.response_size},
          {"wire_size", last.wire_size},
          {"type", unicode_text(type)},
          {"language", language_of(type, result.response_body)},
          {"body_cut", result.body_cut}};
}

std::string text_of(const script::ScriptError& error) {
  return error.message.empty() ? error.name : error.name + ": " + error.message;
}

json::Object script_json(const runner::ScriptRun& script) {
  json::Array lines;
  for (const script::ConsoleLine& line : script.outcome.console)
    lines.push_back(json::Object{{"level", line.level}, {"text", console_text(line)}});
  json::Object object{{"event", script.event == script::Event::kTest ? "test" : "prerequest"},
                      {"owner", script.owner},
                      {"console", std::move(lines)}};
  if (script.outcome.error) object["error"] = text_of(*script.outcome.error);
  return object;
}

json::Array texts(const std::vector<std::string>& list) {
  json::Array array;
  for (const std::string& text : list) array.emplace_back(unicode_text(text));
  return array;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

std::string console_text(const script::ConsoleLine& line) {
  std::string text;
  for (const std::string& argument : line.args) text += (text.empty() ? "" : " ") + argument;
  return text;
}

json::Object failure_json(const Error& error) {
  return {{"code", to_string(error.code)},
          {"what", unicode_text(error.what)},
          {"mend", unicode_text(error.mend)},
          {"field", unicode_text(error.field)}};
}

json::Array references_json(const std::vector<runner::ResolvedReference>& references) {
  json::Array list;
  for (const runner::ResolvedReference& reference : references) {
    json::Object object{{"name", reference.name},
                        {"source", reference.source},
                        {"cached", reference.cached},
                        {"took_ms", reference.took.count()}};
    if (!reference.snapshot.empty()) object["snapshot"] = reference.snapshot;
    list.push_back(std::move(object));
  }
  return list;
}

json::Array exchanges_json(const std::vector<runner::Exchange>& exchanges, const ExchangeBounds& bounds) {
  json::Array list;
  for (const runner::Exchange& exchange : exchanges) list.push_back(exchange_json(exchange, bounds));
  return list;
}

json::Array tests_json(const runner::ItemResult& result) {
  json::Array list;
  for (const runner::ScriptRun& script : result.scripts) {
    for (const script::Assertion& assertion : script.outcome.assertions) {
      json::Object test{
          {"name", assertion.name}, {"passed", assertion.passed}, {"skipped", assertion.skipped}};
      if (assertion.error) test["error"] = text_of(*assertion.error);
      list.push_back(std::move(test));
    }
  }
  return list;
}

std::string language_of(std::string_view content_type, std::string_view body) {
  const std::string type = to_lower(trim(content_type.substr(0, content_type.find(';'))));
  if (contains(type, "json")) return "json";
  if (type == "image/svg+xml" || type.ends_with("/xml") || type.ends_with("+xml"))
    return contains(type, "html") ? "html" : "xml";
  if (type == "text/html") return "html";
  if (type.starts_with("image/")) return "image";
  if (contains(body, std::string_view("\0", 1)) || !is_utf8(body))
    return type.starts_with("text/") ? "text" : "binary";
  // A server that says nothing, or the least, of what is JSON.
  const bool plain = type.empty() || type == "text/plain";
  return plain && !json::json_document(body).empty() ? "json" : "text";
}

json::Object sent_json(const runner::ItemResult& result, uint64_t response,
                       const secrets::Redactor& redactor) {
  json::Array scripts;
  for (const runner::ScriptRun& script : result.scripts) scripts.push_back(script_json(script));
  json::Object sent{{"references", references_json(result.references)},
                    {"exchanges", exchanges_json(result.exchanges)},
                    {"tests", tests_json(result)},
                    {"scripts", std::move(scripts)},
                    {"warnings", texts(result.warnings)},
                    {"skipped", result.skipped},
                    {"took_ms", result.took.count()}};
  if (result.error) sent["failure"] = failure_json(*result.error);
  if (!result.failed_reference.empty()) sent["failed_reference"] = result.failed_reference;
  if (has_response(result)) sent["response"] = response_json(result, response);
  return report::redacted(sent, redactor).as_object();
}

json::Object sent_json(const Error& error, const secrets::Redactor& redactor) {
  runner::ItemResult result;
  result.error = error;
  return sent_json(result, 0, redactor);
}

}  // namespace coffer::page
