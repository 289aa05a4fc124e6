// Which client certificate goes to which URL: Postman's list, as --ssl-client-cert-list names it.
// Source: postman-collection's CertificateList and UrlMatchPattern.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "http/transport.h"

namespace coffer::runner {

// "https://*.example.com:8443/api/*", "<all_urls>": schemes joined by +, or *; a host, "*.host" (the apex
// too) or *; a port or *, the scheme's own if none; a path with * and ?, without the query.
class UrlPattern {
 public:
  // kInvalidArgument for what Postman would never match.
  static Result<UrlPattern> parse(std::string_view text);
  bool matches(std::string_view url) const;

 private:
  std::vector<std::string> schemes_;  // empty: every URL
  std::string host_, port_, path_;
};

// Immutable once read; thread-safe.
class ClientCertificates {
 public:
  // The file is JSON: [{"name", "matches": [pattern …], "cert": {"src"}, "key": {"src"}, "pfx": {"src"},
  // "passphrase"}]. Relative paths are looked up in `folder`. Passphrases never pass through ordinary memory.
  static Result<ClientCertificates> load(const std::filesystem::path& file,
                                         const std::filesystem::path& folder);

  // The first entry that fits an https URL takes the place of what `tls` had.
  void apply(std::string_view url, http::TlsOptions& tls) const;

  struct Entry {
    std::vector<UrlPattern> patterns;
    std::filesystem::path certificate;
    std::optional<std::filesystem::path> key;
    std::shared_ptr<const Secret> passphrase;
  };

 private:
  std::vector<Entry> entries_;
};

}  // namespace coffer::runner
