#include "page/send_memory.h"

#include <algorithm>
#include <utility>

#include "postman/live_scope.h"

namespace coffer::page {
namespace {

json::Array values_of(const postman::VariableFile& file) { return postman::LiveScope(file).values(); }

json::Array values_of(const postman::Collection& collection) {
  return postman::scope_values(json::find_array(collection.source, "variable"),
                               postman::Scope(collection.root.variables));
}

bool holds_secret(const http::CookieJar& cookies, const secrets::Redactor& redactor) {
  return std::ranges::any_of(cookies.all(), [&](const http::Cookie& cookie) {
    return redactor.contains_secret(cookie.value) || redactor.contains_secret(cookie.name);
  });
}

}  // namespace

json::Array SendMemory::current(const Key& key, const json::Array& values) const {
  const auto found = values_.find(key);
  if (found == values_.end()) return values;
  return postman::with_changes(found->second.before, found->second.after, values);
}

SendMemory::Start SendMemory::begin(const Place& place, secrets::Redactor& redactor) const {
  const std::lock_guard lock(mutex_);
  redactor.add_all(*known_);
  Start start{cookies_, std::nullopt};
  const json::Array environment = values_of(place.environment), globals = values_of(place.globals),
                    collection = values_of(*place.collection);
  runner::RunOptions::CurrentValues now{
      .environment = current({Kind::kEnvironment, place.environment_path}, environment),
      .globals = current({Kind::kGlobals, place.globals_path}, globals),
      .collection = current({Kind::kCollection, place.path}, collection)};
  if (now.environment != environment || now.globals != globals || now.collection != collection)
    start.current = std::move(now);
  return start;
}

void SendMemory::keep(const Place& place, const runner::RunSummary& summary, const http::CookieJar& cookies,
                      const secrets::Redactor& redactor) {
  const std::lock_guard lock(mutex_);
  cookies_ = cookies;
  if (holds_secret(cookies, redactor)) known_->add_all(redactor);
  keep_values({Kind::kEnvironment, place.environment_path}, values_of(place.environment), summary.environment,
              redactor);
  keep_values({Kind::kGlobals, place.globals_path}, values_of(place.globals), summary.globals, redactor);
  // Of a request that stands nowhere there is no collection that a later one could share.
  if (place.path.empty()) return;
  keep_values({Kind::kCollection, place.path}, values_of(*place.collection), summary.collection_variables,
              redactor);
}

void SendMemory::keep_values(const Key& key, const json::Array& before, const json::Value& left,
                             const secrets::Redactor& redactor) {
  const json::Array* after = json::find_array(left, "values");
  if (after == nullptr || (*after == before && !values_.contains(key))) return;
  if (redactor.contains_secret(json::dump(*after))) known_->add_all(redactor);
  values_[key] = {before, *after};
}

void SendMemory::forget() {
  const std::lock_guard lock(mutex_);
  cookies_ = {};
  values_.clear();
  known_ = std::make_unique<secrets::Redactor>();
}

}  // namespace coffer::page
