#include "postman/auth/json_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/encoding.h"
#include "base/secret_encoding.h"

namespace coffer::postman {
namespace {

constexpr int64_t kExact = int64_t{1} << 53;  // JavaScript's numbers are doubles

std::string number_text(const json::Value& value) {
  if (const auto* whole = value.if_int64()) {
    if (*whole > -kExact && *whole < kExact) return std::to_string(*whole);
    return javascript_number(static_cast<double>(*whole));
  }
  if (const auto* large = value.if_uint64()) return javascript_number(static_cast<double>(*large));
  return javascript_number(value.get_double());
}

// Members whose names are array indices come first, by number; the others as they were written.
std::vector<const json::Object::value_type*> in_javascript_order(const json::Object& object) {
  std::vector<std::pair<uint32_t, const json::Object::value_type*>> indices;
  std::vector<const json::Object::value_type*> others, all;
  for (const auto& member : object) {
    const std::string_view key(member.key().data(), member.key().size());
    uint32_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    const bool is_index = error == std::errc() && end == key.data() + key.size() && index != UINT32_MAX &&
                          (key.size() == 1 || key[0] != '0');
    if (is_index) {
      indices.emplace_back(index, &member);
    } else {
      others.push_back(&member);
    }
  }
  std::ranges::sort(indices);
  for (const auto& each : indices) all.push_back(each.second);
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

class Writer {
 public:
  Writer(const std::string& where, const Draft& draft, std::vector<std::string>& used)
      : where_(where), draft_(draft), used_(used) {}

  Result<void> write(const json::Value& value) {
    if (const auto* text = value.if_string()) return write_string(json::view(*text));
    if (const auto* object = value.if_object()) return write_object(*object);
    if (const auto* array = value.if_array()) return write_array(*array);
    if (value.is_null()) {
      out_.append("null");
    } else if (const auto* truth = value.if_bool()) {
      out_.append(*truth ? "true" : "false");
    } else {
      out_.append(number_text(value));
    }
    return {};
  }
  Secret take() { return out_.take(); }

 private:
  Result<void> write_string(std::string_view text) {
    COFFER_ASSIGN(const Secret filled, fill(text, Setting::kJson, where_, draft_.value_of, used_));
    out_.append('"').append(filled).append('"');
    return {};
  }

  Result<void> write_object(const json::Object& object) {
    out_.append('{');
    bool first = true;
    for (const auto* member : in_javascript_order(object)) {
      const std::string_view key(member->key().data(), member->key().size());
      COFFER_TRY(refuse_references(key, where_));
      if (!first) out_.append(',');
      first = false;
      out_.append('"').append(json_escape(key)).append("\":");
      COFFER_TRY(write(member->value()));
    }
    out_.append('}');
    return {};
  }

  Result<void> write_array(const json::Array& array) {
    out_.append('[');
    for (size_t i = 0; i < array.size(); ++i) {
      if (i > 0) out_.append(',');
      COFFER_TRY(write(array[i]));
    }
    out_.append(']');
    return {};
  }

  const std::string& where_;
  const Draft& draft_;
  std::vector<std::string>& used_;
  SecretBuilder out_;
};

}  // namespace

Result<Secret> stringify(const json::Value& value, const std::string& where, const Draft& draft,
                         std::vector<std::string>& used) {
  Writer writer(where, draft, used);
  COFFER_TRY(writer.write(value));
  return writer.take();
}

std::string javascript_number(double number) {
  if (number == 0) return "0";  // -0 too
  std::array<char, 32> buffer{};
  // The shortest digits that mean this number, as "d.ddde±xx".
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number),
                                     std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<size_t>(written.ptr - buffer.data()));
  const size_t e = text.find('e');
  int exponent = 0;
  const std::string_view power = text.substr(e + (text[e + 1] == '+' ? 2 : 1));
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  std::string digits(1, text[0]);
  if (e > 1) digits += text.substr(2, e - 2);
  const int size = static_cast<int>(digits.size());
  const int point = exponent + 1;  // where the decimal point stands, counted in digits
  const std::string sign = number < 0 ? "-" : "";
  if (size <= point && point <= 21)
    return sign + digits + std::string(static_cast<size_t>(point - size), '0');
  if (0 < point && point <= 21) return sign + digits.insert(static_cast<size_t>(point), 1, '.');
  if (-6 < point && point <= 0) return sign + "0." + std::string(static_cast<size_t>(-point), '0') + digits;
  if (size > 1) digits.insert(1, 1, '.');
  return sign + digits + "e" + (exponent < 0 ? "-" : "+") + std::to_string(std::abs(exponent));
}

}  // namespace coffer::postman
