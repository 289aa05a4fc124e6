#include "secrets/json_key.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "base/encoding.h"
#include "json/json.h"
#include "json/raw_text.h"

namespace coffer::secrets {
namespace {

constexpr size_t kMostNames = 30;
constexpr size_t kLongestName = 80;

// A step of a path: a member's name, or an index.
struct Step {
  std::string name;
  std::optional<size_t> index;
};

// `a.b[0].c`; nullopt where that is no path.
std::optional<std::vector<Step>> parse_path(std::string_view path) {
  std::vector<Step> steps;
  while (!path.empty()) {
    if (path[0] == '[') {
      const size_t close = path.find(']');
      size_t index = 0;
      const char* last = path.data() + (close == std::string_view::npos ? 0 : close);
      if (close == std::string_view::npos || close < 2) return std::nullopt;
      const auto parsed = std::from_chars(path.data() + 1, last, index);
      if (parsed.ec != std::errc() || parsed.ptr != last) return std::nullopt;
      steps.push_back({{}, index});
      path.remove_prefix(close + 1);
      continue;
    }
    if (path[0] == '.') {
      if (steps.empty()) return std::nullopt;
      path.remove_prefix(1);
    } else if (!steps.empty()) {
      return std::nullopt;
    }
    const size_t end = std::min(path.find_first_of(".["), path.size());
    if (end == 0) return std::nullopt;
    steps.push_back({std::string(path.substr(0, end)), std::nullopt});
    path.remove_prefix(end);
  }
  if (steps.empty()) return std::nullopt;
  return steps;
}

std::string names_of(const json::Value& value) {
  if (const auto* array = value.if_array()) return fmt::format("It has {} items there.", array->size());
  const auto* object = value.if_object();
  if (object == nullptr) return "It has no members there.";
  if (object->empty()) return "It has no members.";
  std::string names;
  size_t count = 0;
  for (const auto& each : *object) {
    if (count++ == kMostNames) break;
    std::string_view name(each.key().data(), each.key().size());
    const bool cut = name.size() > kLongestName;
    if (cut) name = name.substr(0, kLongestName);
    names += fmt::format("{}“{}{}”", names.empty() ? "" : ", ", json_escape(name), cut ? "…" : "");
  }
  if (object->size() > kMostNames) names += fmt::format(" and {} more", object->size() - kMostNames);
  return fmt::format("It has {}.", names);
}

Error missing(std::string_view key, const json::Value& where) {
  return {ErrorCode::kJsonKeyMissing, fmt::format("the secret has no JSON key “{}”", key), names_of(where),
          "JSON key"};
}

const json::Value* follow(const json::Value& value, const Step& step) {
  if (!step.index) return json::find(value, step.name);
  const auto* array = value.if_array();
  return array != nullptr ? array->if_contains(*step.index) : nullptr;
}

Secret text_of(const json::Value& value, std::string_view text) {
  return value.is_string() ? Secret(json::view(value.get_string())) : Secret(text);
}

}  // namespace

Result<Secret> json_member(const Secret& document, std::string_view key) {
  const auto parsed = json::SecretDocument::parse(document);
  if (!parsed || !(parsed->root().is_object() || parsed->root().is_array())) {
    return Error{ErrorCode::kNotJson,
                 fmt::format("the secret is not a JSON document, so it has no JSON key “{}”", key),
                 "Leave the JSON key out to use the whole value.", "JSON key"};
  }
  const json::Value& root = parsed->root();
  std::vector<Step> steps = {{std::string(key), std::nullopt}};
  if (json::find(root, key) == nullptr) {
    auto path = parse_path(key);
    if (!path) return missing(key, root);
    steps = std::move(*path);
  }
  return document.expose([&](std::string_view text) -> Result<Secret> {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const json::Value* value = &root;
    for (const Step& step : steps) {
      const json::Value* next = follow(*value, step);
      if (next == nullptr) return missing(key, *value);
      text = step.index ? json::raw_item(text, *step.index) : json::raw_member(text, step.name);
      value = next;
    }
    return text_of(*value, text);
  });
}

std::vector<std::string> json_keys_of(const Secret& document) {
  std::vector<std::string> names;
  const auto parsed = json::SecretDocument::parse(document);
  const auto* object = parsed ? parsed->root().if_object() : nullptr;
  if (object == nullptr) return names;
  for (const auto& each : *object) {
    if (names.size() == kMostJsonKeys) break;
    names.emplace_back(each.key().data(), each.key().size());
  }
  return names;
}

}  // namespace coffer::secrets
