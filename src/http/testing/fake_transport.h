// A Transport for the tests of whatever stands above http: scripted answers, and a record of what was asked.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "http/message.h"
#include "http/transport.h"

namespace coffer::http {

// What a test may look at after the Request itself was wiped. Tests send no real secrets, so plain strings
// will do.
struct RecordedRequest {
  std::string method, url;
  Headers headers;
  std::string body;                     // a Secret body's bytes; empty for the other kinds
  std::string body_file;                // a file body's path
  std::vector<std::string> form_parts;  // "name=value", or "name=@path"
  SendOptions options;

  // The first header of that name (any case), "" if there is none.
  std::string header(std::string_view name) const {
    return std::string(find_header(headers, name).value_or(std::string_view()));
  }
};

inline RecordedRequest record_of(const Request& request, const SendOptions& options) {
  const auto text = [](const Secret& secret) {
    return secret.expose([](std::string_view bytes) { return std::string(bytes); });
  };
  RecordedRequest record{request.method, text(request.url), {}, {}, {}, {}, options};
  for (const RequestHeader& header : request.headers)
    record.headers.push_back({header.name, text(header.value)});
  if (const auto* bytes = std::get_if<Secret>(&request.body)) record.body = text(*bytes);
  if (const auto* file = std::get_if<FileBody>(&request.body)) record.body_file = file->path.string();
  if (const auto* parts = std::get_if<std::vector<FormPart>>(&request.body)) {
    for (const FormPart& part : *parts) {
      const auto* file = std::get_if<FileBody>(&part.content);
      record.form_parts.push_back(part.name + "=" +
                                  (file ? "@" + file->path.string() : text(std::get<Secret>(part.content))));
    }
  }
  return record;
}

// A finished answer, HTTP/1.1, its body in memory.
inline Response make_response(int status, std::string body = {}, Headers headers = {},
                              std::string reason = {}) {
  Response response;
  response.status = status;
  response.reason = std::move(reason);
  response.http_version = "1.1";
  response.headers = std::move(headers);
  response.body_wire_size = body.size();
  response.body = memory_body(std::move(body));
  response.remote_address = "127.0.0.1";
  return response;
}

// Answers from a function, or from a queue; an empty queue is kNetwork, "the fake transport has no answer
// left". Thread-safe: a function given to it is called by one thread at a time.
class FakeTransport final : public Transport {
 public:
  using Answer = std::function<Result<Response>(const Request&)>;

  FakeTransport() = default;
  explicit FakeTransport(Answer answer) : answer_(std::move(answer)) {}

  FakeTransport& push(Result<Response> answer) {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(answer));
    return *this;
  }
  FakeTransport& push(int status, std::string body = {}, Headers headers = {}) {
    return push(make_response(status, std::move(body), std::move(headers)));
  }

  // The queue goes first; the function answers what the queue does not.
  Result<Response> send(const Request& request, const SendOptions& options) override {
    const std::lock_guard lock(mutex_);
    requests_.push_back(record_of(request, options));
    if (!queue_.empty()) {
      Result<Response> next = std::move(queue_.front());
      queue_.pop_front();
      return next;
    }
    if (answer_) return answer_(request);
    return Error{ErrorCode::kNetwork, "the fake transport has no answer left"};
  }

  // Copies, so that a test may look while other threads still send.
  std::vector<RecordedRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  size_t unanswered() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
  }

 private:
  mutable std::mutex mutex_;
  Answer answer_;
  std::deque<Result<Response>> queue_;
  std::vector<RecordedRequest> requests_;
};

}  // namespace coffer::http
