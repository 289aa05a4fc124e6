#include "runner/prefetch.h"

#include <algorithm>

#include "runner/origin_template.h"

namespace coffer::runner {

void Prefetch::add(const postman::PreparedRequest& prepared, secrets::SecretSource& source) {
  if (prepared.token_request) add(*prepared.token_request, source);
  const auto uses = prepared.references();
  if (uses.empty() || !origin_references(prepared.url).empty()) return;
  const auto origin = origin_of_template(prepared.url, {});
  if (!origin) return;
  for (const auto& use : uses) {
    const bool known = std::ranges::find(names_, use.name) != names_.end();
    if (!known && source.check_domain(use.name, *origin)) names_.push_back(use.name);
  }
}

void Prefetch::fetch(const Parts& parts) {
  if (names_.empty()) return;
  auto values = parts.secrets->resolve(names_, std::nullopt);
  for (const auto& value : values) {
    if (!value) continue;
    parts.redactor->add(value->name, *value->value);
    if (!value->cached) fetched_.emplace(value->name, value->took);
  }
}

void Prefetch::tell(ItemResult& result) {
  for (ResolvedReference& reference : result.references) {
    const auto found = fetched_.find(reference.name);
    if (found == fetched_.end()) continue;
    if (reference.cached) reference.cached = false, reference.took = found->second;
    fetched_.erase(found);
  }
}

}  // namespace coffer::runner
