#include "http/curl/failure.h"

#include <errno.h>
#include <fmt/format.h>
#include <string.h>

#include <algorithm>

namespace coffer::http::curl {
namespace {

std::string host_of(const Origin& origin) {
  return origin.host.find(':') == std::string::npos ? fmt::format("{}:{}", origin.host, origin.port)
                                                    : fmt::format("[{}]:{}", origin.host, origin.port);
}

std::string proxy_host(std::string_view proxy) { return split_url(with_default_scheme(proxy)).authority; }

// Parts of it come from the server (an alert, a protocol name): one printable line.
std::string reason_of(const Failure& failure) {
  std::string text(failure.reason.empty() ? std::string_view(curl_easy_strerror(failure.code))
                                          : failure.reason);
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  while (text.ends_with(' ') || text.ends_with('.')) text.pop_back();
  return text;
}

Error not_connected(const Failure& failure, const Origin& origin) {
  const std::string why =
      failure.system_error != 0 ? strerror(static_cast<int>(failure.system_error)) : reason_of(failure);
  if (!failure.proxy.empty()) {
    return {ErrorCode::kNetwork,
            fmt::format("could not connect to proxy {} on the way to {}: {}", proxy_host(failure.proxy),
                        origin.host, why),
            "Check the proxy's address, or exclude the host with NO_PROXY."};
  }
  const bool refused = failure.system_error == ECONNREFUSED;
  return {ErrorCode::kNetwork, fmt::format("could not connect to {}: {}", host_of(origin), why),
          refused ? "Nothing listens there: check the port, and that the server runs."
                  : "Check the address, and that this machine can reach it."};
}

Error timed_out(const Failure& failure, const Origin& origin, const SendOptions& options) {
  if (failure.connected) {
    return {ErrorCode::kTimeout,
            fmt::format("{} did not answer in full within {} ms", host_of(origin), options.timeout.count()),
            "Raise the timeout, or look into why the server is slow."};
  }
  auto limit = options.connect_timeout;
  if (options.timeout.count() > 0 && (limit.count() <= 0 || options.timeout < limit)) limit = options.timeout;
  return {ErrorCode::kTimeout,
          fmt::format("could not connect to {} within {} ms", host_of(origin), limit.count()),
          "Check the address, and that no firewall drops the connection."};
}

Error tls(const Failure& failure, const Origin& origin, std::string mend) {
  return {ErrorCode::kTls, fmt::format("TLS with {} failed: {}", host_of(origin), reason_of(failure)),
          std::move(mend)};
}

Error network(const Failure& failure, const Origin& origin, std::string_view what) {
  return {ErrorCode::kNetwork, fmt::format("{} {}: {}", what, host_of(origin), reason_of(failure))};
}

}  // namespace

Error to_error(const Failure& failure, const Origin& origin, const SendOptions& options) {
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorCode::kNetwork, fmt::format("could not resolve host {}", origin.host),
              "Check its spelling, and the network or VPN that knows it."};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {ErrorCode::kNetwork, fmt::format("could not resolve proxy {}", proxy_host(failure.proxy)),
              "Check the proxy setting (HTTPS_PROXY, http_proxy, ALL_PROXY)."};
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
      return not_connected(failure, origin);
    case CURLE_OPERATION_TIMEDOUT:
      return timed_out(failure, origin, options);
    case CURLE_PEER_FAILED_VERIFICATION:
      return tls(failure, origin,
                 "Name the file of the CA that signed it (--cacert); only for a test server, switch "
                 "verification off (-k).");
    case CURLE_SSL_CACERT_BADFILE:
      return tls(failure, origin, "Check that the CA file holds PEM certificates.");
    case CURLE_SSL_CERTPROBLEM:
      return tls(failure, origin, "Check the client certificate, its key, and the key's passphrase.");
    case CURLE_SSL_CONNECT_ERROR:
      return tls(failure, origin,
                 "Check that the port speaks TLS, and whether the server asks for a client certificate.");
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CLIENTCERT:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_SHUTDOWN_FAILED:
    case CURLE_USE_SSL_FAILED:
      return tls(failure, origin, {});
    case CURLE_BAD_CONTENT_ENCODING: {
      Error error = network(failure, origin, "could not decompress the response of");
      error.mend = "Send an Accept-Encoding header of your own, such as identity.";
      return error;
    }
    case CURLE_URL_MALFORMAT:
      return {ErrorCode::kInvalidArgument,
              fmt::format("the URL to host {} is malformed", origin.host),
              {},
              "url"};
    case CURLE_NOT_BUILT_IN:
    case CURLE_UNKNOWN_OPTION:
      return {ErrorCode::kUnsupported,
              fmt::format("this build of libcurl cannot do that: {}", reason_of(failure))};
    case CURLE_OUT_OF_MEMORY:
      return {ErrorCode::kInternal, "out of memory"};
    case CURLE_ABORTED_BY_CALLBACK:
    case CURLE_READ_ERROR:
      return {
          ErrorCode::kIo, fmt::format("could not read the body to send to {}", host_of(origin)), {}, "body"};
    default:
      return network(failure, origin, "the connection failed with");
  }
}

}  // namespace coffer::http::curl
