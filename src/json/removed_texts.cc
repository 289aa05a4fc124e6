#include "json/removed_texts.h"

#include "json/item_match.h"
#include "json/same.h"
#include "json/text_parts.h"

namespace coffer::json {

std::optional<std::string_view> RemovedTexts::take(const Value& value) {
  if (removed_.empty() || !(value.is_object() || value.is_array())) return std::nullopt;
  const auto [first, end] = removed_.equal_range(hash_of(value));
  for (auto each = first; each != end; ++each) {
    if (!same(*each->second.value, value)) continue;
    const std::string_view raw = each->second.raw;
    removed_.erase(each);
    return raw;
  }
  return std::nullopt;
}

void RemovedTexts::walk(std::string_view raw, const Value& before, const Value& wanted) {
  if (same(before, wanted)) return;
  if (before.is_object() && wanted.is_object())
    return walk_object(raw, before.get_object(), wanted.get_object());
  if (before.is_array() && wanted.is_array()) return walk_list(raw, before.get_array(), wanted.get_array());
  add(raw, before);
}

void RemovedTexts::walk_object(std::string_view raw, const Object& before, const Object& wanted) {
  std::unordered_map<std::string, std::string_view> texts;  // of several of one name the last one counts
  each_raw(raw, [&](std::string_view name, std::string_view value) { texts[unquoted(name)] = value; });
  for (const auto& [name, text] : texts) {
    const Value* value = wanted.if_contains(name);
    if (value != nullptr)
      walk(text, before.at(name), *value);
    else
      add(text, before.at(name));
  }
}

void RemovedTexts::walk_list(std::string_view raw, const Array& before, const Array& wanted) {
  const TextParts parts(raw);
  std::vector<bool> stays(before.size());
  const auto made_of = matched_items(before, wanted);
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (!made_of[i]) continue;
    stays[*made_of[i]] = true;
    walk(parts.all()[*made_of[i]].value, before[*made_of[i]], wanted[i]);
  }
  for (size_t i = 0; i < before.size(); ++i)
    if (!stays[i]) add(parts.all()[i].value, before[i]);
}

void RemovedTexts::add(std::string_view raw, const Value& value) {
  if (value.is_object() || value.is_array()) removed_.emplace(hash_of(value), Removed{raw, &value});
}

std::string reindented(std::string_view raw, std::string_view indent) {
  const size_t last = raw.rfind('\n');
  if (last == std::string_view::npos) return std::string(raw);
  const size_t end = raw.find_first_not_of(" \t", last + 1);
  const std::string_view old = raw.substr(last + 1, end - last - 1);
  std::string text;
  for (size_t begin = 0; begin != std::string_view::npos;) {
    const size_t line = raw.find('\n', begin);
    const size_t next = line == std::string_view::npos ? line : line + 1;
    text += raw.substr(begin, next == std::string_view::npos ? next : next - begin);
    begin = next;
    if (begin == std::string_view::npos) break;
    text += indent;
    if (raw.substr(begin).starts_with(old)) begin += old.size();
  }
  return text;
}

}  // namespace coffer::json
