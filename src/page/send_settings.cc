#include "page/send_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <filesystem>
#include <variant>

#include "agent/user_settings.h"
#include "http/url.h"

namespace coffer::page {
namespace {

using std::chrono::milliseconds;

constexpr int64_t kMostMilliseconds = int64_t{24} * 60 * 60 * 1000;
constexpr int64_t kMostRedirects = 100;

// A setting, by its name: where it is kept in PageSettings, and what it may be.
using Place = std::variant<bool PageSettings::*, std::string PageSettings::*, int PageSettings::*,
                           milliseconds PageSettings::*>;
struct Setting {
  const char* name;
  Place place;
};
constexpr Setting kSettings[] = {{"scripts", &PageSettings::scripts},
                                 {"mask", &PageSettings::mask},
                                 {"theme", &PageSettings::theme},
                                 {"proxy", &PageSettings::proxy},
                                 {"ca_file", &PageSettings::ca_file},
                                 {"request_timeout_ms", &PageSettings::request_timeout},
                                 {"connect_timeout_ms", &PageSettings::connect_timeout},
                                 {"follow_redirects", &PageSettings::follow_redirects},
                                 {"max_redirects", &PageSettings::max_redirects},
                                 {"verify_tls", &PageSettings::verify_tls}};

Error wrong(const Setting& setting, std::string what, std::string mend) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), setting.name};
}

Result<int64_t> number_of(const Setting& setting, const json::Value& value, int64_t most) {
  const auto number = json::find_number(json::Object{{"value", value}}, "value");
  if (number && *number >= 0 && *number <= static_cast<double>(most) &&
      *number == static_cast<double>(static_cast<int64_t>(*number)))
    return static_cast<int64_t>(*number);
  return wrong(setting, fmt::format("it is not a whole number from 0 to {}", most), "");
}

// What curl takes (CURLOPT_PROXY). A password would stand in the file, readable.
Result<void> check_proxy(const Setting& setting, const std::string& text) {
  if (text.empty() || text == kNoProxy) return {};
  const http::UrlParts parts = http::split_url(http::with_default_scheme(text));
  constexpr std::string_view kSchemes[] = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
  const bool sound = std::ranges::find(kSchemes, parts.scheme) != std::end(kSchemes) &&
                     (parts.path.empty() || parts.path == "/") && parts.query.empty() &&
                     http::origin_of("http://" + parts.authority).ok();
  if (!parts.user_info.empty())
    return wrong(setting, "a password is not kept in the settings",
                 "Set HTTPS_PROXY in the environment of coffer ui.");
  if (sound) return {};
  return wrong(setting, "this is no address of a proxy",
               "Such as http://proxy.example:3128; none: no proxy; empty: as the environment has it.");
}

Result<void> check_text(const Setting& setting, const std::string& text) {
  const std::string_view name = setting.name;
  std::error_code failure;
  if (name == "theme" && text != "system" && text != "light" && text != "dark")
    return wrong(setting, "there is no such theme", "It is system, light or dark.");
  if (name == "ca_file" && !text.empty() && !std::filesystem::is_regular_file(text, failure))
    return wrong(setting, "there is no such file", "Give the path of a file with certificates (PEM).");
  return name == "proxy" ? check_proxy(setting, text) : Result<void>();
}

struct Assign {
  const Setting& setting;
  const json::Value& value;
  PageSettings& settings;

  Result<void> operator()(bool PageSettings::* place) const {
    const bool* given = value.if_bool();
    if (given == nullptr) return wrong(setting, "it is neither true nor false", "");
    settings.*place = *given;
    return {};
  }
  Result<void> operator()(std::string PageSettings::* place) const {
    const auto* given = value.if_string();
    if (given == nullptr) return wrong(setting, "it is no text", "");
    settings.*place = std::string(json::view(*given));
    return check_text(setting, settings.*place);
  }
  Result<void> operator()(int PageSettings::* place) const {
    COFFER_ASSIGN(const int64_t number, number_of(setting, value, kMostRedirects));
    settings.*place = static_cast<int>(number);
    return {};
  }
  Result<void> operator()(milliseconds PageSettings::* place) const {
    COFFER_ASSIGN(const int64_t number, number_of(setting, value, kMostMilliseconds));
    settings.*place = milliseconds(number);
    return {};
  }
};

json::Value as_json(const std::string& text) { return json::Value(text); }
json::Value as_json(milliseconds time) { return json::Value(time.count()); }
json::Value as_json(std::integral auto number) { return json::Value(number); }

}  // namespace

Result<PageSettings> load_page_settings(const Environment& environment) {
  COFFER_ASSIGN(const agent::UserSettings user, agent::load_user_settings(environment));
  PageSettings settings;
  for (const Setting& setting : kSettings) {
    const json::Value* value = user.page.if_contains(setting.name);
    PageSettings changed = settings;
    if (value != nullptr && std::visit(Assign{setting, *value, changed}, setting.place)) settings = changed;
  }
  return settings;
}

Result<void> change_page_settings(json::Object& page, const json::Value& changes) {
  json::Object changed = page;
  PageSettings checked;
  for (const Setting& setting : kSettings) {
    const json::Value* value = json::find(changes, setting.name);
    if (value == nullptr) continue;
    changed.erase(setting.name);
    if (value->is_null()) continue;
    COFFER_TRY(std::visit(Assign{setting, *value, checked}, setting.place));
    changed[setting.name] = std::visit([&](auto place) { return as_json(checked.*place); }, setting.place);
  }
  page = std::move(changed);
  return {};
}

json::Object page_settings_json(const PageSettings& settings) {
  json::Object all;
  for (const Setting& setting : kSettings)
    all[setting.name] = std::visit([&](auto place) { return as_json(settings.*place); }, setting.place);
  return all;
}

http::SendOptions send_options(const PageSettings& settings) {
  http::SendOptions options;
  options.timeout = settings.request_timeout;
  options.connect_timeout = settings.connect_timeout;
  options.tls.verify = settings.verify_tls;
  if (!settings.ca_file.empty()) options.tls.ca_file = settings.ca_file;
  if (!settings.proxy.empty()) options.proxy = settings.proxy == kNoProxy ? "" : settings.proxy;
  return options;
}

}  // namespace coffer::page
