// What the runner knows of secrets: names in, values out, and who may see them.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "http/url.h"
#include "vault/allowed_domains.h"

namespace coffer::secrets {

// A value for one send. The value is shared with the cache and wiped when the last holder lets go.
struct ResolvedSecret {
  std::string name;
  std::shared_ptr<const Secret> value;
  vault::AllowedDomains domains;
  bool binary = false;
  bool linked = false;
  bool cached = false;   // came from the value cache
  std::string source;    // for people: "local vault", "aws arn:…", "snapshot from … of aws arn:…"
  std::string snapshot;  // "snapshot from TIME, expires TIME" where the provider could not be reached
  std::string version_id, identity;  // of a linked secret; empty for a local one
  std::chrono::milliseconds took{0};
};

// One use of a secret: by which collection and request, for the audit log.
struct UseContext {
  std::string collection, request;
};

// Spec 5.1-5.6. Thread-safe.
class SecretSource {
 public:
  virtual ~SecretSource() = default;

  // One result a name, in order; fetched together. With an `origin`, a secret whose allowed domains do not
  // include it is kDomainNotAllowed and is not fetched. Nothing is written to the audit log yet.
  virtual std::vector<Result<ResolvedSecret>> resolve(const std::vector<std::string>& names,
                                                      const std::optional<http::Origin>& origin) = 0;
  // Spec 5.3, for redirects: whether `name` may go to `origin`.
  virtual Result<void> check_domain(const std::string& name, const http::Origin& origin) = 0;
  // Spec 5.6: reads the linked ones among `names` again, past the cache. True if a value changed.
  virtual Result<bool> refetch(const std::vector<std::string>& names) = 0;
  // Spec 5.10: these secrets now go out to `origin`. An audit log that can't be written fails the send.
  virtual Result<void> record_use(const std::vector<ResolvedSecret>& secrets, const http::Origin& origin,
                                  const UseContext& context) = 0;
};

}  // namespace coffer::secrets
