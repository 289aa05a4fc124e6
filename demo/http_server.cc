#include "demo/http_server.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <boost/asio.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/status.hpp>

#include "base/clock.h"
#include "base/encoding.h"
#include "demo/digest.h"
#include "demo/times.h"

namespace coffer::demo {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::beast::string_view;
using boost::system::error_code;

constexpr size_t kHeaderLimit = size_t{64} << 10;
constexpr size_t kInputBuffer = kHeaderLimit + (size_t{8} << 10);

std::string_view std_view(string_view text) { return {text.data(), text.size()}; }

// Beast's own message class groups headers of one name; we promise the order of the wire, so we collect them
// here.
class RequestParser final : public http::basic_parser<true> {
 public:
  RequestParser() {
    header_limit(kHeaderLimit);
    body_limit(boost::none);
    eager(true);
  }
  HttpRequest& request() { return request_; }

  // What `put` consumed, for HttpRequest::raw.
  void keep_raw(std::string_view bytes) {
    const size_t room = kHeaderLimit + kKeptBody - request_.raw.size();
    request_.raw.append(bytes.substr(0, room));
  }

 private:
  void on_request_impl(http::verb, string_view method, string_view target, int, error_code&) override {
    request_.method = std_view(method);
    request_.target = std_view(target);
  }
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(http::field, string_view name, string_view value, error_code&) override {
    request_.headers.push_back({std::string(std_view(name)), std::string(std_view(value))});
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<uint64_t>&, error_code&) override {}
  size_t on_body_impl(string_view body, error_code&) override { return take(std_view(body)); }
  void on_chunk_header_impl(uint64_t, string_view, error_code&) override {}
  size_t on_chunk_body_impl(uint64_t, string_view body, error_code&) override { return take(std_view(body)); }
  void on_finish_impl(error_code&) override {
    if (hash_) request_.body_sha256 = hex_encode(hash_->finish());
  }

  size_t take(std::string_view bytes) {
    request_.body_size += bytes.size();
    if (request_.body_size <= kKeptBody) {
      request_.body += bytes;
      return bytes.size();
    }
    if (!hash_) {
      hash_.emplace();
      hash_->add(request_.body);
    }
    hash_->add(bytes);
    return bytes.size();
  }

  HttpRequest request_;
  std::optional<Sha256> hash_;
};

bool has_no_body(int status) { return status / 100 == 1 || status == 204 || status == 304; }

std::string head_of(const HttpResponse& response, bool keep_alive) {
  std::string head = fmt::format(
      "HTTP/1.1 {} {}\r\n", response.status,
      std_view(http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)))));
  for (const auto& header : response.headers) {
    head.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  if (!find_header(response.headers, "Date")) {
    head += "Date: " + http_date(system_clock().now()) + "\r\n";
  }
  if (response.stream && !response.stream_length) {
    head += "Transfer-Encoding: chunked\r\n";
  } else if (!has_no_body(response.status)) {
    const uint64_t length = response.body.size() + response.stream_length.value_or(0);
    head += fmt::format("Content-Length: {}\r\n", length);
  }
  head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, const Handler& handler)
      : socket_(std::move(socket)), timer_(socket_.get_executor()), handler_(handler), input_(kInputBuffer) {
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    const auto remote = socket_.remote_endpoint(ignored).address();
    remote_ = remote.to_string();
    loopback_ = remote.is_loopback();
  }

  void next_request() {
    parser_.emplace();
    continued_ = false;
    parse();
  }

 private:
  void parse() {
    error_code error;
    while (begin_ < end_ && !parser_->is_done()) {
      const size_t used = parser_->put(asio::buffer(input_.data() + begin_, end_ - begin_), error);
      parser_->keep_raw({input_.data() + begin_, used});
      begin_ += used;
      if (error == http::error::need_more) break;
      if (error) return refuse(error);
    }
    if (parser_->is_done()) return serve();
    if (parser_->is_header_done() && !continued_) return welcome_body();
    read();
  }

  // RFC 9110 §10.1.1: the client waits for this before it sends the body.
  void welcome_body() {
    continued_ = true;
    const auto* expect = find_header(parser_->request().headers, "Expect");
    if (!expect || !iequals(*expect, "100-continue")) return read();
    output_ = "HTTP/1.1 100 Continue\r\n\r\n";
    write([this] { read(); });
  }

  void read() {
    std::copy(input_.begin() + static_cast<ptrdiff_t>(begin_), input_.begin() + static_cast<ptrdiff_t>(end_),
              input_.begin());
    end_ -= begin_;
    begin_ = 0;
    auto self = shared_from_this();
    socket_.async_read_some(asio::buffer(input_.data() + end_, input_.size() - end_),
                            [this, self](error_code error, size_t size) {
                              if (error) return;  // the other end left
                              end_ += size;
                              parse();
                            });
  }

  void refuse(error_code error) {
    keep_alive_ = false;
    response_ = {};
    response_.status = error == http::error::header_limit ? 431 : 400;
    response_.body = "not an HTTP/1.1 request: " + error.message() + "\n";
    answer(false);
  }

  void serve() {
    keep_alive_ = parser_->keep_alive();
    auto& request = parser_->request();
    request.remote = remote_;
    request.remote_is_loopback = loopback_;
    const bool is_head = request.method == "HEAD";
    response_ = handler_(std::move(request));
    if (response_.delay.count() <= 0) return answer(is_head);
    timer_.expires_after(response_.delay);
    timer_.async_wait([this, self = shared_from_this(), is_head](error_code error) {
      if (!error) answer(is_head);
    });
  }

  void answer(bool is_head) {
    if (response_.drop) return close();
    if (response_.cut_after != HttpResponse::kWhole) keep_alive_ = false;
    output_ = head_of(response_, keep_alive_);
    if (is_head || has_no_body(response_.status)) return write([this] { finish(); });
    if (response_.cut_after < response_.body.size()) response_.stream = {};
    append_body(std::string_view(response_.body).substr(0, response_.cut_after));
    write([this] { response_.stream ? stream() : finish(); });
  }

  void append_body(std::string_view bytes) {
    if (bytes.empty()) return;
    if (response_.stream && !response_.stream_length) {
      output_ += fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
    } else {
      output_ += bytes;
    }
  }

  void stream() {
    output_.clear();
    const auto piece = response_.stream();
    if (piece) append_body(*piece);
    if (!piece && !response_.stream_length) output_ = "0\r\n\r\n";
    write([this, more = piece.has_value()] { more ? stream() : finish(); });
  }

  void finish() { keep_alive_ ? next_request() : close(); }

  void close() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    socket_.close(ignored);
  }

  template <class Then>
  void write(Then then) {
    asio::async_write(socket_, asio::buffer(output_),
                      [self = shared_from_this(), then](error_code error, size_t) {
                        if (!error) then();
                      });
  }

  tcp::socket socket_;
  asio::steady_timer timer_;
  const Handler& handler_;
  std::vector<char> input_;
  size_t begin_ = 0, end_ = 0;  // what of input_ is not parsed yet
  std::optional<RequestParser> parser_;
  bool continued_ = false;
  bool keep_alive_ = true;
  HttpResponse response_;
  std::string output_;
  std::string remote_;
  bool loopback_ = false;
};

struct Listener {
  tcp::acceptor acceptor;
  Handler handler;

  void accept() {
    acceptor.async_accept([this](error_code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (!error) std::make_shared<Connection>(std::move(socket), handler)->next_request();
      accept();
    });
  }
};

}  // namespace

struct HttpServer::Impl {
  asio::io_context context{1};
  std::vector<std::unique_ptr<Listener>> listeners;
};

HttpServer::HttpServer() : impl_(std::make_unique<Impl>()) {}
HttpServer::~HttpServer() = default;

Result<uint16_t> HttpServer::listen(const std::string& host, uint16_t port, Handler handler) {
  error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (error) return Error{ErrorCode::kInvalidArgument, "'" + host + "' is not an IP address", "", "--host"};
  tcp::acceptor acceptor(impl_->context);
  const tcp::endpoint endpoint(address, port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::socket::max_listen_connections, error);
  if (error) {
    return Error{ErrorCode::kNetwork,
                 fmt::format("cannot listen on {} port {}: {}", host, port, error.message()),
                 "Choose another port; 0 takes a free one."};
  }
  const uint16_t bound = acceptor.local_endpoint().port();
  impl_->listeners.push_back(std::make_unique<Listener>(std::move(acceptor), std::move(handler)));
  impl_->listeners.back()->accept();
  return bound;
}

void HttpServer::run(bool until_stdin_closes) {
  asio::signal_set signals(impl_->context, SIGINT, SIGTERM);
  signals.async_wait([this](error_code error, int) {
    if (!error) impl_->context.stop();
  });
  asio::posix::stream_descriptor input(impl_->context);
  std::array<char, 256> ignored{};
  std::function<void()> watch = [&] {
    input.async_read_some(asio::buffer(ignored), [&](error_code error, size_t) {
      if (error) return impl_->context.stop();
      watch();
    });
  };
  if (until_stdin_closes) {
    input.assign(dup(STDIN_FILENO));
    watch();
  }
  impl_->context.run();
}

const std::string* find_header(const Headers& headers, std::string_view name) {
  for (const auto& header : headers) {
    if (iequals(header.name, name)) return &header.value;
  }
  return nullptr;
}

std::string_view HttpRequest::path() const { return std::string_view(target).substr(0, target.find('?')); }

std::string_view HttpRequest::query() const {
  const size_t mark = target.find('?');
  return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

}  // namespace coffer::demo
