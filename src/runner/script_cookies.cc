#include "runner/script_cookies.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "runner/cookie_json.h"

namespace coffer::runner {
namespace {

constexpr size_t kMostCookieBytes = 4096;  // as of one that a server sets

// An argument that is a text; JavaScript's null and undefined stand for "any".
std::optional<std::string> text_at(const json::Array& arguments, size_t index) {
  if (index >= arguments.size()) return std::nullopt;
  const auto* text = arguments[index].if_string();
  if (text == nullptr || text->empty()) return std::nullopt;
  return std::string(json::view(*text));
}

// The domain itself and those above it.
bool domain_covers(const std::string& cookie_domain, const std::string& domain) {
  return cookie_domain == domain ||
         (domain.size() > cookie_domain.size() && domain.ends_with("." + cookie_domain));
}

// RFC 6265 §5.1.4.
bool path_covers(const std::string& cookie_path, const std::string& path) {
  if (!path.starts_with(cookie_path)) return false;
  return path.size() == cookie_path.size() || cookie_path.ends_with('/') || path[cookie_path.size()] == '/';
}

// With its age, by which tough-cookie orders what it gives; in whole seconds, as it comes back
// (cookie_json.cc), so that those of one second stay in the jar's order.
json::Object aged(const http::Cookie& cookie) {
  json::Object object = json_of_cookie(cookie);
  const auto made = cookie.expires && cookie.max_age ? *cookie.expires - *cookie.max_age : cookie.created;
  if (made) object["creation"] = iso_date(std::chrono::floor<std::chrono::seconds>(*made));
  return object;
}

class Store {
 public:
  Store(http::CookieJar& jar, const json::Array& arguments, WallTime now)
      : jar_(jar), arguments_(arguments), now_(now) {}

  Result<json::Value> find_one() const {
    for (const http::Cookie& cookie : jar_.all()) {
      if (is_named(cookie)) return json::Value(aged(cookie));
    }
    return json::Value();
  }

  Result<json::Value> find_all() const {
    const auto domain = text_at(arguments_, 0), path = text_at(arguments_, 1);
    json::Array list;
    for (const http::Cookie& cookie : jar_.all()) {
      if (domain && domain_covers(cookie.domain, *domain) && (!path || path_covers(cookie.path, *path)))
        list.push_back(aged(cookie));
    }
    return json::Value(std::move(list));
  }

  Result<json::Value> put(size_t index) const {
    const json::Value none;
    COFFER_ASSIGN(http::Cookie cookie,
                  cookie_of_json(index < arguments_.size() ? arguments_[index] : none, now_));
    if (cookie.name.size() + cookie.value.size() > kMostCookieBytes)
      return Error{ErrorCode::kTooLarge, fmt::format("a cookie has at most {} bytes", kMostCookieBytes)};
    jar_.add(std::move(cookie), now_);
    return json::Value();
  }

  Result<json::Value> remove_one() const {
    jar_.remove_if([this](const http::Cookie& cookie) { return is_named(cookie); });
    return json::Value();
  }

  Result<json::Value> remove_of_domain() const {
    const auto domain = text_at(arguments_, 0), path = text_at(arguments_, 1);
    jar_.remove_if([&](const http::Cookie& cookie) {
      return domain && cookie.domain == *domain && (!path || cookie.path == *path);
    });
    return json::Value();
  }

  Result<json::Value> remove_all() const {
    jar_.remove_if([](const http::Cookie&) { return true; });
    return json::Value();
  }

  Result<json::Value> all() const {
    json::Array list;
    for (const http::Cookie& cookie : jar_.all()) list.push_back(aged(cookie));
    return json::Value(std::move(list));
  }

 private:
  bool is_named(const http::Cookie& cookie) const {
    return text_at(arguments_, 0) == cookie.domain && text_at(arguments_, 1) == cookie.path &&
           text_at(arguments_, 2) == cookie.name;
  }

  http::CookieJar& jar_;
  const json::Array& arguments_;
  const WallTime now_;
};

}  // namespace

Result<json::Value> cookie_store(http::CookieJar& jar, std::string_view method, const json::Array& arguments,
                                 WallTime now) {
  const Store store(jar, arguments, now);
  if (method == "findCookie") return store.find_one();
  if (method == "findCookies") return store.find_all();
  if (method == "putCookie") return store.put(0);
  if (method == "updateCookie") return store.put(1);
  if (method == "removeCookie") return store.remove_one();
  if (method == "removeCookies") return store.remove_of_domain();
  if (method == "removeAllCookies") return store.remove_all();
  if (method == "getAllCookies") return store.all();
  return Error{ErrorCode::kInvalidArgument, fmt::format("CookieStore: invalid method name '{}'", method)};
}

}  // namespace coffer::runner
