#include "vault/allowed_domains.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/encoding.h"

namespace coffer::vault {
namespace {

constexpr std::string_view kField = "allowed domains";
constexpr size_t kMaxHost = 253;  // RFC 1035 §2.3.4, without the root's dot
constexpr size_t kMaxLabel = 63;

uint16_t default_port(std::string_view scheme) { return scheme == "http" ? 80 : 443; }

Error refusal(std::string_view item, std::string_view why, std::string mend = {}) {
  return {ErrorCode::kInvalidArgument, fmt::format("\"{}\" could never match: {}", item, why),
          std::move(mend), std::string(kField)};
}

// An IPv6 address in RFC 5952's form, so that two spellings of one address compare equal.
std::optional<std::string> canonical_ipv6(std::string_view text) {
  in6_addr address{};
  char spelled[INET6_ADDRSTRLEN];
  if (::inet_pton(AF_INET6, std::string(text).c_str(), &address) != 1) return std::nullopt;
  if (::inet_ntop(AF_INET6, &address, spelled, sizeof spelled) == nullptr) return std::nullopt;
  return spelled;
}

bool is_ipv4(std::string_view text) {
  in_addr address{};
  return ::inet_pton(AF_INET, std::string(text).c_str(), &address) == 1;  // strict: four decimal parts
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Why no host can have this label; empty if one can. Underscores are no host name by RFC 1123, but resolvers
// and Docker take them.
std::string_view label_fault(std::string_view label) {
  if (label.empty()) return "it has two dots in a row, or one at its start";
  if (label.size() > kMaxLabel) return "a part between dots is longer than 63 characters";
  if (label.find('*') != std::string_view::npos) return "only the whole first part may be \"*\"";
  if (label.front() == '-' || label.back() == '-') return "a part begins or ends with a hyphen";
  for (const char c : label) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (fine) continue;
    if (c == ' ' || c == '\t') return "it has a space inside";
    if (c == '@') return "a user name is no part of a domain";
    if (static_cast<unsigned char>(c) >= 0x80)
      return "international names stand here in their ASCII form, xn--…";
    return "it has a character that no host name has";
  }
  return {};
}

// For names and IPv4 addresses, in lower case.
std::string_view host_fault(std::string_view host, bool wildcard) {
  if (host.size() > kMaxHost) return "a host name has at most 253 characters";
  for (size_t start = 0; start <= host.size();) {
    const size_t end = std::min(host.find('.', start), host.size());
    if (const std::string_view fault = label_fault(host.substr(start, end - start)); !fault.empty())
      return fault;
    start = end + 1;
  }
  // As in the URL standard: a host whose last part is a number is an IPv4 address, or nothing.
  const std::string_view last = host.substr(host.rfind('.') + 1);  // npos + 1 == 0
  if (is_digits(last)) {
    if (!is_ipv4(host)) return "it is not a whole IPv4 address";
    if (wildcard) return "an IP address has no subdomains";
  }
  return {};
}

std::optional<uint16_t> parse_port(std::string_view text) {
  uint16_t port = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (failure != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

}  // namespace

// host[:port] or [ipv6][:port], not looked at any closer.
struct AllowedDomains::Split {
  std::string_view host, port;
  bool has_port = false;
  bool bracketed = false;
};

Result<AllowedDomains::Split> AllowedDomains::split_authority(std::string_view item,
                                                              std::string_view authority) {
  if (authority.empty()) return refusal(item, "it names no host");
  if (canonical_ipv6(authority)) {
    return refusal(item, "an IPv6 address stands in brackets", fmt::format("Write [{}].", authority));
  }
  Split split;
  size_t host_end = authority.find(':');
  if (authority.starts_with('[')) {
    const size_t close = authority.find(']');
    host_end = close == std::string_view::npos ? close : close + 1;
    const bool port_or_nothing =
        host_end == authority.size() || (host_end < authority.size() && authority[host_end] == ':');
    if (!port_or_nothing) return refusal(item, "after an IPv6 address in brackets only a port may follow");
    split.host = authority.substr(1, close - 1);
    split.bracketed = true;
  } else if (authority.find('[') != std::string_view::npos) {
    return refusal(item, "brackets stand around an IPv6 address, with nothing before them");
  } else {
    split.host = authority.substr(0, host_end);
  }
  split.has_port = host_end < authority.size();
  if (split.has_port) split.port = authority.substr(host_end + 1);
  return split;
}

Result<AllowedDomains::Pattern> AllowedDomains::parse_pattern(std::string_view item) {
  Pattern pattern;
  std::string_view rest = item;
  if (const size_t slashes = rest.find("://"); slashes != std::string_view::npos) {
    pattern.scheme = to_lower(rest.substr(0, slashes));
    rest.remove_prefix(slashes + 3);
    if (pattern.scheme != "http" && pattern.scheme != "https") {
      return refusal(item, "requests are sent by http and https only",
                     "Write https:// or http://, or leave the scheme out.");
    }
  }
  COFFER_ASSIGN(const Split split, split_authority(item, rest.substr(0, rest.find_first_of("/?#"))));
  pattern.port = default_port(pattern.scheme);
  if (split.has_port) {
    const auto port = parse_port(split.port);
    if (!port) {
      return refusal(item, "a port is a number from 1 to 65535", "Leave it out for the scheme's own port.");
    }
    pattern.port = *port;
  }
  COFFER_TRY(parse_host(item, split, pattern));
  return pattern;
}

Result<void> AllowedDomains::parse_host(std::string_view item, const Split& split, Pattern& pattern) {
  if (split.bracketed) {
    auto address = canonical_ipv6(split.host);
    if (!address) return refusal(item, "there is no IPv6 address in the brackets");
    pattern.host = *std::move(address);
    return {};
  }
  pattern.host = to_lower(split.host);
  if (pattern.host.ends_with('.')) pattern.host.pop_back();  // the root's dot; an Origin has none either
  if (pattern.host == "*") {
    return refusal(item, "\"*\" alone is no domain", "To allow any domain leave the list empty.");
  }
  if (pattern.host.starts_with("*.")) {
    pattern.wildcard = true;
    pattern.host.erase(0, 2);
  }
  const std::string_view fault = host_fault(pattern.host, pattern.wildcard);
  if (!fault.empty()) return refusal(item, fault);
  return {};
}

Result<AllowedDomains> AllowedDomains::parse(std::string_view text) {
  AllowedDomains domains;
  if (trim(text).empty()) return domains;
  if (text.size() > kMaxDomainsText) {
    return Error{ErrorCode::kInvalidArgument, fmt::format("longer than {} bytes", kMaxDomainsText), "",
                 std::string(kField)};
  }
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find(',', start), text.size());
    const std::string_view item = trim(text.substr(start, end - start));
    start = end + 1;
    if (item.empty()) {
      return Error{ErrorCode::kInvalidArgument, "there is nothing between two commas, or after the last one",
                   "Remove the comma that is too many.", std::string(kField)};
    }
    COFFER_ASSIGN(Pattern pattern, parse_pattern(item));
    if (std::ranges::find(domains.patterns_, pattern) == domains.patterns_.end())
      domains.patterns_.push_back(std::move(pattern));
  }
  if (domains.patterns_.size() > kMaxDomainPatterns) {
    return Error{ErrorCode::kInvalidArgument, fmt::format("more than {} domains", kMaxDomainPatterns), "",
                 std::string(kField)};
  }
  return domains;
}

bool AllowedDomains::Pattern::matches(const http::Origin& origin, std::string_view origin_host) const {
  if (origin.scheme != scheme || origin.port != port) return false;
  if (origin_host == host) return true;
  return wildcard && origin_host.size() > host.size() + 1 && origin_host.ends_with(host) &&
         origin_host[origin_host.size() - host.size() - 1] == '.';
}

bool AllowedDomains::allows(const http::Origin& origin) const {
  if (any()) return true;
  const std::string host = canonical_ipv6(origin.host).value_or(origin.host);
  return std::ranges::any_of(patterns_,
                             [&](const Pattern& pattern) { return pattern.matches(origin, host); });
}

std::string AllowedDomains::Pattern::text() const {
  std::string written = scheme == "https" ? "" : scheme + "://";
  if (wildcard) written += "*.";
  written += host.find(':') == std::string::npos ? host : fmt::format("[{}]", host);
  if (port != default_port(scheme)) written += fmt::format(":{}", port);
  return written;
}

std::string AllowedDomains::text() const {
  std::string list;
  for (const Pattern& pattern : patterns_) {
    if (!list.empty()) list += ", ";
    list += pattern.text();
  }
  return list;
}

}  // namespace coffer::vault
