#include "http/url.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/encoding.h"

namespace coffer::http {
namespace {

constexpr std::string_view kSchemeCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";
// What curl's host check refuses too: each of them would let two readers of one URL see two hosts.
constexpr std::string_view kForbiddenInHost = " \t\r\n/:#?!@{}[]\\$'\"^`*<>=;,+&()|%";

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

Error bad_url(std::string what, std::string mend = {}) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), "url"};
}

// The length of "scheme" in "scheme:…", 0 where the text does not start so.
size_t scheme_length(std::string_view text) {
  const size_t end = text.find_first_not_of(kSchemeCharacters);
  if (end == 0 || end == std::string_view::npos || text[end] != ':') return 0;
  const auto first = static_cast<unsigned char>(text[0] | 0x20);
  return first >= 'a' && first <= 'z' ? end : 0;
}

bool has_scheme(std::string_view url) {
  const size_t length = scheme_length(url);
  return length != 0 && url.substr(length).starts_with("://");
}

struct HostAndPort {
  std::string_view host, port;
  bool bracketed = false;
};

Result<HostAndPort> split_authority(std::string_view authority) {
  HostAndPort parts;
  size_t end = 0;
  if (authority.starts_with('[')) {
    end = authority.find(']');
    if (end == std::string_view::npos) return bad_url("the IPv6 address in the URL has no closing bracket");
    parts.host = authority.substr(1, end - 1);
    parts.bracketed = true;
    ++end;
  } else {
    end = std::min(authority.find(':'), authority.size());
    parts.host = authority.substr(0, end);
  }
  const std::string_view rest = authority.substr(end);
  if (rest.empty()) return parts;
  if (rest[0] != ':') return bad_url("the URL has something after the IPv6 address that is not a port");
  parts.port = rest.substr(1);
  return parts;
}

Result<uint16_t> parse_port(std::string_view text, uint16_t fallback) {
  if (text.empty()) return fallback;  // "host:" is allowed by RFC 3986 §3.2.3
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value == 0 || value > 65535) {
    return bad_url("the port in the URL is not a number from 1 to 65535",
                   "If it is a variable, check that it has a value.");
  }
  return static_cast<uint16_t>(value);
}

Result<std::string> canonical_ipv6(std::string_view text) {
  const size_t zone = text.find('%');
  const std::string address(text.substr(0, zone));
  in6_addr parsed{};
  char printed[INET6_ADDRSTRLEN] = {};
  if (::inet_pton(AF_INET6, address.c_str(), &parsed) != 1 ||
      ::inet_ntop(AF_INET6, &parsed, printed, sizeof printed) == nullptr) {
    return bad_url("the URL has brackets around something that is not an IPv6 address");
  }
  if (zone == std::string_view::npos) return std::string(printed);
  std::string_view name = text.substr(zone + 1);
  if (name.starts_with("25")) name.remove_prefix(2);  // RFC 6874 spells the '%' as "%25"
  if (name.empty() || name.find_first_of(kForbiddenInHost) != std::string_view::npos) {
    return bad_url("the IPv6 address in the URL has a malformed zone");
  }
  return fmt::format("{}%{}", printed, name);
}

// "127.1" and "0x7f000001" reach 127.0.0.1: whoever compares hosts must see that address.
std::string canonical_ipv4(std::string host) {
  const std::string_view last = std::string_view(host).substr(host.rfind('.') + 1);
  if (last.empty() || !is_digit(last[0])) return host;
  in_addr parsed{};
  char printed[INET_ADDRSTRLEN] = {};
  if (::inet_aton(host.c_str(), &parsed) == 0) return host;
  return ::inet_ntop(AF_INET, &parsed, printed, sizeof printed) != nullptr ? std::string(printed) : host;
}

Result<std::string> parse_host(const HostAndPort& parts) {
  if (parts.bracketed) return canonical_ipv6(parts.host);
  std::string_view host = parts.host;
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty()) return bad_url("the URL has no host", "Write it as https://host/path.");
  if (host.starts_with('.') || host.ends_with('.') || host.contains("..")) {
    return bad_url("the host of the URL has nothing between two dots, or before the first one");
  }
  const size_t bad = host.find_first_of(kForbiddenInHost);
  if (bad == std::string_view::npos) return canonical_ipv4(to_lower(host));
  if (host[bad] == '{' || host[bad] == '}') {
    return bad_url("the host of the URL still has a variable in it", "Give the variable a value.");
  }
  return bad_url(fmt::format("the host of the URL has a '{}' in it", host[bad]));
}

// RFC 3986 §5.2.4.
std::string remove_dot_segments(std::string_view input) {
  std::string output;
  while (!input.empty()) {
    if (input.starts_with("../")) {
      input.remove_prefix(3);
    } else if (input.starts_with("./") || input.starts_with("/./")) {
      input.remove_prefix(2);
    } else if (input == "/.") {
      input = "/";
    } else if (input.starts_with("/../") || input == "/..") {
      input = input == "/.." ? std::string_view("/") : input.substr(3);
      output.resize(std::min(output.rfind('/'), output.size()));
    } else if (input == "." || input == "..") {
      break;
    } else {
      const size_t end = std::min(input.find('/', 1), input.size());
      output += input.substr(0, end);
      input.remove_prefix(end);
    }
  }
  return output;
}

struct Reference {  // RFC 3986 §5.2.2 tells "no query" from "an empty query"
  UrlParts parts;
  bool has_authority = false, has_query = false;
};

Reference parse_reference(std::string_view text) {
  Reference reference;
  const std::string_view before_fragment = text.substr(0, text.find('#'));
  reference.has_query = before_fragment.find('?') != std::string_view::npos;
  reference.has_authority = has_scheme(text) || text.starts_with("//");
  if (reference.has_authority) {
    reference.parts = split_url(text);
    return reference;
  }
  const size_t query = std::min(before_fragment.find('?'), before_fragment.size());
  reference.parts.path = before_fragment.substr(0, query);
  if (reference.has_query) reference.parts.query = before_fragment.substr(query + 1);
  if (before_fragment.size() < text.size())
    reference.parts.fragment = text.substr(before_fragment.size() + 1);
  return reference;
}

std::string merge_paths(const UrlParts& base, std::string_view relative) {
  if (base.path.empty()) return fmt::format("/{}", relative);
  return fmt::format("{}{}", std::string_view(base.path).substr(0, base.path.rfind('/') + 1), relative);
}

std::string join(const UrlParts& parts, bool has_query) {
  std::string url = parts.scheme + "://";
  if (!parts.user_info.empty()) url += parts.user_info + "@";
  url += parts.authority;
  url += encode_path_and_query(has_query ? parts.path + "?" + parts.query : parts.path);
  if (!parts.fragment.empty()) url += "#" + parts.fragment;
  return url;
}

}  // namespace

std::string to_string(const Origin& origin) {
  const bool usual = origin.port == (origin.scheme == "https" ? 443 : 80);
  const bool ipv6 = origin.host.find(':') != std::string::npos;
  std::string text = origin.scheme + "://" + (ipv6 ? "[" + origin.host + "]" : origin.host);
  if (!usual) text += fmt::format(":{}", origin.port);
  return text;
}

Result<Origin> origin_of(std::string_view url) {
  url = trim(url);
  if (std::ranges::any_of(url, is_control)) {
    return bad_url("the URL has a control character in it, such as a line break",
                   "Remove it, or encode it as %0A.");
  }
  if (!has_scheme(url)) return bad_url("the URL has no scheme", "Write it as https://host/path.");
  const UrlParts parts = split_url(url);
  Origin origin;
  origin.scheme = to_lower(parts.scheme);
  if (origin.scheme != "http" && origin.scheme != "https") {
    return bad_url("the URL's scheme is neither http nor https", "Only HTTP requests can be sent.");
  }
  if (parts.user_info.find('\\') != std::string::npos)
    return bad_url("the URL has a backslash before its host");
  COFFER_ASSIGN(const HostAndPort authority, split_authority(parts.authority));
  COFFER_ASSIGN(origin.host, parse_host(authority));
  COFFER_ASSIGN(origin.port, parse_port(authority.port, origin.scheme == "https" ? 443 : 80));
  return origin;
}

std::string with_default_scheme(std::string_view url) {
  url = trim(url);
  if (has_scheme(url)) return std::string(url);
  if (url.starts_with("//")) url.remove_prefix(2);
  return fmt::format("http://{}", url);
}

Result<std::string> resolve_reference(std::string_view base_url, std::string_view reference) {
  const UrlParts base = split_url(base_url);
  const Reference wanted = parse_reference(trim(reference));
  UrlParts target = wanted.parts;
  bool has_query = wanted.has_query;
  if (wanted.has_authority) {
    if (target.scheme.empty()) target.scheme = base.scheme;
    target.path = remove_dot_segments(target.path);
  } else {
    target.scheme = base.scheme;
    target.user_info = base.user_info;
    target.authority = base.authority;
    if (target.path.empty()) {
      target.path = base.path;
      if (!has_query) {
        target.query = base.query;
        has_query = !base.query.empty();
      }
    } else {
      target.path =
          remove_dot_segments(target.path.starts_with('/') ? target.path : merge_paths(base, target.path));
    }
  }
  if (target.path.empty()) target.path = "/";
  std::string url = join(target, has_query);
  COFFER_TRY(origin_of(url));
  return url;
}

UrlParts split_url(std::string_view url) {
  url = trim(url);
  UrlParts parts;
  const size_t fragment = url.find('#');
  if (fragment != std::string_view::npos) parts.fragment = url.substr(fragment + 1);
  url = url.substr(0, fragment);
  const size_t query = url.find('?');
  if (query != std::string_view::npos) parts.query = url.substr(query + 1);
  url = url.substr(0, query);
  if (has_scheme(url)) {
    const size_t length = scheme_length(url);
    parts.scheme = url.substr(0, length);
    url.remove_prefix(length + 3);
  } else if (url.starts_with("//")) {
    url.remove_prefix(2);
  }
  const size_t path = std::min(url.find('/'), url.size());
  parts.path = url.substr(path);
  std::string_view authority = url.substr(0, path);
  // The last '@' ends the user info, for curl and for browsers: passwords do have raw '@' in them.
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos) {
    parts.user_info = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  parts.authority = authority;
  return parts;
}

std::string encode_path_and_query(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  bool in_query = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const std::string_view special = in_query ? std::string_view(" \"#'<>") : std::string_view(" \"#<>`{}");
    if (byte <= 0x20 || byte >= 0x7f || special.find(c) != std::string_view::npos) {
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    } else {
      encoded += c;
    }
    in_query = in_query || c == '?';
  }
  return encoded;
}

}  // namespace coffer::http
