#include "report/cli_request.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/text.h"

namespace coffer::report {
namespace {

// Newman's size of a response: status line and headers count too.
uint64_t full_size(const runner::Exchange& exchange) {
  uint64_t size = exchange.response_size + 15 + exchange.reason.size() + 4;
  for (const auto& header : exchange.response_headers) size += header.name.size() + header.value.size() + 4;
  return size;
}

double milliseconds(std::chrono::microseconds duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

// "connect to aws arn:…" would be long for a line: the provider is enough, the details are in the JSON
// report. That a snapshot was used, and how old it is, must be seen.
std::string_view shown_source(const runner::ResolvedReference& reference) {
  if (!reference.snapshot.empty()) return reference.snapshot;
  const std::string_view source = reference.source;
  return source.substr(0, source.find(' '));
}

}  // namespace

std::string request_line(const RequestView& request, const std::string& time, const Style& style) {
  const std::string start =
      "  " + (time.empty() ? "" : style.dim(time) + "  ") +
      style.dim(fmt::format("{} {}", printable_line(request.method), printable_line(request.url))) + " ";
  if (request.skipped) return start + style.cyan("[skipped]") + "\n";
  if (request.exchanges->empty()) return start + style.red("[not sent]") + "\n";
  const runner::Exchange* answer = request.answer();
  if (answer == nullptr) return start + style.red("[errored]") + "\n";
  const std::string phrase = answer->reason.empty() ? "" : " " + printable_line(answer->reason);
  return start +
         style.dim(fmt::format("[{}{}, {}, {}]", answer->status, phrase, size_text(full_size(*answer)),
                               time_text(milliseconds(answer->timings.total), style.unicode))) +
         "\n";
}

std::string references_line(const RequestView& request, const Style& style) {
  if (request.references->empty()) return {};
  std::string list;
  for (const auto& reference : *request.references) {
    if (!list.empty()) list += fmt::format(" {} ", style.separator());
    list += printable_line(reference.name);
    list += reference.cached ? " (cached)"
                             : fmt::format(" ({}, {} ms)", printable_line(shown_source(reference)),
                                           reference.took.count());
  }
  return "  " + style.dim(fmt::format("{} vault {}", style.vault(), list)) + "\n";
}

std::string hop_lines(const RequestView& request, const Style& style) {
  std::string lines;
  for (size_t i = 0; i < request.exchanges->size(); ++i) {
    const auto& exchange = (*request.exchanges)[i];
    if (i > 0)
      lines += "  " +
               style.dim(fmt::format("{} {} {} {}", style.hop(), (*request.exchanges)[i - 1].status,
                                     printable_line(exchange.method), printable_line(exchange.url))) +
               "\n";
    if (exchange.note)
      lines += "  " + style.yellow(fmt::format("! {}", printable_line(*exchange.note))) + "\n";
  }
  return lines;
}

std::string error_lines(const Error& error, uint64_t number, const Style& style) {
  const std::string place = error.field.empty() ? "" : printable_line(error.field) + ": ";
  std::string text =
      style.red(fmt::format("{}. {}", padded_left(fmt::format("{}", number), 3), to_string(error.code))) +
      "\n";
  text += indented(printable(place + error.what), "     ");
  if (!error.mend.empty())
    text += indented(printable(fmt::format("{} {}", style.mend(), error.mend)), "     ");
  return text;
}

std::string indented(std::string_view text, std::string_view indent) {
  std::string out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    out += fmt::format("{}{}\n", indent, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace coffer::report
