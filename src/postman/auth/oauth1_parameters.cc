#include "postman/auth/oauth1_parameters.h"

#include <algorithm>

#include "aws/uri_encoding.h"
#include "base/encoding.h"

namespace coffer::postman {
namespace {

bool less(const Secret& a, const Secret& b) {
  return a.expose(
      [&](std::string_view left) { return b.expose([&](std::string_view right) { return left < right; }); });
}

}  // namespace

OAuth1Parameters parse_parameters(std::string_view text) {
  OAuth1Parameters list;
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    if (piece.empty()) continue;
    const size_t equals = piece.find('=');
    SecretBuilder key, value;
    aws::append_uri_reencoded(key, piece.substr(0, equals));
    const bool has_value = equals != std::string_view::npos;
    if (has_value) aws::append_uri_reencoded(value, piece.substr(equals + 1));
    list.push_back({key.take(), value.take(), has_value});
  }
  return list;
}

Secret write_parameters(const OAuth1Parameters& list) {
  SecretBuilder out;
  for (const OAuth1Parameter& each : list) {
    if (out.size() > 0) out.append('&');
    out.append(each.key);
    if (each.has_value) out.append('=').append(each.value);
  }
  return out.take();
}

Secret normalize_parameters(OAuth1Parameters list) {
  std::ranges::sort(list, [](const OAuth1Parameter& a, const OAuth1Parameter& b) {
    if (less(a.key, b.key)) return true;
    return !less(b.key, a.key) && less(a.value, b.value);
  });
  for (OAuth1Parameter& each : list) each.has_value = true;
  return write_parameters(list);
}

Secret oauth1_base_url(const SentUrl& url) {
  SecretBuilder out;
  out.append(Secret(to_lower(url.scheme))).append("://").append(Secret(to_lower(url.host)));
  const std::string_view own = iequals(url.scheme, "http") ? "80" : "443";
  if (!url.port.empty() && url.port != own) out.append(':').append(url.port);
  return out.append(url.path.empty() ? "/" : url.path).take();
}

}  // namespace coffer::postman
