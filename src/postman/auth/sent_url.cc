#include "postman/auth/sent_url.h"

#include <algorithm>

namespace coffer::postman {

SentUrl sent_url(std::string_view url) {
  SentUrl parts;
  const size_t hash = std::min(url.find('#'), url.size());
  parts.fragment = url.substr(hash);
  const std::string_view rest = url.substr(0, hash);
  const size_t question = rest.find('?');
  parts.has_query = question != std::string_view::npos;
  parts.before_query = rest.substr(0, question);
  if (parts.has_query) parts.query = rest.substr(question + 1);
  const size_t scheme = std::min(parts.before_query.find("://"), parts.before_query.size());
  parts.scheme = parts.before_query.substr(0, scheme);
  std::string_view authority = parts.before_query.substr(std::min(scheme + 3, parts.before_query.size()));
  const size_t slash = std::min(authority.find('/'), authority.size());
  parts.path = authority.substr(slash);
  authority = authority.substr(0, slash);
  authority.remove_prefix(authority.rfind('@') + 1);  // npos + 1 is 0
  const size_t colon = authority.rfind(':');
  const size_t bracket = authority.rfind(']');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  parts.host = has_port ? authority.substr(0, colon) : authority;
  if (has_port) parts.port = authority.substr(colon + 1);
  return parts;
}

Secret request_target(const SentUrl& url) {
  SecretBuilder target;
  target.append(url.path.empty() ? "/" : url.path);
  if (url.has_query) target.append('?').append(url.query);
  return target.take();
}

Secret with_parameter(const Secret& url, std::string_view key, const Secret& value) {
  SecretBuilder out;
  url.expose([&](std::string_view text) {
    const SentUrl parts = sent_url(text);
    out.append(parts.before_query).append('?').append(parts.query);
    if (!parts.query.empty()) out.append('&');
    out.append(key).append('=').append(value).append(parts.fragment);
  });
  return out.take();
}

}  // namespace coffer::postman
