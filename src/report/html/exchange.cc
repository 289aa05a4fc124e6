#include "report/html/exchange.h"

#include <fmt/format.h>

#include "report/phases.h"
#include "report/text.h"

namespace coffer::report::html {
namespace {

constexpr double kBarWidth = 1000;  // units of the drawing

double milliseconds(std::chrono::microseconds took) {
  return std::chrono::duration<double, std::milli>(took).count();
}

// A strict CSP has no style attributes: the bar is drawn.
std::string timing_bar(const http::Timings& timings) {
  double total = 0, at = 0;
  const auto phases = phases_of(timings);
  for (const Phase& phase : phases) total += milliseconds(phase.took);
  if (total <= 0) return {};
  std::string bar, list;
  for (size_t i = 0; i < phases.size(); ++i) {
    const double took = milliseconds(phases[i].took), width = took / total * kBarWidth;
    if (took <= 0) continue;
    bar +=
        fmt::format("<rect class=\"phase-{}\" x=\"{:.1f}\" width=\"{:.1f}\" height=\"10\"/>", i, at, width);
    list += fmt::format("<li class=\"phase-{}\">{} <b>{}</b></li>", i, phases[i].name, time_text(took));
    at += width;
  }
  return fmt::format(
      "<div class=\"timing\"><svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" "
      "aria-hidden=\"true\">{}</svg>\n"
      "<ul>{}</ul></div>\n",
      bar, list);
}

std::string body(const std::string* content, uint64_t size, bool cut, const Text& text, size_t limit) {
  if (size == 0) return {};
  if (content == nullptr)
    return fmt::format("<p class=\"note\">Body of {}, not kept as text.</p>\n", size_text(size));
  if (limit == 0) return fmt::format("<p class=\"note\">Body of {}, left out.</p>\n", size_text(size));
  return text.body(*content, size, cut, limit);
}

std::string request(const runner::Exchange& exchange, const Text& text, size_t limit) {
  return fmt::format(
      "<section class=\"part\"><h5>Request</h5>\n<p class=\"line\"><b>{}</b> {}</p>\n{}{}</section>\n",
      text.line(exchange.method), text.line(exchange.url), text.headers(exchange.request_headers),
      body(exchange.request_body ? &*exchange.request_body : nullptr, exchange.request_body_size, false, text,
           limit));
}

// `result` is given for the last hop, whose body it has.
std::string response(const runner::Exchange& exchange, const runner::ItemResult* result, const Text& text,
                     size_t limit) {
  if (exchange.status == 0)
    return "<section class=\"part\"><h5>Response</h5>\n<p class=\"note\">None came.</p></section>\n";
  std::string facts =
      fmt::format("HTTP/{} <b>{}</b> {} · {}", text.line(exchange.http_version), exchange.status,
                  text.line(exchange.reason), size_text(exchange.response_size));
  if (exchange.wire_size != exchange.response_size)
    facts += fmt::format(" ({} on the wire)", size_text(exchange.wire_size));
  if (!exchange.remote_address.empty()) facts += " · " + text.line(exchange.remote_address);
  const std::string shown =
      result == nullptr ? ""
                        : body(&result->response_body, exchange.response_size, result->body_cut, text, limit);
  return fmt::format(
      "<section class=\"part\"><h5>Response</h5>\n<p class=\"line\">{}</p>\n{}{}{}</section>\n", facts,
      timing_bar(exchange.timings), text.headers(exchange.response_headers), shown);
}

}  // namespace

std::string exchanges(const std::vector<runner::Exchange>& hops, const runner::ItemResult* result,
                      const Text& text, size_t body_limit) {
  std::string out;
  for (size_t i = 0; i < hops.size(); ++i) {
    const bool last = i + 1 == hops.size();
    if (hops.size() > 1) out += fmt::format("<p class=\"hop\">Hop {} of {}</p>\n", i + 1, hops.size());
    if (hops[i].note) out += fmt::format("<p class=\"warning\">{}</p>\n", text.line(*hops[i].note));
    out += request(hops[i], text, body_limit) + response(hops[i], last ? result : nullptr, text, body_limit);
  }
  return out;
}

std::string references(const std::vector<runner::ResolvedReference>& references, const Text& text) {
  std::string list;
  for (const auto& reference : references) {
    const std::string from =
        reference.cached ? "cached"
                         : fmt::format("{}, {} ms", text.line(reference.source), reference.took.count());
    list +=
        fmt::format("<li><b>{}</b> <span class=\"note\">{}</span></li>\n", text.line(reference.name), from);
  }
  return fmt::format("<ul class=\"references\">\n{}</ul>\n", list);
}

}  // namespace coffer::report::html
