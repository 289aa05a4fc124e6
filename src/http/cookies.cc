#include "http/cookies.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "base/encoding.h"

namespace coffer::http {
namespace {

constexpr size_t kMaxCookieBytes = 4096;
constexpr size_t kMaxCookies = 1000;
constexpr std::chrono::seconds kLongestLife =
    std::chrono::days(400);  // RFC 6265bis §5.5; keeps sums in range

bool is_address(const std::string& host) {
  in6_addr room{};
  return host.find(':') != std::string::npos || ::inet_pton(AF_INET, host.c_str(), &room) == 1;
}

// RFC 6265 §5.1.3.
bool domain_matches(const std::string& host, const std::string& domain) {
  if (host == domain) return true;
  return host.size() > domain.size() && host.ends_with(domain) &&
         host[host.size() - domain.size() - 1] == '.' && !is_address(host);
}

// RFC 6265 §5.1.4.
bool path_matches(std::string_view path, std::string_view cookie_path) {
  if (!path.starts_with(cookie_path)) return false;
  return path.size() == cookie_path.size() || cookie_path.ends_with('/') || path[cookie_path.size()] == '/';
}

std::string default_path(std::string_view url_path) {
  const size_t last = url_path.rfind('/');
  return !url_path.starts_with('/') || last == 0 ? "/" : std::string(url_path.substr(0, last));
}

std::string_view take_until(std::string_view& text, char end) {
  const size_t found = std::min(text.find(end), text.size());
  const std::string_view piece = text.substr(0, found);
  text.remove_prefix(std::min(found + 1, text.size()));
  return piece;
}

// RFC 6265 §5.2.2: digits, perhaps after a '-'; anything else leaves the attribute out.
std::optional<std::chrono::seconds> parse_max_age(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative ? 1 : 0);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  long seconds = 0;
  const auto error = std::from_chars(digits.data(), digits.data() + digits.size(), seconds).ec;
  if (negative || (error == std::errc() && seconds == 0)) return std::chrono::seconds(0);
  if (error != std::errc()) return kLongestLife;
  return std::min(std::chrono::seconds(seconds), kLongestLife);
}

struct Attributes {
  std::string domain, path;
  std::optional<WallTime> expires;
  std::optional<std::chrono::seconds> max_age;
  bool secure = false, http_only = false;
};

// RFC 6265 §5.2: the last of each name counts.
Attributes parse_attributes(std::string_view text) {
  Attributes attributes;
  while (!text.empty()) {
    std::string_view attribute = take_until(text, ';');
    const std::string name = to_lower(trim(take_until(attribute, '=')));
    const std::string_view value = trim(attribute);
    if (name == "expires") {
      if (const auto date = parse_cookie_date(value)) attributes.expires = date;
    } else if (name == "max-age") {
      if (const auto age = parse_max_age(value)) attributes.max_age = age;
    } else if (name == "domain") {
      attributes.domain = to_lower(value.starts_with('.') ? value.substr(1) : value);
    } else if (name == "path") {
      attributes.path = value;
    } else if (name == "secure") {
      attributes.secure = true;
    } else if (name == "httponly") {
      attributes.http_only = true;
    }
  }
  return attributes;
}

// False where the server may not set a cookie for the domain that it names.
bool set_domain(Cookie& cookie, const std::string& host, const std::string& domain) {
  cookie.domain = host;
  cookie.host_only = true;
  if (domain.empty()) return true;
  if (!domain_matches(host, domain)) return false;
  const bool single_label = domain.find('.') == std::string::npos;
  if (is_address(host) || (single_label && domain == host)) return true;
  if (single_label) return false;
  cookie.domain = domain;
  cookie.host_only = false;
  return true;
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

}  // namespace

void CookieJar::set_from_header(std::string_view url, std::string_view set_cookie, WallTime now) {
  const Result<Origin> origin = origin_of(url);
  if (!origin || set_cookie.size() > kMaxCookieBytes || has_control(set_cookie)) return;
  std::string_view pair = take_until(set_cookie, ';');
  if (pair.find('=') == std::string_view::npos) return;
  Cookie cookie;
  cookie.name = trim(take_until(pair, '='));
  cookie.value = trim(pair);
  if (cookie.name.empty()) return;

  const Attributes attributes = parse_attributes(set_cookie);
  if (!set_domain(cookie, origin->host, attributes.domain)) return;
  cookie.path = attributes.path.starts_with('/') ? attributes.path : default_path(split_url(url).path);
  cookie.secure = attributes.secure;
  cookie.http_only = attributes.http_only;
  cookie.expires = attributes.expires;
  cookie.max_age = attributes.max_age;
  if (attributes.max_age) cookie.expires = now + *attributes.max_age;  // outranks Expires
  store(std::move(cookie), now);
}

void CookieJar::store(Cookie cookie, WallTime now) {
  const auto expired = [now](const Cookie& other) { return other.expires && *other.expires <= now; };
  const auto same = std::ranges::find_if(cookies_, [&](const Cookie& other) {
    return other.name == cookie.name && other.domain == cookie.domain && other.path == cookie.path;
  });
  if (expired(cookie)) {
    if (same != cookies_.end()) cookies_.erase(same);
    return;
  }
  if (same != cookies_.end()) {
    cookie.created = same->created;
    *same = std::move(cookie);
    return;
  }
  if (cookies_.size() >= kMaxCookies) std::erase_if(cookies_, expired);
  if (cookies_.size() >= kMaxCookies) cookies_.erase(cookies_.begin());
  if (!cookie.created) cookie.created = now;
  cookies_.push_back(std::move(cookie));
}

std::vector<const Cookie*> CookieJar::chosen_for(std::string_view url, WallTime now) const {
  if (cookies_.empty()) return {};
  const Result<Origin> origin = origin_of(url);
  if (!origin) return {};
  std::string path = split_url(url).path;
  if (path.empty()) path = "/";
  std::vector<const Cookie*> chosen;
  for (const Cookie& cookie : cookies_) {
    const bool host_fits =
        cookie.host_only ? cookie.domain == origin->host : domain_matches(origin->host, cookie.domain);
    const bool live = !cookie.expires || *cookie.expires > now;
    const bool safe = !cookie.secure || origin->scheme == "https";
    if (host_fits && live && safe && path_matches(path, cookie.path)) chosen.push_back(&cookie);
  }
  std::ranges::sort(chosen, [](const Cookie* a, const Cookie* b) {
    return a->path.size() != b->path.size() ? a->path.size() > b->path.size()
                                            : a < b;  // the vector is in order of age
  });
  return chosen;
}

std::vector<Cookie> CookieJar::cookies_for(std::string_view url, WallTime now) const {
  std::vector<Cookie> cookies;
  for (const Cookie* cookie : chosen_for(url, now)) cookies.push_back(*cookie);
  return cookies;
}

std::string CookieJar::header_for(std::string_view url, WallTime now) const {
  std::string header;
  for (const Cookie* cookie : chosen_for(url, now)) {
    if (!header.empty()) header += "; ";
    // As in tough-cookie one without a name is its value alone.
    if (!cookie->name.empty()) header += cookie->name + "=";
    header += cookie->value;
  }
  return header;
}

}  // namespace coffer::http
