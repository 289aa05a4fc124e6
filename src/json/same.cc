#include "json/same.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace coffer::json {
namespace {

// Null, or a number that is too large for a double: both are written as null.
bool nothing(const Value& value) {
  return value.is_null() || (value.is_double() && !std::isfinite(value.get_double()));
}

}  // namespace

bool same(const Value& one, const Value& other) {
  if (nothing(one) || nothing(other)) return nothing(one) && nothing(other);
  if (one.is_number() && other.is_number()) return one.to_number<double>() == other.to_number<double>();
  if (one.kind() != other.kind()) return false;
  if (const auto* object = one.if_object()) {
    const Object& others = other.get_object();
    return object->size() == others.size() && std::ranges::all_of(*object, [&](const auto& member) {
             const Value* value = others.if_contains(member.key());
             return value != nullptr && same(member.value(), *value);
           });
  }
  if (const auto* array = one.if_array()) return std::ranges::equal(*array, other.get_array(), same);
  return one == other;
}

size_t hash_of(const Value& value) {
  constexpr size_t kMix = 0x9E3779B97F4A7C15;
  if (const auto* object = value.if_object()) {
    size_t sum = object->size() + 1;  // in any order
    for (const auto& member : *object)
      sum += (std::hash<std::string_view>()({member.key().data(), member.key().size()}) ^ kMix) *
             (hash_of(member.value()) | 1);
    return sum;
  }
  if (const auto* array = value.if_array()) {
    size_t mixed = array->size() + 2;
    for (const Value& item : *array) mixed = mixed * kMix + hash_of(item);
    return mixed;
  }
  if (const auto* text = value.if_string()) return std::hash<std::string_view>()(view(*text));
  if (nothing(value)) return 5;
  if (value.is_number()) return std::hash<double>()(value.to_number<double>());
  return 3 + static_cast<size_t>(value.get_bool());
}

}  // namespace coffer::json
