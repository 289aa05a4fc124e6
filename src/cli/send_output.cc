#include "cli/send_output.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "cli/send_json.h"
#include "http/url.h"
#include "report/text.h"

namespace coffer::cli {
namespace {

void add_headers(std::string& text, std::string_view prefix, const http::Headers& headers) {
  for (const auto& [name, value] : headers) text += fmt::format("{}{}: {}\n", prefix, name, value);
}

std::string head_of(const runner::Exchange& exchange) {
  std::string head = fmt::format("HTTP/{} {} {}\n", exchange.http_version, exchange.status, exchange.reason);
  add_headers(head, "", exchange.response_headers);
  return head + "\n";
}

std::string seconds(std::chrono::microseconds time) {
  return fmt::format("{:.6f}", std::chrono::duration<double>(time).count());
}

std::string variable(std::string_view name, const runner::ItemResult& result) {
  if (result.exchanges.empty()) return "";
  const runner::Exchange& last = result.exchanges.back();
  if (name == "http_code" || name == "response_code") return fmt::format("{:03}", last.status);
  if (name == "method") return last.method;
  if (name == "url" || name == "url_effective") return last.url;
  if (name == "content_type")
    return std::string(http::find_header(last.response_headers, "Content-Type").value_or(""));
  if (name == "http_version") return last.http_version;
  if (name == "remote_ip") return last.remote_address;
  if (name == "num_redirects") return std::to_string(result.exchanges.size() - 1);
  if (name == "num_headers") return std::to_string(last.response_headers.size());
  if (name == "size_download") return std::to_string(last.wire_size);
  if (name == "size_upload") return std::to_string(last.request_body_size);
  if (name == "time_namelookup") return seconds(last.timings.name_lookup);
  if (name == "time_connect") return seconds(last.timings.connect);
  if (name == "time_appconnect") return seconds(last.timings.tls_handshake);
  if (name == "time_starttransfer") return seconds(last.timings.first_byte);
  if (name != "time_total") return "";
  std::chrono::microseconds total{};
  for (const runner::Exchange& exchange : result.exchanges) total += exchange.timings.total;
  return seconds(total);
}

bool is_binary(std::string_view body) { return body.find('\0') != std::string_view::npos || !is_utf8(body); }

Result<void> print_body(Context& context, const std::string& body) {
  if (body.empty()) return {};
  if (!context.terminal.out_is_terminal()) return context.terminal.out(body), Result<void>();
  if (is_binary(body)) {
    return Error{ErrorCode::kUnsupported,
                 fmt::format("the body is binary ({} bytes) and could upset the terminal", body.size()),
                 "Use -o FILE, or -o - to print it anyway."};
  }
  std::string text = laid_out_json(body, context.terminal.colour()).value_or(report::printable(body));
  if (!text.ends_with('\n')) text += '\n';
  context.terminal.out(text);
  return {};
}

}  // namespace

void show_exchanges(Context& context, const runner::ItemResult& result) {
  std::string text;
  for (const auto& reference : result.references) {
    text += fmt::format("* {{{{vault:{}}}}} from {}{}, {} ms\n", reference.name, reference.source,
                        reference.cached ? " (cached)" : "", reference.took.count());
  }
  for (const runner::Exchange& exchange : result.exchanges) {
    text += fmt::format("> {} {}\n", exchange.method, exchange.url);
    add_headers(text, "> ", exchange.request_headers);
    if (exchange.request_body) text += fmt::format(">\n> {}\n", *exchange.request_body);
    if (exchange.status != 0) {
      text += fmt::format("< HTTP/{} {} {}\n", exchange.http_version, exchange.status, exchange.reason);
      add_headers(text, "< ", exchange.response_headers);
    }
    if (exchange.note) text += fmt::format("* {}\n", *exchange.note);
    text += fmt::format("* {} ms, {} bytes\n",
                        std::chrono::duration_cast<std::chrono::milliseconds>(exchange.timings.total).count(),
                        exchange.response_size);
  }
  if (text.ends_with('\n')) text.pop_back();
  if (!text.empty()) context.terminal.message(text);
}

Result<void> print_response(Context& context, const SendOutput& output, const runner::ItemResult& result) {
  const bool head = output.include || output.head;
  if (head && !result.exchanges.empty()) {
    const std::string text = head_of(result.exchanges.back());
    context.terminal.out(context.terminal.out_is_terminal() ? report::printable(text) : text);
  }
  if (output.file == "-") {
    context.terminal.out(result.response_body);
  } else if (output.file.empty() && !output.head) {
    COFFER_TRY(print_body(context, result.response_body));
  }
  if (!output.write_out.empty()) context.terminal.out(written_out(output.write_out, result));
  return {};
}

std::string written_out(std::string_view format, const runner::ItemResult& result) {
  std::string text;
  for (size_t at = 0; at < format.size(); ++at) {
    const std::string_view rest = format.substr(at);
    const size_t end = rest.find('}');
    if (rest.starts_with("%{") && end != std::string_view::npos) {
      text += variable(rest.substr(2, end - 2), result);
      at += end;
    } else if (rest.starts_with("%%")) {
      text += '%';
      ++at;
    } else if (rest.starts_with('\\') && rest.size() > 1) {
      constexpr std::string_view kLetters = "nrt", kMeaning = "\n\r\t";
      const size_t index = kLetters.find(rest[1]);
      text +=
          index == std::string_view::npos ? std::string(rest.substr(0, 2)) : std::string(1, kMeaning[index]);
      ++at;
    } else {
      text += rest[0];
    }
  }
  return text;
}

Result<std::string> remote_file_name(std::string_view url) {
  const std::string path = http::split_url(url).path;
  std::string name = path.substr(path.rfind('/') + 1);
  const bool usable = !name.empty() && name != "." && name != ".." && name.find("{{") == std::string::npos;
  if (usable) return name;
  return Error{ErrorCode::kUsage, "the URL's path does not end in a file's name", "Name one with -o FILE.",
               "-O"};
}

}  // namespace coffer::cli
