#include <curl/curl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "base/encoding.h"
#include "http/curl/easy_handle.h"
#include "http/curl/failure.h"
#include "http/curl/handle_pool.h"
#include "http/curl/incoming.h"
#include "http/curl/ntlm.h"
#include "http/curl/outgoing_body.h"
#include "http/curl/outgoing_headers.h"
#include "http/curl/outgoing_url.h"
#include "http/curl/proxy_choice.h"
#include "http/curl/resend_guard.h"
#include "http/transport.h"

namespace coffer::http::curl {
namespace {

namespace fs = std::filesystem;

constexpr long kConnectionsKept = 32;  // idle ones, of one handle

// What fits an HTTP/2 stream's first window (RFC 9113 §6.9.2). libcurl before 8.12 spins for ever where a
// server answers before it has read a body larger than that, and then resets the stream, as nginx does (curl
// issue 15316); so larger bodies go over HTTP/1.1 unless HTTP/2 was asked for by name.
constexpr curl_off_t kLargestHttp2Body = 65535;

long http_version(HttpVersion version, const OutgoingBody& body) {
  if (version == HttpVersion::kAuto && body.may_exceed(kLargestHttp2Body)) version = HttpVersion::k1_1;
  switch (version) {
    case HttpVersion::kAuto:
      return CURL_HTTP_VERSION_2TLS;
    case HttpVersion::k1_1:
      return CURL_HTTP_VERSION_1_1;
    case HttpVersion::k2:
      return CURL_HTTP_VERSION_2_0;
    case HttpVersion::k2PriorKnowledge:
      return CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE;
  }
  return CURL_HTTP_VERSION_NONE;
}

Result<void> check_file(const std::optional<fs::path>& path, std::string_view field) {
  if (!path || ::access(path->c_str(), R_OK) == 0) return {};
  const bool missing = errno == ENOENT || errno == ENOTDIR;
  return Error{
      missing ? ErrorCode::kNotFound : ErrorCode::kPermissions,
      fmt::format("could not open {}: {}", path->string(), missing ? "no such file" : "not readable"),
      {},
      std::string(field)};
}

Result<void> check_files(const TlsOptions& tls) {
  COFFER_TRY(check_file(tls.ca_file, "CA file"));
  COFFER_TRY(check_file(tls.extra_ca_file, "CA file"));
  COFFER_TRY(check_file(tls.client_certificate, "client certificate"));
  return check_file(tls.client_key, "client key");
}

bool is_pkcs12(const fs::path& path) {
  const std::string extension = to_lower(path.extension().string());
  return extension == ".p12" || extension == ".pfx";
}

void apply_tls(EasyHandle& handle, const TlsOptions& tls) {
  handle.set(CURLOPT_SSL_VERIFYPEER, tls.verify ? 1L : 0L);
  handle.set(CURLOPT_SSL_VERIFYHOST, tls.verify ? 2L : 0L);
  if (tls.ca_file) {
    handle.set(CURLOPT_CAINFO, tls.ca_file->c_str());
    handle.set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  // CURLOPT_CAPATH keeps its default, the folder of the system's certificates.
  if (tls.extra_ca_file) handle.set(CURLOPT_CAINFO, tls.extra_ca_file->c_str());
  if (tls.client_certificate) {
    handle.set(CURLOPT_SSLCERT, tls.client_certificate->c_str());
    handle.set(CURLOPT_SSLCERTTYPE, is_pkcs12(*tls.client_certificate) ? "P12" : "PEM");
  }
  if (tls.client_key) handle.set(CURLOPT_SSLKEY, tls.client_key->c_str());
  if (tls.client_key_passphrase) {
    SecretBuilder passphrase;
    const Secret text = passphrase.append(*tls.client_key_passphrase).append('\0').take();
    text.expose(
        [&](std::string_view bytes) { handle.set(CURLOPT_KEYPASSWD, bytes.data()); });  // libcurl copies
  }
}

void apply_basics(EasyHandle& handle, const SendOptions& options) {
  handle.set(CURLOPT_NOSIGNAL, true);
  handle.set(CURLOPT_PROTOCOLS_STR, "http,https");
  handle.set(CURLOPT_PATH_AS_IS, true);
  handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true);
  handle.set(CURLOPT_TCP_KEEPALIVE, true);
  handle.keep_connections(kConnectionsKept);
  handle.set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  handle.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  if (options.decompress) handle.set(CURLOPT_ACCEPT_ENCODING, "");  // all that libcurl was built with
  // Else a transfer that is stopped would wait for the system's name lookup.
  if (options.stop.stop_possible()) handle.set(CURLOPT_QUICK_EXIT, true);
}

// Always set, so that libcurl does not look into the process environment.
void apply_proxy(EasyHandle& handle, const ProxyChoice& choice) {
  handle.set(CURLOPT_PROXY, choice.proxy.c_str());
  handle.set(CURLOPT_NOPROXY, choice.no_proxy.c_str());
}

// Path and query go apart where they can: libcurl wipes CURLOPT_REQUEST_TARGET on reset, but parts of the URL
// stay. A proxy for plain HTTP is asked for the whole URL.
void apply_url(HandlePool::Lease& handle, const OutgoingUrl& url, const ProxyChoice& proxy) {
  const auto set = [&](CURLoption option, const Secret& text) {
    text.expose([&](std::string_view bytes) { handle->set(option, bytes.data()); });
  };
  const bool whole = url.origin.scheme == "http" && !proxy.proxy.empty();
  set(CURLOPT_URL, whole ? url.whole : url.site);
  if (!whole) set(CURLOPT_REQUEST_TARGET, url.target);
  if (whole || url.has_user_info) handle.forget_url();
}

// What one send needs beside its handle; libcurl holds addresses into it until the transfer is done.
struct Outgoing {
  OutgoingUrl url;
  OutgoingHeaders headers;
  OutgoingBody body;
};

// Everything that can be wrong with a request is found here, before any I/O.
Result<Outgoing> prepare(const Request& request, const SendOptions& options) {
  COFFER_ASSIGN(OutgoingUrl url, prepare_url(request.url));
  COFFER_ASSIGN(OutgoingHeaders headers, OutgoingHeaders::prepare(request));
  COFFER_ASSIGN(OutgoingBody body, OutgoingBody::prepare(request));
  COFFER_TRY(check_files(options.tls));
  return Outgoing{std::move(url), std::move(headers), std::move(body)};
}

Result<Response> exchange(HandlePool& pool, const Environment& environment, const Request& request,
                          const SendOptions& options) {
  COFFER_ASSIGN(Outgoing outgoing, prepare(request, options));
  const Origin& origin = outgoing.url.origin;
  const ProxyChoice proxy = choose_proxy(environment, origin, options.proxy);
  Incoming incoming(BodySink({options.body_limit, options.memory_limit, options.keep_body_off_disk},
                             environment.get("TMPDIR").value_or("/tmp")),
                    outgoing.body.is_head_with_body(), options.ntlm.has_value());
  ResendGuard resend_guard(request.method, incoming);
  std::array<char, CURL_ERROR_SIZE> reason{};

  HandlePool::Lease handle = pool.lease(to_string(origin));
  apply_basics(*handle, options);
  handle->set(CURLOPT_HTTP_VERSION,
              options.ntlm ? long{CURL_HTTP_VERSION_1_1} : http_version(options.version, outgoing.body));
  apply_tls(*handle, options.tls);
  apply_proxy(*handle, proxy);
  apply_url(handle, outgoing.url, proxy);
  if (options.ntlm) {
    handle.discard();
    COFFER_TRY(apply_ntlm(*handle, *options.ntlm));
  }
  handle->set(CURLOPT_HTTPHEADER, static_cast<void*>(outgoing.headers.list()));
  handle->set(CURLOPT_ERRORBUFFER, static_cast<void*>(reason.data()));
  outgoing.body.apply(*handle);
  incoming.attach(*handle);
  resend_guard.attach(*handle);

  CURLcode code = handle->take_failure();
  if (code == CURLE_OK) code = handle->perform(options.stop);
  if (incoming.failure()) return *incoming.failure();
  if (code == CURLE_ABORTED_BY_CALLBACK && options.stop.stop_requested())
    return Error{ErrorCode::kCancelled, fmt::format("the request to {} was stopped", origin.host)};
  if (resend_guard.refused()) return resend_guard.error(origin);
  if (code == CURLE_OK || incoming.broken_off()) return incoming.take(*handle);
  const Failure failure{code, reason.data(), handle->get_long(CURLINFO_OS_ERRNO),
                        handle->get_size(CURLINFO_CONNECT_TIME_T) > 0, proxy.proxy};
  return to_error(failure, origin, options);
}

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(Environment environment) : environment_(std::move(environment)) {}
  Result<Response> send(const Request& request, const SendOptions& options) override {
    return exchange(pool_, environment_, request, options);
  }

 private:
  Environment environment_;
  HandlePool pool_;
};

}  // namespace
}  // namespace coffer::http::curl

namespace coffer::http {

std::unique_ptr<Transport> make_curl_transport(const Environment& environment) {
  return std::make_unique<curl::CurlTransport>(environment);
}

}  // namespace coffer::http
