#include "runner/redirects.h"

#include "base/encoding.h"
#include "base/locked_memory.h"

namespace coffer::runner {
namespace {

Secret take_secret(std::string text) {
  Secret secret(text);
  wipe(text.data(), text.size());
  return secret;
}

bool describes_body(std::string_view header) {
  const std::string name = to_lower(header);
  return name.starts_with("content-") || name == "transfer-encoding";
}

}  // namespace

Result<std::optional<Redirect>> redirect_of(std::string_view method, std::string_view url, int status,
                                            std::optional<std::string_view> location,
                                            const RedirectRules& rules) {
  if (status < 300 || status >= 400 || !location || trim(*location).empty()) return std::optional<Redirect>();
  COFFER_ASSIGN(const http::Origin from, http::origin_of(url));
  COFFER_ASSIGN(std::string target, http::resolve_reference(url, trim(*location)));
  Redirect redirect;
  redirect.url = take_secret(std::move(target));
  COFFER_ASSIGN(redirect.origin,
                redirect.url.expose([](std::string_view text) { return http::origin_of(text); }));
  const bool keep = rules.follow_original_method || status == 307 || status == 308;
  redirect.method = keep || method == "HEAD" ? std::string(method) : "GET";
  redirect.drop_body = !keep;
  redirect.origin_changed = redirect.origin != from;
  redirect.host_changed = redirect.origin.host != from.host;
  redirect.strip_authorization = redirect.host_changed && !rules.follow_authorization_header;
  redirect.downgrade = from.scheme == "https" && redirect.origin.scheme == "http";
  return std::optional<Redirect>(std::move(redirect));
}

void apply(Redirect& redirect, http::Request& request) {
  request.method = std::move(redirect.method);
  request.url = std::move(redirect.url);
  if (redirect.origin_changed) request.remove_header("Host");
  if (redirect.host_changed) request.remove_header("Cookie");
  if (redirect.strip_authorization) request.remove_header("Authorization");
  if (!redirect.drop_body) return;
  request.body = std::monostate();
  std::erase_if(request.headers,
                [](const http::RequestHeader& header) { return describes_body(header.name); });
}

}  // namespace coffer::runner
