#include "postman/curl_flags.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace coffer::postman {
namespace {

using Kind = CurlData::Kind;

Error malformed(std::string what, std::string field) {
  return {ErrorCode::kMalformed, std::move(what), "", std::move(field)};
}

Result<std::chrono::milliseconds> seconds_of(std::string_view text, std::string_view flag) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || !(seconds >= 0) || seconds > 1e9)
    return malformed("this is no number of seconds", std::string(flag));
  return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
}

Result<void> set_url(CurlCommand& command, const std::string& value) {
  if (!command.url.empty())
    return Error{ErrorCode::kUnsupported, "the command has several URLs", "Give a command for each.", "URL"};
  if (value.empty()) return malformed("the URL is empty", "URL");
  command.url = value;
  return {};
}

// --url-query: as --data-urlencode, or with "+" as it is.
void add_query(CurlCommand& command, const std::string& value) {
  if (value.starts_with('+')) return command.query.push_back(value.substr(1));
  const size_t equals = value.find('=');
  const std::string name = equals == std::string::npos ? "" : value.substr(0, equals);
  const std::string content =
      form_encode_template(equals == std::string::npos ? value : value.substr(equals + 1));
  command.query.push_back(name.empty() ? content : name + "=" + content);
}

Result<void> add_cookie(CurlCommand& command, const std::string& value) {
  if (value.find('=') == std::string::npos && value.find("{{") == std::string::npos)
    return Error{ErrorCode::kUnsupported, "cookies cannot be read from a file",
                 "Write them: -b 'name=value'.", "--cookie"};
  command.cookies.push_back(value);
  return {};
}

Result<void> set_redirects(CurlCommand& command, const std::string& value) {
  int number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number < -1)
    return malformed("this is no number of redirects", "--max-redirs");
  command.max_redirects = number == -1 ? 1000 : number;
  return {};
}

template <Kind kind>
Result<void> add_data(CurlCommand& command, const std::string& value) {
  command.data.push_back({kind, value});
  return {};
}

template <auto member>
Result<void> set(CurlCommand& command, const std::string& value) {
  command.*member = value;
  return {};
}

template <auto member>
Result<void> append(CurlCommand& command, const std::string& value) {
  (command.*member).push_back(value);
  return {};
}

template <bool CurlCommand::* member, bool to = true>
Result<void> turn(CurlCommand& command, const std::string& /*value*/) {
  command.*member = to;
  return {};
}

constexpr auto kUnderstood = std::to_array<CurlFlag>({
    {'X', "request", true, set<&CurlCommand::method>},
    {0, "url", true, set_url},
    {'H', "header", true, append<&CurlCommand::headers>},
    {'d', "data", true, add_data<Kind::kData>},
    {0, "data-ascii", true, add_data<Kind::kData>},
    {0, "data-raw", true, add_data<Kind::kRaw>},
    {0, "data-binary", true, add_data<Kind::kBinary>},
    {0, "data-urlencode", true, add_data<Kind::kUrlencode>},
    {0, "json", true, add_data<Kind::kJson>},
    {'F', "form", true,
     [](CurlCommand& command, const std::string& value) {
       command.form.push_back({value, false});
       return Result<void>();
     }},
    {0, "form-string", true,
     [](CurlCommand& command, const std::string& value) {
       command.form.push_back({value, true});
       return Result<void>();
     }},
    {0, "url-query", true,
     [](CurlCommand& command, const std::string& value) { return add_query(command, value), Result<void>(); }},
    {'G', "get", false, turn<&CurlCommand::get>},
    {'I', "head", false, turn<&CurlCommand::head>},
    {'T', "upload-file", true, set<&CurlCommand::upload_file>},
    {'u', "user", true, set<&CurlCommand::user>},
    {0, "oauth2-bearer", true, set<&CurlCommand::bearer>},
    {0, "basic", false, [](CurlCommand& command, const std::string&) { return command.auth_scheme = "basic", Result<void>(); }},
    {0, "digest", false,
     [](CurlCommand& command, const std::string&) { return command.auth_scheme = "digest", Result<void>(); }},
    {0, "ntlm", false, [](CurlCommand& command, const std::string&) { return command.auth_scheme = "ntlm", Result<void>(); }},
    {0, "aws-sigv4", true, set<&CurlCommand::aws_sigv4>},
    {'b', "cookie", true, add_cookie},
    {'A', "user-agent", true, set<&CurlCommand::user_agent>},
    {'e', "referer", true,
     [](CurlCommand& command, const std::string& value) {
       command.referer = value.substr(0, value.rfind(";auto"));
       return Result<void>();
     }},
    {'r', "range", true,
     [](CurlCommand& command, const std::string& value) {
       command.headers.push_back("Range: bytes=" + value);
       return Result<void>();
     }},
    {'L', "location", false, turn<&CurlCommand::follow>},
    {0, "location-trusted", false,
     [](CurlCommand& command, const std::string&) {
       command.follow = command.keep_authorization = true;
       return Result<void>();
     }},
    {0, "max-redirs", true, [](CurlCommand& command, const std::string& value) { return set_redirects(command, value); }},
    {'k', "insecure", false, turn<&CurlCommand::insecure>},
    {'x', "proxy", true, set<&CurlCommand::proxy>},
    {'E', "cert", true,
     [](CurlCommand& command, const std::string& value) {
       if (value.find(':') != std::string::npos)
         return Result<void>(Error{ErrorCode::kUnsupported, "a passphrase in the command line is not taken",
                                   "Name the certificate alone, and give --key-passphrase-file to `coffer send`.", "--cert"});
       command.client_certificate = value;
       return Result<void>();
     }},
    {0, "key", true, set<&CurlCommand::client_key>},
    {0, "cacert", true, set<&CurlCommand::ca_file>},
    {'g', "globoff", false, turn<&CurlCommand::globbing, false>},
    {0, "path-as-is", false, turn<&CurlCommand::path_as_is>},
    {'m', "max-time", true,
     [](CurlCommand& command, const std::string& value) -> Result<void> {
       COFFER_ASSIGN(command.timeout, seconds_of(value, "--max-time"));
       return {};
     }},
    {0, "connect-timeout", true,
     [](CurlCommand& command, const std::string& value) -> Result<void> {
       COFFER_ASSIGN(command.connect_timeout, seconds_of(value, "--connect-timeout"));
       return {};
     }},
    {0, "http1.1", false,
     [](CurlCommand& command, const std::string&) { return command.http_version = "1.1", Result<void>(); }},
    {0, "http2", false, [](CurlCommand& command, const std::string&) { return command.http_version = "2", Result<void>(); }},
    {0, "http2-prior-knowledge", false,
     [](CurlCommand& command, const std::string&) { return command.http_version = "2-prior-knowledge", Result<void>(); }},
    {0, "compressed", false, [](CurlCommand&, const std::string&) { return Result<void>(); }},  // Coffer always is
});

// These say what to print, how long to try and how to connect: the request stays the same without them.
constexpr auto kHarmless = std::to_array<CurlFlag>({
    {'s', "silent"},
    {'S', "show-error"},
    {'v', "verbose"},
    {'i', "include"},
    {'#', "progress-bar"},
    {'N', "no-buffer"},
    {0, "buffer"},
    {'f', "fail"},
    {0, "fail-with-body"},
    {0, "fail-early"},
    {'O', "remote-name"},
    {'J', "remote-header-name"},
    {0, "remote-name-all"},
    {'R', "remote-time"},
    {0, "create-dirs"},
    {0, "tcp-nodelay"},
    {0, "tcp-fastopen"},
    {0, "progress-meter"},
    {0, "no-progress-meter"},
    {0, "styled-output"},
    {'Z', "parallel"},
    {0, "parallel-immediate"},
    {'q', "disable"},
    {'4', "ipv4"},
    {'6', "ipv6"},
    {0, "keepalive"},
    {0, "no-keepalive"},
    {0, "sessionid"},
    {0, "ssl-no-revoke"},
    {0, "ssl"},
    {0, "ssl-reqd"},
    {'1', "tlsv1"},
    {0, "tlsv1.0"},
    {0, "tlsv1.1"},
    {0, "tlsv1.2"},
    {0, "tlsv1.3"},
    {'0', "http1.0"},
    {0, "http3"},
    {0, "http3-only"},
    {0, "alpn"},
    {0, "npn"},
    {0, "post301"},
    {0, "post302"},
    {0, "post303"},
    {0, "xattr"},
    {0, "raw"},
    {0, "tr-encoding"},
    {0, "trace-time"},
    {0, "retry-all-errors"},
    {0, "retry-connrefused"},
    {'j', "junk-session-cookies"},
    {0, "form-escape"},
    {0, "remove-on-error"},
    {'M', "manual"},
    {'o', "output", true},
    {'w', "write-out", true},
    {0, "retry", true},
    {0, "retry-delay", true},
    {0, "retry-max-time", true},
    {0, "limit-rate", true},
    {'y', "speed-time", true},
    {'Y', "speed-limit", true},
    {'c', "cookie-jar", true},
    {'D', "dump-header", true},
    {0, "trace", true},
    {0, "trace-ascii", true},
    {0, "stderr", true},
    {0, "keepalive-time", true},
    {0, "ciphers", true},
    {0, "tls13-ciphers", true},
    {0, "curves", true},
    {0, "tls-max", true},
    {0, "output-dir", true},
    {0, "parallel-max", true},
    {0, "happy-eyeballs-timeout-ms", true},
    {0, "expect100-timeout", true},
    {0, "interface", true},
    {0, "local-port", true},
    {0, "etag-save", true},
    {0, "hsts", true},
    {0, "alt-svc", true},
    {0, "max-filesize", true},
    {0, "rate", true},
    {0, "create-file-mode", true},
    {0, "cert-type", true},
    {0, "key-type", true},
    {0, "proto", true},
    {0, "proto-redir", true},
    {0, "proto-default", true},
    {0, "noproxy", true},
    {0, "dns-servers", true},
    {0, "dns-interface", true},
});

// These would change what is sent, where to, or with whose credentials.
constexpr auto kLacking = std::to_array<CurlFlag>({
    {':', "next"},
    {'K', "config", true},
    {'n', "netrc"},
    {0, "netrc-file", true},
    {0, "netrc-optional"},
    {0, "negotiate"},
    {0, "anyauth"},
    {'U', "proxy-user", true},
    {0, "proxy-header", true},
    {0, "proxy-digest"},
    {0, "proxy-ntlm"},
    {0, "proxy-basic"},
    {0, "proxy-anyauth"},
    {'p', "proxytunnel"},
    {0, "preproxy", true},
    {0, "socks4", true},
    {0, "socks4a", true},
    {0, "socks5", true},
    {0, "socks5-hostname", true},
    {0, "resolve", true},
    {0, "connect-to", true},
    {0, "unix-socket", true},
    {0, "abstract-unix-socket", true},
    {0, "request-target", true},
    {'z', "time-cond", true},
    {'C', "continue-at", true},
    {0, "etag-compare", true},
    {0, "pass", true},
    {0, "capath", true},
    {0, "pinnedpubkey", true},
    {0, "crlfile", true},
    {0, "engine", true},
    {0, "haproxy-protocol"},
    {0, "doh-url", true},
    {0, "crlf"},
    {'B', "use-ascii"},
    {0, "ntlm-wb"},
});

template <class Test>
FoundFlag find(Test&& matches) {
  for (const auto& [flags, kind] : {std::pair(std::span<const CurlFlag>(kUnderstood), CurlFlagClass::kUse),
                                    std::pair(std::span<const CurlFlag>(kHarmless), CurlFlagClass::kSkip),
                                    std::pair(std::span<const CurlFlag>(kLacking), CurlFlagClass::kRefuse)}) {
    const auto found = std::ranges::find_if(flags, matches);
    if (found != flags.end()) return {&*found, kind};
  }
  return {};
}

}  // namespace

FoundFlag find_flag(std::string_view name) {
  return find([name](const CurlFlag& flag) { return flag.name == name; });
}

FoundFlag find_flag(char letter) {
  return find([letter](const CurlFlag& flag) { return flag.letter == letter && letter != 0; });
}

}  // namespace coffer::postman
