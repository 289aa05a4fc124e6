#include "postman/variables.h"

#include <algorithm>

#include "postman/text_tokens.h"

namespace coffer::postman {
namespace {

// Source: postman-collection, Substitutor.VARS_SUBREPLACE_LIMIT: the text is gone over so often, and no more.
constexpr int kPasses = 19;
// Variables that hold variables can grow a text without bound: a pass that would make it so many bytes longer
// than it was is not made.
constexpr size_t kGrowthLimit = size_t{4} << 20;

}  // namespace

std::optional<std::string_view> Scope::get(std::string_view key) const {
  const auto found = std::find_if(variables_.rbegin(), variables_.rend(), [key](const Variable& variable) {
    return variable.enabled && variable.key == key;
  });
  if (found == variables_.rend()) return std::nullopt;
  return found->value;
}

void Scope::set(std::string key, std::string value) {
  const auto found = std::find_if(variables_.rbegin(), variables_.rend(), [&key](const Variable& variable) {
    return variable.enabled && variable.key == key;
  });
  if (found != variables_.rend()) {
    found->value = std::move(value);
  } else {
    variables_.push_back({std::move(key), std::move(value)});
  }
}

Substitutor::Substitutor(const Scopes& scopes, Clock& clock, crypto::Random& random)
    : scopes_(scopes), clock_(&clock), random_(&random) {}

std::optional<std::string> Substitutor::find(std::string_view name) const {
  std::vector<const Scope*> order{scopes_.local, scopes_.data, scopes_.environment};
  order.insert(order.end(), scopes_.collection.begin(), scopes_.collection.end());
  order.push_back(scopes_.globals);
  for (const Scope* scope : order) {
    if (scope == nullptr) continue;
    if (const auto value = scope->get(name)) return std::string(*value);
  }
  if (!scopes_.dynamic || !name.starts_with('$')) return std::nullopt;
  return dynamic_variable(name, *clock_, *random_);
}

bool Substitutor::replace_once(std::string& text, size_t limit) const {
  std::string out;
  size_t from = 0;
  bool changed = false;
  for (const Token& token : find_tokens(text)) {
    if (is_vault_name(token.name)) continue;
    const auto value = find(token.name);
    if (!value) continue;
    if (out.size() + value->size() > limit) return false;
    out.append(text, from, token.begin - from).append(*value);
    from = token.end;
    changed = true;
  }
  if (!changed) return false;
  out.append(text, from);
  text = std::move(out);
  return true;
}

std::string Substitutor::operator()(std::string_view text) {
  std::string result(text);
  const size_t limit = text.size() + kGrowthLimit;
  for (int pass = 0; pass < kPasses && replace_once(result, limit); ++pass) {
  }
  for (const Token& token : find_tokens(result)) {
    if (is_vault_name(token.name)) continue;
    if (std::find(unresolved_.begin(), unresolved_.end(), token.name) == unresolved_.end()) {
      unresolved_.emplace_back(token.name);
    }
  }
  return result;
}

}  // namespace coffer::postman
