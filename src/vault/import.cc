#include "vault/import.h"

#include <fmt/format.h>

#include <set>

namespace coffer::vault {
namespace {

using Outcome = ImportStep::Outcome;

bool same_value(const Entry& a, const Entry& b) {
  if (a.linked() != b.linked()) return false;
  if (a.linked()) return std::get<Link>(a.value) == std::get<Link>(b.value);
  return std::get<Secret>(a.value).equals(std::get<Secret>(b.value));
}

bool same(const Entry& a, const Entry& b) {
  return a.domains == b.domains && a.enabled == b.enabled && a.scripts == b.scripts &&
         a.offline == b.offline && same_value(a, b) && a.unknown.equals(b.unknown);
}

OnConflict choice(const ImportPlan& plan, const std::string& name) {
  const auto chosen = plan.chosen.find(name);
  return chosen == plan.chosen.end() ? plan.otherwise : chosen->second;
}

std::string free_name(const std::string& name, const std::set<std::string>& taken) {
  for (size_t n = 2;; ++n) {
    if (std::string numbered = fmt::format("{} ({})", name, n); !taken.contains(numbered)) return numbered;
  }
}

Result<void> refuse_conflicts(const Content& content, const std::vector<Entry>& entries,
                              const ImportPlan& plan) {
  std::string names;
  for (const std::string& name : conflicts(content, entries)) {
    if (choice(plan, name) != OnConflict::kFail) continue;
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", name);
  }
  if (names.empty()) return {};
  return Error{ErrorCode::kAlreadyExists, fmt::format("the vault has these already: {}", names),
               "Say what to do with them: --on-conflict keep, replace or rename.", "--on-conflict"};
}

}  // namespace

std::vector<std::string> conflicts(const Content& content, const std::vector<Entry>& entries) {
  std::vector<std::string> names;
  for (const Entry& entry : entries) {
    const Entry* mine = content.find(entry.name);
    if (mine != nullptr && !same(*mine, entry)) names.push_back(entry.name);
  }
  return names;
}

Result<std::vector<ImportStep>> import_entries(Content& content, std::vector<Entry> entries,
                                               const ImportPlan& plan) {
  COFFER_TRY(refuse_conflicts(content, entries, plan));
  std::set<std::string> taken;
  for (const Entry& entry : content.entries) taken.insert(entry.name);
  for (const Entry& entry : entries) taken.insert(entry.name);
  std::vector<ImportStep> steps;
  for (Entry& entry : entries) {
    ImportStep& step = steps.emplace_back(ImportStep{.name = entry.name});
    Entry* mine = content.find(entry.name);
    if (mine == nullptr) {
      content.entries.push_back(std::move(entry));
      continue;
    }
    const OnConflict chosen = choice(plan, entry.name);
    if (same(*mine, entry)) {
      step.outcome = Outcome::kUnchanged;
    } else if (chosen == OnConflict::kReplace) {
      step.outcome = Outcome::kReplaced;
      *mine = std::move(entry);
    } else if (chosen == OnConflict::kRename) {
      step.outcome = Outcome::kRenamed;
      step.new_name = entry.name = free_name(entry.name, taken);
      taken.insert(entry.name);
      content.entries.push_back(std::move(entry));
    } else {
      step.outcome = Outcome::kKept;
    }
  }
  return steps;
}

}  // namespace coffer::vault
