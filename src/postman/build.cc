#include <algorithm>
#include <array>

#include "http/url.h"
#include "postman/auth.h"
#include "postman/bodies.h"
#include "postman/draft.h"
#include "postman/template_url.h"

namespace coffer::postman {
namespace {

// Host and the rest of a URL take values differently.
Result<void> fill_url(Draft& draft, Secret& host) {
  const std::string_view url = draft.url;
  const Authority span = find_authority(url);
  std::vector<std::string>& used = draft.carried.url;
  COFFER_ASSIGN(const Secret head,
                fill(url.substr(0, span.host_begin), Setting::kUrl, "url", draft.value_of, used));
  const size_t before = used.size();
  COFFER_ASSIGN(host, fill(url.substr(span.host_begin, span.end - span.host_begin), Setting::kHost,
                           "url host", draft.value_of, used));
  const bool host_has_value = used.size() > before;
  COFFER_ASSIGN(const Secret tail, fill(url.substr(span.end), Setting::kUrl, "url", draft.value_of, used));
  SecretBuilder out;
  out.append(head).append(host).append(tail);
  draft.request.url = out.take();
  if (!host_has_value) return {};
  auto origin = draft.request.url.expose([](std::string_view whole) { return http::origin_of(whole); });
  if (!origin) {
    // Its own words could quote the host.
    return Error{ErrorCode::kInvalidArgument, "the vault values in the URL's host do not make a valid host",
                 "store the host alone, such as api.example.com", "url"};
  }
  return {};
}

// Source: postman-runtime, core.js, addSystemHeaders: the order is theirs.
Result<void> add_system_headers(Draft& draft, Secret host, const std::vector<std::string>& host_names) {
  COFFER_TRY(draft.add_system_header("User-Agent", draft.options.user_agent));
  COFFER_TRY(draft.add_system_header("Accept", "*/*"));
  COFFER_TRY(draft.add_system_header("Cache-Control", "no-cache"));
  COFFER_TRY(draft.add_system_header("Postman-Token", draft.options.random->uuid()));
  // A host name that is not ASCII is left to the transport, which knows IDNA.
  const bool ascii = host.expose([](std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  });
  if (ascii && !draft.has_header("Host") && !draft.is_disabled("Host")) {
    COFFER_TRY(draft.add_header("Host", std::move(host), host_names));
  }
  COFFER_TRY(draft.add_system_header("Accept-Encoding", "gzip, deflate, br"));
  return draft.add_system_header("Connection", "keep-alive");
}

Result<void> add_early_content_type(Draft& draft) {
  const std::string type = early_content_type(draft.prepared.body);
  return type.empty() ? Result<void>() : draft.add_system_header("Content-Type", type);
}

// Node announces the empty body of any method that may have one; the transport does so for the usual ones.
Result<void> announce_empty_body(Draft& draft) {
  constexpr std::array<std::string_view, 9> kLeftAlone{"GET",     "HEAD", "DELETE", "OPTIONS", "TRACE",
                                                       "CONNECT", "POST", "PUT",    "PATCH"};
  if (!std::holds_alternative<std::monostate>(draft.request.body)) return {};
  if (std::ranges::find(kLeftAlone, draft.request.method) != kLeftAlone.end()) return {};
  return draft.add_system_header("Content-Length", "0");
}

std::vector<std::string> names_in_host(const PreparedRequest& prepared) {
  std::vector<std::string> names;
  for (const auto& use : prepared.references()) {
    if (use.where == "url host") names.push_back(use.name);
  }
  return names;
}

}  // namespace

Result<BuiltRequest> build(const PreparedRequest& prepared, const ValueOf& value_of,
                           const BuildOptions& options) {
  Draft draft(prepared, value_of, options);
  draft.request.method = prepared.method;
  for (const KeyValue& header : prepared.headers) COFFER_TRY(draft.add_header(header.key, header.value));
  const bool type_first = content_type_precedes_auth(prepared.body);
  if (type_first) COFFER_TRY(add_early_content_type(draft));
  if (prepared.auth) COFFER_TRY(apply_auth(*prepared.auth, draft));
  if (!type_first) COFFER_TRY(add_early_content_type(draft));
  Secret host;
  COFFER_TRY(fill_url(draft, host));
  COFFER_TRY(add_system_headers(draft, std::move(host), names_in_host(prepared)));
  COFFER_TRY(apply_user_info(draft));
  COFFER_TRY(build_body(draft));
  COFFER_TRY(announce_empty_body(draft));
  if (prepared.auth) COFFER_TRY(sign_request(*prepared.auth, draft));
  return BuiltRequest{std::move(draft.request), std::move(draft.carried), std::move(draft.ntlm)};
}

}  // namespace coffer::postman
