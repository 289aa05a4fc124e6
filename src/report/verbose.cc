#include "report/verbose.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/encoding.h"
#include "json/layout.h"
#include "report/phases.h"
#include "report/text.h"

namespace coffer::report {
namespace {

constexpr size_t kMostBody = size_t{16} << 10;  // bytes shown

// JSON is laid out, other text stands as it is, bytes are only counted.
std::string body_text(const std::string& body, uint64_t whole_size) {
  if (body.empty()) return {};
  if (!is_utf8(body)) return fmt::format("(binary, {})", size_text(whole_size));
  const std::string_view document = json::json_document(body);
  const auto as_it_is = [](json::Token, std::string_view token, std::string& out) { out += token; };
  const std::string text = document.empty() ? body : json::lay_out(document, as_it_is);
  if (text.size() <= kMostBody) return text;
  size_t end = kMostBody;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + fmt::format("\n(showing {} of {})", size_text(end), size_text(whole_size));
}

std::string box(std::string_view title, const http::Headers& headers, const std::string& body,
                const Style& style) {
  std::string inside;
  for (const auto& header : headers)
    inside += fmt::format("{}: {}\n", printable_line(header.name), printable_line(header.value));
  if (!headers.empty() && !body.empty()) inside += "\n";
  inside += printable(body);
  std::string out = fmt::format("  {} {}\n", style.box_top(), title);
  for (std::string_view rest = inside; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    out += fmt::format("  {} {}\n", style.box_side(), style.dim(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out + fmt::format("  {}\n", style.box_bottom());
}

// A phase that did not happen came from a pool; an answer always has a download.
std::string timing_table(const http::Timings& timings, const Style& style) {
  const auto time = [&style](std::chrono::microseconds took) {
    return time_text(std::chrono::duration<double, std::milli>(took).count(), style.unicode);
  };
  std::vector<std::pair<std::string, std::string>> columns;
  for (const Phase& phase : phases_of(timings)) {
    const bool happened = phase.took.count() > 0 || phase.name == "download";
    columns.emplace_back(phase.name, happened ? time(phase.took) : "(cache)");
  }
  columns.emplace_back("total", time(timings.total));
  std::string names = " ", values = " ";
  for (const auto& [name, value] : columns) {
    const size_t width = std::max(width_of(name), width_of(value)) + 2;
    names += " " + padded_right(name, width);
    values += " " + padded_right(value, width);
  }
  const auto trimmed = [](std::string text) { return text.erase(text.find_last_not_of(' ') + 1); };
  return trimmed(names) + "\n" + style.dim(trimmed(values)) + "\n";
}

}  // namespace

std::string verbose_exchange(const runner::Exchange& exchange, const runner::ItemResult* result,
                             const Style& style) {
  const std::string star = fmt::format(" {} ", style.star());
  std::string title =
      fmt::format("{} {} {}", style.up(), printable_line(exchange.method), printable_line(exchange.url));
  if (exchange.request_body_size > 0) title += star + size_text(exchange.request_body_size);
  std::string out = box(title, exchange.request_headers,
                        body_text(exchange.request_body.value_or(""), exchange.request_body_size), style);
  if (exchange.status == 0) return out;
  title = fmt::format("{} HTTP/{} {} {}", style.down(), exchange.http_version, exchange.status,
                      printable_line(exchange.reason));
  title += star + size_text(exchange.response_size);
  if (exchange.wire_size != exchange.response_size)
    title += fmt::format(" ({} on the wire)", size_text(exchange.wire_size));
  if (!exchange.remote_address.empty()) title += star + printable_line(exchange.remote_address);
  out += box(title, exchange.response_headers,
             result != nullptr ? body_text(result->response_body, exchange.response_size) : "", style);
  return out + timing_table(exchange.timings, style);
}

}  // namespace coffer::report
