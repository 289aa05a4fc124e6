#include "secrets/link_text.h"

#include <fmt/format.h>

namespace coffer::secrets {

std::string provider_title(const vault::Link& link) {
  if (link.provider == vault::kAws) return "AWS Secrets Manager";
  if (link.provider == vault::kSsm) return "AWS Systems Manager Parameter Store";
  if (link.provider == vault::kHashicorp) return "HashiCorp Vault or OpenBao";
  return link.provider;
}

std::string link_target(const vault::Link& link) {
  if (link.provider == vault::kHashicorp) {
    return fmt::format("{}/{}{}{}{}", kv_mount(link), link.secret, link.ns.empty() ? "" : " in " + link.ns,
                       link.address.empty() ? "" : " at ", link.address);
  }
  return link.region.empty() ? link.secret : fmt::format("{} ({})", link.secret, link.region);
}

std::string kv_mount(const vault::Link& link) { return link.mount.empty() ? "secret" : link.mount; }

}  // namespace coffer::secrets
