#include "http/curl/outgoing_url.h"

#include <curl/curl.h>

#include <memory>
#include <string>

#include "base/encoding.h"

namespace coffer::http::curl {
namespace {

struct UrlCleanup {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

Error unreadable() {
  return {ErrorCode::kInvalidArgument, "the URL is malformed, or can be read in two ways",
          "Write it as https://host/path, and percent-encode special characters.", "url"};
}

// Everything before the path stays as it is: host names are libcurl's to convert (IDNA).
OutgoingUrl encoded(std::string_view url, Origin origin) {
  url = trim(url);
  url = url.substr(0, url.find('#'));
  const size_t authority = url.find("://") + 3;
  const std::string_view site = url.substr(0, url.find_first_of("/?", authority));
  const std::string_view rest = url.substr(site.size());
  SecretBuilder target;
  target.reserve(rest.size() + 2);
  if (!rest.starts_with('/')) target.append('/');
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : rest) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f) {
      target.append(c);
    } else {
      target.append('%').append(kHex[byte >> 4]).append(kHex[byte & 15]);
    }
  }
  OutgoingUrl outgoing;
  outgoing.target = target.append('\0').take();
  outgoing.whole = SecretBuilder().append(site).append(outgoing.target).take();
  outgoing.site = SecretBuilder().append(site).append('/').append('\0').take();
  outgoing.origin = std::move(origin);
  outgoing.has_user_info = site.find('@') != std::string_view::npos;
  return outgoing;
}

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

bool libcurl_agrees(const char* url, const Origin& origin) {
  const std::unique_ptr<CURLU, UrlCleanup> parsed(curl_url());
  if (parsed == nullptr || curl_url_set(parsed.get(), CURLUPART_URL, url, CURLU_PATH_AS_IS) != CURLUE_OK)
    return false;
  std::string host = to_lower(part_of(parsed.get(), CURLUPART_HOST));
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.ends_with('.')) host.pop_back();
  const std::string_view expected =
      std::string_view(origin.host).substr(0, origin.host.find('%'));  // no IPv6 zone
  return host == expected && part_of(parsed.get(), CURLUPART_PORT) == std::to_string(origin.port) &&
         to_lower(part_of(parsed.get(), CURLUPART_SCHEME)) == origin.scheme;
}

}  // namespace

Result<OutgoingUrl> prepare_url(const Secret& url) {
  return url.expose([](std::string_view text) -> Result<OutgoingUrl> {
    COFFER_ASSIGN(Origin origin, origin_of(text));
    OutgoingUrl outgoing = encoded(text, std::move(origin));
    const bool agreed = outgoing.whole.expose(
        [&](std::string_view whole) { return libcurl_agrees(whole.data(), outgoing.origin); });
    if (!agreed) return unreadable();
    return outgoing;
  });
}

}  // namespace coffer::http::curl
