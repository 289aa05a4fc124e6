#include "http/curl/proxy_choice.h"

#include <initializer_list>

namespace coffer::http::curl {
namespace {

std::string first_set(const Environment& environment, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (auto value = environment.get(name)) return *std::move(value);
  }
  return {};
}

}  // namespace

ProxyChoice choose_proxy(const Environment& environment, const Origin& origin,
                         const std::optional<std::string>& wanted) {
  ProxyChoice choice;
  choice.no_proxy = first_set(environment, {"no_proxy", "NO_PROXY"});
  if (wanted) {
    choice.proxy = *wanted;
  } else if (origin.scheme == "https") {
    choice.proxy = first_set(environment, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
  } else {
    choice.proxy = first_set(environment, {"http_proxy", "all_proxy", "ALL_PROXY"});
  }
  return choice;
}

}  // namespace coffer::http::curl
