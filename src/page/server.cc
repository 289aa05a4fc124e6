#include "page/server.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <cstring>

#include "base/locked_allocator.h"
#include "page/peer_user.h"

namespace coffer::page {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr uint32_t kMostHead = 32 << 10;  // bytes

// Bodies carry what was typed, and answers what was revealed: they are read into, and written from, locked
// memory.
using Buffer = beast::basic_flat_buffer<LockedAllocator<char>>;
using RequestBody = http::basic_string_body<char, std::char_traits<char>, LockedAllocator<char>>;
using AnswerBody = http::span_body<const char>;

Request request_of(http::request<RequestBody>&& parsed) {
  Request request;
  request.method = std::string(parsed.method_string());
  request.path = std::string(parsed.target().substr(0, parsed.target().find('?')));
  for (const auto& field : parsed.base())
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  request.body = Secret({parsed.body().data(), parsed.body().size()});
  return request;
}

std::string_view view(const Body& body) {
  if (const auto* text = std::get_if<std::string_view>(&body)) return *text;
  if (const auto* text = std::get_if<std::string>(&body)) return *text;
  return std::get<Secret>(body).expose([](std::string_view bytes) { return bytes; });
}

Response refusal(int status, std::string_view text) {
  Response response;
  response.status = status;
  response.type = "text/plain";
  response.body = text;
  return response;
}

// Every answer: nothing from elsewhere, nowhere else, in no frame, in no cache (spec 9.2).
template <class Fields>
void add_headers(Fields& fields, const Response& response) {
  fields.set(http::field::content_type, response.type);
  fields.set(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
      "connect-src 'self'; "
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'");
  fields.set("X-Content-Type-Options", "nosniff");
  fields.set("X-Frame-Options", "DENY");
  fields.set("Referrer-Policy", "no-referrer");
  fields.set("Cross-Origin-Opener-Policy", "same-origin");
  fields.set("Cross-Origin-Resource-Policy", "same-origin");
  fields.set(http::field::cache_control, "no-store");
  for (const Header& header : response.headers) fields.set(header.name, header.value);
}

sockaddr_in address_of(const tcp::endpoint& endpoint) {
  sockaddr_in address{};
  std::memcpy(&address, endpoint.data(), sizeof address);
  return address;
}

bool is_another_users(const tcp::socket& socket) {
  error_code error;
  const tcp::endpoint peer = socket.remote_endpoint(error), own = socket.local_endpoint(error);
  if (error) return true;
  const auto user = user_of_peer(address_of(peer), address_of(own));
  return user && *user != ::geteuid() && *user != 0;
}

}  // namespace

struct Server::State {
  State(Parts given) : parts(given), pool(given.workers) {}

  Parts parts;
  Handler* handler = nullptr;
  EventHub* events = nullptr;
  asio::io_context loop{1};
  tcp::acceptor acceptor{loop};
  asio::thread_pool pool;
  std::atomic<size_t> connections = 0;

  asio::awaitable<void> accept();
  asio::awaitable<void> converse(beast::tcp_stream stream);
  asio::awaitable<bool> exchange(beast::tcp_stream& stream, Buffer& buffer);
  asio::awaitable<bool> write(beast::tcp_stream& stream, const Response& response, bool keep_alive,
                              bool with_body);
  asio::awaitable<void> write_events(beast::tcp_stream& stream, const Response& response, uint64_t after);
  asio::awaitable<Response> answer(const Request& request);
};

asio::awaitable<void> Server::State::accept() {
  for (;;) {
    error_code error;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (error == asio::error::operation_aborted) co_return;
    if (error) {  // no descriptors left, for instance: whoever waits is not lost
      asio::steady_timer pause(loop, std::chrono::milliseconds(50));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    if (is_another_users(socket)) continue;  // not a word to another user of this machine
    socket.set_option(tcp::no_delay(true), error);
    asio::co_spawn(loop, converse(beast::tcp_stream(std::move(socket))), asio::detached);
  }
}

asio::awaitable<void> Server::State::converse(beast::tcp_stream stream) {
  struct Counted {
    std::atomic<size_t>& count;
    const size_t number = ++count;
    ~Counted() { --count; }
  } counted{connections};
  try {
    if (counted.number > parts.most_connections) {
      stream.expires_after(parts.body_time);
      co_await write(stream, refusal(503, "too many connections\n"), false, true);
    } else {
      stream.expires_after(parts.head_time);
      Buffer buffer;
      while (co_await exchange(stream, buffer)) stream.expires_after(parts.idle_time);
    }
  } catch (const boost::system::system_error&) {  // NOLINT(bugprone-empty-catch)
    // The browser went away, or was too slow: there is nobody to tell.
  }
  error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

// One request and its answer; false where the connection ends with it.
asio::awaitable<bool> Server::State::exchange(beast::tcp_stream& stream, Buffer& buffer) {
  http::request_parser<RequestBody> parser;
  parser.header_limit(kMostHead);
  parser.body_limit(parts.most_body);
  // The first byte may take its time; from then on the clock runs.
  if (buffer.size() == 0) {
    const size_t size = co_await stream.async_read_some(buffer.prepare(4096), asio::use_awaitable);
    buffer.commit(size);
  }
  stream.expires_after(parts.head_time);
  error_code error;
  co_await http::async_read_header(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
  stream.expires_after(parts.body_time);
  if (!error)
    co_await http::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
  if (error == http::error::body_limit || error == http::error::header_limit) {
    const int status = error == http::error::body_limit ? 413 : 431;
    co_await write(stream, refusal(status, "too large\n"), false, true);
    co_return false;
  }
  if (error.category() == http::make_error_code(http::error::bad_method).category() &&
      error != http::error::end_of_stream && error != http::error::partial_message) {
    co_await write(stream, refusal(400, "this is not HTTP\n"), false, true);
    co_return false;
  }
  if (error) throw boost::system::system_error(error);

  const bool keep_alive = parser.keep_alive(), with_body = parser.get().method() != http::verb::head;
  const Request request = request_of(parser.release());
  const Response response = co_await answer(request);
  if (response.events) {
    uint64_t after = 0;
    const std::string_view last = request.header("Last-Event-ID");
    std::from_chars(last.data(), last.data() + last.size(), after);
    co_await write_events(stream, response, after);
    co_return false;
  }
  stream.expires_after(parts.body_time);
  co_return co_await write(stream, response, keep_alive, with_body);
}

// In the pool: an answer may wait for a disk, a cloud or a person.
asio::awaitable<Response> Server::State::answer(const Request& request) {
  co_return co_await asio::co_spawn(
      pool, [this, &request]() -> asio::awaitable<Response> { co_return handler->answer(request); },
      asio::use_awaitable);
}

asio::awaitable<bool> Server::State::write(beast::tcp_stream& stream, const Response& response,
                                           bool keep_alive, bool with_body) {
  http::response<AnswerBody> message;
  message.result(static_cast<unsigned>(response.status));
  add_headers(message, response);
  const std::string_view body = view(response.body);
  message.body() = beast::span<const char>(body.data(), body.size());
  message.keep_alive(keep_alive);
  message.prepare_payload();
  http::response_serializer<AnswerBody> serializer(message);
  if (with_body) {
    co_await http::async_write(stream, serializer, asio::use_awaitable);
  } else {
    co_await http::async_write_header(stream, serializer, asio::use_awaitable);
  }
  co_return keep_alive;
}

asio::awaitable<void> Server::State::write_events(beast::tcp_stream& stream, const Response& response,
                                                  uint64_t after) {
  http::response<http::empty_body> message;
  add_headers(message, response);
  message.set(http::field::content_type, "text/event-stream");
  message.chunked(true);
  http::response_serializer<http::empty_body> serializer(message);
  co_await http::async_write_header(stream, serializer, asio::use_awaitable);

  // Each piece of news, told in whatever thread, ends the wait.
  const auto alarm = std::make_shared<asio::steady_timer>(loop);
  struct Subscription {
    EventHub& hub;
    const uint64_t number;
    ~Subscription() { hub.unsubscribe(number); }
  } const subscription{*events, events->subscribe([this, alarm] {
                         asio::post(loop,
                                    [alarm] { alarm->expires_at(asio::steady_timer::time_point::min()); });
                       })};
  for (;;) {
    std::string text;
    for (const Event& event : events->after(after)) {
      text += event_text(event);
      after = event.number;
    }
    if (text.empty()) text = ": still here\n\n";
    stream.expires_after(parts.body_time);
    co_await asio::async_write(stream, http::make_chunk(asio::buffer(text)), asio::use_awaitable);
    // What was told while it was written has found no wait to end.
    if (!events->after(after).empty()) continue;
    stream.expires_never();
    error_code ended;
    alarm->expires_after(parts.heartbeat);
    co_await alarm->async_wait(asio::redirect_error(asio::use_awaitable, ended));
  }
}

Result<std::unique_ptr<Server>> Server::listen(Parts parts, uint16_t port) {
  auto state = std::make_unique<State>(parts);
  error_code error;
  const tcp::endpoint address(asio::ip::address_v4::loopback(), port);
  state->acceptor.open(address.protocol(), error);
  if (!error) state->acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) state->acceptor.bind(address, error);
  if (!error) state->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return Error{ErrorCode::kIo, fmt::format("could not listen on 127.0.0.1:{}: {}", port, error.message()),
                 "Choose another port with --port, or leave it out: then a free one is taken.", "--port"};
  }
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() {
  stop();
  state_->pool.join();
}

uint16_t Server::port() const { return state_->acceptor.local_endpoint().port(); }

void Server::run(Handler& handler, EventHub& events) {
  state_->handler = &handler;
  state_->events = &events;
  asio::co_spawn(state_->loop, state_->accept(), asio::detached);
  state_->loop.run();
}

void Server::stop() { state_->loop.stop(); }

}  // namespace coffer::page
