#include <fmt/format.h>

#include "base/encoding.h"
#include "postman/read.h"

namespace coffer::postman {
namespace {

struct Switch {
  std::string_view name;
  std::optional<bool> RequestBehavior::* member;
};
constexpr Switch kSwitches[] = {
    {"followRedirects", &RequestBehavior::follow_redirects},
    {"followOriginalHttpMethod", &RequestBehavior::follow_original_method},
    {"followAuthorizationHeader", &RequestBehavior::follow_authorization_header},
    {"disableCookies", &RequestBehavior::disable_cookies},
    {"strictSSL", &RequestBehavior::strict_ssl},
    {"disableBodyPruning", &RequestBehavior::disable_body_pruning},
    {"disableUrlEncoding", &RequestBehavior::disable_url_encoding},
};

std::vector<std::string> disabled_headers(const json::Value& value) {
  std::vector<std::string> names;
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      if (const bool* on = member.value().if_bool(); on != nullptr && *on) {
        names.push_back(to_lower(std::string_view(member.key().data(), member.key().size())));
      }
    }
  }
  return names;
}

}  // namespace

RequestBehavior read_behavior(const json::Value& owner, const Place& place) {
  RequestBehavior behavior;
  const json::Value* found = json::find(owner, "protocolProfileBehavior");
  if (found == nullptr) return behavior;
  for (const Switch& each : kSwitches) behavior.*each.member = json::find_bool(*found, each.name);
  if (const auto redirects = json::find_number(*found, "maxRedirects"); redirects && *redirects >= 0) {
    behavior.max_redirects = static_cast<int>(std::min(*redirects, 1000.0));
  }
  if (const json::Value* disabled = json::find(*found, "disabledSystemHeaders")) {
    behavior.disabled_system_headers = disabled_headers(*disabled);
  }
  const Place inside{place.path + ", protocolProfileBehavior", place.warnings};
  inside.warn_unknown(*found, {"followRedirects", "followOriginalHttpMethod", "followAuthorizationHeader",
                               "disableCookies", "strictSSL", "disableBodyPruning", "disableUrlEncoding",
                               "maxRedirects", "disabledSystemHeaders"});
  return behavior;
}

}  // namespace coffer::postman
