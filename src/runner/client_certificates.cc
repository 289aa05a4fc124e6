#include "runner/client_certificates.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "base/files.h"
#include "http/url.h"
#include "json/json.h"

namespace coffer::runner {
namespace {

constexpr std::string_view kAllUrls = "<all_urls>";
constexpr size_t kMostEntries = 1000;
constexpr const char* kFlag = "--ssl-client-cert-list";

std::string_view default_port(std::string_view scheme) { return scheme == "https" ? "443" : "80"; }

// * for any text, ? for one character; iterative, so that no pattern can make it slow or deep.
bool glob(std::string_view pattern, std::string_view text) {
  size_t at = 0, in = 0, star = std::string_view::npos, resume = 0;
  while (in < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      resume = in;
    } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == text[in])) {
      ++at, ++in;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

std::vector<std::string> split_schemes(std::string_view text) {
  std::vector<std::string> schemes;
  while (true) {
    const size_t plus = std::min(text.find('+'), text.size());
    schemes.emplace_back(text.substr(0, plus));
    if (plus == text.size()) return schemes;
    text.remove_prefix(plus + 1);
  }
}

Error bad_pattern(std::string_view text) {
  return {ErrorCode::kInvalidArgument, fmt::format("\"{}\" is no pattern for a URL", text),
          "Write SCHEME://HOST/PATH, as in https://*.example.com/*.", kFlag};
}

Result<std::optional<std::filesystem::path>> path_member(const json::Value& entry, std::string_view member,
                                                         const std::filesystem::path& folder) {
  const json::Value* value = json::find(entry, member);
  if (value == nullptr || value->is_null()) return std::optional<std::filesystem::path>();
  const auto text =
      value->is_string() ? std::optional(json::view(value->as_string())) : json::find_string(*value, "src");
  if (!text) return Error{ErrorCode::kMalformed, fmt::format("its \"{}\" has no \"src\"", member)};
  return text->empty() ? std::optional<std::filesystem::path>() : std::optional(folder / *text);
}

Result<ClientCertificates::Entry> read_entry(const json::Value& source, const std::filesystem::path& folder) {
  if (!source.is_object()) return Error{ErrorCode::kMalformed, "it is no object"};
  ClientCertificates::Entry entry;
  if (const json::Array* matches = json::find_array(source, "matches")) {
    for (const json::Value& pattern : *matches) {
      const auto text = pattern.is_string() ? std::optional(json::view(pattern.as_string()))
                                            : json::find_string(pattern, "pattern");
      if (!text) return Error{ErrorCode::kMalformed, "a pattern of its \"matches\" is no text"};
      COFFER_ASSIGN(entry.patterns.emplace_back(), UrlPattern::parse(*text));
    }
  }
  COFFER_ASSIGN(const auto bundle, path_member(source, "pfx", folder));
  COFFER_ASSIGN(const auto certificate, path_member(source, "cert", folder));
  COFFER_ASSIGN(entry.key, path_member(source, "key", folder));
  if (!bundle && !certificate) return Error{ErrorCode::kMalformed, "it has neither \"cert\" nor \"pfx\""};
  entry.certificate = certificate ? *certificate : *bundle;
  if (const auto passphrase = json::find_string(source, "passphrase"); passphrase && !passphrase->empty())
    entry.passphrase = std::make_shared<const Secret>(*passphrase);
  return entry;
}

Error at_entry(Error error, const std::filesystem::path& file, size_t index) {
  error.what = fmt::format("{}, entry {}: {}", file.string(), index + 1, error.what);
  error.field = kFlag;
  return error;
}

}  // namespace

Result<UrlPattern> UrlPattern::parse(std::string_view text) {
  if (text == kAllUrls) return UrlPattern();
  const size_t colon = text.find("://");
  if (colon == std::string_view::npos || colon == 0) return bad_pattern(text);
  UrlPattern pattern;
  pattern.schemes_ = split_schemes(text.substr(0, colon));
  std::string_view rest = text.substr(colon + 3);
  const size_t slash = rest.find('/');
  if (slash == std::string_view::npos || slash == 0) return bad_pattern(text);
  pattern.path_ = rest.substr(slash);
  std::string_view authority = rest.substr(0, slash);
  if (const size_t port = authority.rfind(':'); port != std::string_view::npos && !authority.ends_with(']')) {
    pattern.port_ = authority.substr(port + 1);
    authority = authority.substr(0, port);
  }
  const bool number = pattern.port_.find_first_not_of("0123456789") == std::string::npos;
  if (authority.empty() || authority.find('*', 1) != std::string_view::npos ||
      (!number && pattern.port_ != "*"))
    return bad_pattern(text);
  if (authority.starts_with('*') && authority != "*" && !authority.starts_with("*."))
    return bad_pattern(text);
  pattern.host_ = to_lower(authority);
  return pattern;
}

bool UrlPattern::matches(std::string_view url) const {
  if (schemes_.empty()) return true;
  const auto origin = http::origin_of(url);
  if (!origin) return false;
  const bool scheme = std::ranges::any_of(
      schemes_, [&](const std::string& each) { return each == "*" || each == origin->scheme; });
  const std::string_view suffix = std::string_view(host_).substr(std::min<size_t>(host_.size(), 1));
  const bool host =
      host_ == "*" || host_ == origin->host ||
      (host_.starts_with("*.") && (suffix.substr(1) == origin->host || origin->host.ends_with(suffix)));
  const std::string port = fmt::format("{}", origin->port);
  if (!scheme || !host || (port_ != "*" && port != (port_.empty() ? default_port(origin->scheme) : port_)))
    return false;
  const std::string path = http::split_url(url).path;
  return glob(path_, path.empty() ? "/" : path);
}

Result<ClientCertificates> ClientCertificates::load(const std::filesystem::path& file,
                                                    const std::filesystem::path& folder) {
  COFFER_ASSIGN(const Secret text, read_secret_file(file));
  auto document = json::SecretDocument::parse(text);
  if (!document) {
    Error error = std::move(document).error();
    error.what = fmt::format("{}: {}", file.string(), error.what);
    error.field = kFlag;
    return error;
  }
  const json::Array* list = document->root().if_array();
  if (list == nullptr || list->size() > kMostEntries) {
    return Error{ErrorCode::kMalformed, fmt::format("{} is no list of client certificates", file.string()),
                 "It is a JSON array of objects with \"matches\", \"cert\" and \"key\".", kFlag};
  }
  ClientCertificates certificates;
  for (size_t i = 0; i < list->size(); ++i) {
    auto entry = read_entry((*list)[i], folder);
    if (!entry) return at_entry(std::move(entry).error(), file, i);
    certificates.entries_.push_back(std::move(*entry));
  }
  return certificates;
}

void ClientCertificates::apply(std::string_view url, http::TlsOptions& tls) const {
  if (!iequals(http::split_url(url).scheme, "https")) return;
  for (const Entry& entry : entries_) {
    if (std::ranges::none_of(entry.patterns, [&](const UrlPattern& pattern) { return pattern.matches(url); }))
      continue;
    tls.client_certificate = entry.certificate;
    tls.client_key = entry.key;
    tls.client_key_passphrase = entry.passphrase;
    return;
  }
}

}  // namespace coffer::runner
