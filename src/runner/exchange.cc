#include "runner/exchange.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "secrets/reference.h"

namespace coffer::runner {
namespace {

// The longest encoded value that may stand across a cut: AWS's 64 KiB, six characters a byte.
constexpr uint64_t kOverlap = uint64_t{6} << 16;

// Not in the middle of a UTF-8 character.
void cut_at(std::string& text, size_t size) {
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  text.resize(std::min(size, text.size()));
}

ShownText redact_window(std::string_view window, bool more, uint64_t limit,
                        const secrets::Redactor& redactor) {
  ShownText shown{redactor.redact(window), false};
  if (more) cut_at(shown.text, shown.text.size() - std::min<size_t>(shown.text.size(), kOverlap));
  shown.cut = more || shown.text.size() > limit;
  if (shown.text.size() > limit) cut_at(shown.text, static_cast<size_t>(limit));
  return shown;
}

uint64_t window_size(uint64_t limit) { return limit > UINT64_MAX - kOverlap ? UINT64_MAX : limit + kOverlap; }

std::string carries(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + secrets::reference_text(name);
  return fmt::format("(not shown: carries {})", list);
}

// `text` redacted, or nothing of it where a name that it carries is not to be seen in the result.
std::string show_carrying(std::string_view text, const std::vector<std::string>& names, uint64_t limit,
                          const secrets::Redactor& redactor) {
  ShownText shown = show_text(text, limit, redactor);
  const bool all_found = std::ranges::all_of(names, [&](const std::string& name) {
    return name == postman::kNoVaultSecret ||
           shown.text.find(secrets::reference_text(name)) != std::string::npos;
  });
  return all_found ? std::move(shown.text) : carries(names);
}

class BodyRecorder {
 public:
  BodyRecorder(const std::vector<std::string>& names, uint64_t limit, const secrets::Redactor& redactor,
               Exchange& exchange)
      : names_(names), limit_(limit), redactor_(redactor), exchange_(exchange) {}

  void operator()(std::monostate) {}
  void operator()(const Secret& bytes) {
    exchange_.request_body_size = bytes.size();
    if (!bytes.empty()) exchange_.request_body = show(bytes);
  }
  void operator()(const http::FileBody& file) { exchange_.request_body_size = size_of(file); }
  void operator()(const std::vector<http::FormPart>& parts) {
    SecretBuilder lines;
    for (const http::FormPart& part : parts) {
      lines.append(part.name).append('=');
      if (const auto* file = std::get_if<http::FileBody>(&part.content)) {
        exchange_.request_body_size += size_of(*file);
        lines.append('@').append(file->path.filename().string());
      } else {
        exchange_.request_body_size += std::get<Secret>(part.content).size();
        lines.append(std::get<Secret>(part.content));
      }
      lines.append('\n');
    }
    exchange_.request_body = show(lines.take());
  }

 private:
  std::string show(const Secret& bytes) const {
    return bytes.expose(
        [&](std::string_view text) { return show_carrying(text, names_, limit_, redactor_); });
  }
  static uint64_t size_of(const http::FileBody& file) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(file.path, ignored);
    return ignored ? 0 : size;
  }

  const std::vector<std::string>& names_;
  const uint64_t limit_;
  const secrets::Redactor& redactor_;
  Exchange& exchange_;
};

}  // namespace

ShownText show_text(std::string_view text, uint64_t limit, const secrets::Redactor& redactor) {
  const uint64_t window = window_size(limit);
  return redact_window(text.substr(0, static_cast<size_t>(std::min<uint64_t>(window, text.size()))),
                       text.size() > window, limit, redactor);
}

Result<ShownText> show_body(const http::ResponseBody& body, uint64_t limit,
                            const secrets::Redactor& redactor) {
  const uint64_t window = window_size(limit);
  COFFER_ASSIGN(const std::string text, body.read(window));
  return redact_window(text, body.size() > window, limit, redactor);
}

Exchange record_request(const http::Request& request, const postman::Carried& carried,
                        const secrets::Redactor& redactor, uint64_t body_limit, bool full) {
  static const std::vector<std::string> none;
  Exchange exchange;
  exchange.method = redactor.redact(request.method);
  exchange.url = request.url.expose(
      [&](std::string_view url) { return show_carrying(url, carried.url, UINT64_MAX, redactor); });
  if (!full) return exchange;
  for (const http::RequestHeader& header : request.headers) {
    const auto found = carried.headers.find(to_lower(header.name));
    const auto& names = found == carried.headers.end() ? none : found->second;
    exchange.request_headers.push_back({header.name, header.value.expose([&](std::string_view value) {
                                          return show_carrying(value, names, UINT64_MAX, redactor);
                                        })});
  }
  std::visit(BodyRecorder(carried.body, body_limit, redactor, exchange), request.body);
  return exchange;
}

void record_response(Exchange& exchange, const http::Response& response, const secrets::Redactor& redactor,
                     bool full) {
  exchange.status = response.status;
  exchange.reason = redactor.redact(response.reason);
  exchange.http_version = response.http_version;
  exchange.timings = response.timings;
  exchange.response_size = response.body ? response.body->size() : 0;
  exchange.wire_size = response.body_wire_size;
  exchange.remote_address = response.remote_address;
  if (!full) return;
  for (const http::Header& header : response.headers)
    exchange.response_headers.push_back({redactor.redact(header.name), redactor.redact(header.value)});
}

std::chrono::milliseconds elapsed_since(std::chrono::nanoseconds start, const Clock& clock) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(clock.elapsed() - start);
}

void add_note(Exchange& exchange, std::string_view note) {
  exchange.note = exchange.note ? fmt::format("{}; {}", *exchange.note, note) : std::string(note);
}

}  // namespace coffer::runner
