#include "json/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <memory>

#include "base/encoding.h"
#include "base/locked_memory.h"
#include "json/document_builder.h"

namespace coffer::json {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

class LockedResource final : public boost::json::memory_resource {
  void* do_allocate(size_t size, size_t) override { return LockedMemory::allocate(size); }
  void do_deallocate(void* block, size_t size, size_t) override { LockedMemory::free(block, size); }
  bool do_is_equal(const boost::json::memory_resource& other) const noexcept override {
    return this == &other;
  }
};

Error malformed(std::string_view text, size_t at, const std::string& why) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t column = before.size() - (before.find_last_of('\n') + 1) + 1;  // npos + 1 == 0
  return {ErrorCode::kMalformed, fmt::format("not valid JSON at line {}, column {}: {}", line, column, why)};
}

Result<Value> parse_into(std::string_view text, Limits limits, const boost::json::storage_ptr& storage) {
  if (text.size() > limits.bytes) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("JSON of {} bytes, the limit is {}", text.size(), limits.bytes)};
  }
  if (text.starts_with(kBom)) text.remove_prefix(kBom.size());
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::basic_parser<DocumentBuilder> parser(options, storage);
  boost::system::error_code failure;
  const size_t used = parser.write_some(false, text.data(), text.size(), failure);
  if (!failure && used < text.size() && text.find_first_not_of(" \t\r\n", used) != std::string_view::npos) {
    return malformed(text, used, "text after the end of the document");
  }
  if (failure) return malformed(text, used, failure.message());
  return parser.handler().release();
}

void print(std::string& out, const Value& value, size_t indent, size_t depth);

template <class Items, class Item>
void print_items(std::string& out, const Items& items, std::string_view brackets, size_t indent, size_t depth,
                 Item&& item) {
  out += brackets[0];
  bool first = true;
  for (const auto& each : items) {
    if (!first) out += ',';
    first = false;
    out += '\n';
    out.append(indent * (depth + 1), ' ');
    item(each);
  }
  if (!first) {
    out += '\n';
    out.append(indent * depth, ' ');
  }
  out += brackets[1];
}

void print(std::string& out, const Value& value, size_t indent, size_t depth) {
  if (const auto* object = value.if_object()) {
    print_items(out, *object, "{}", indent, depth, [&](const auto& member) {
      out += fmt::format("\"{}\": ", json_escape({member.key().data(), member.key().size()}));
      print(out, member.value(), indent, depth + 1);
    });
  } else if (const auto* array = value.if_array()) {
    print_items(out, *array, "[]", indent, depth,
                [&](const Value& item) { print(out, item, indent, depth + 1); });
  } else {
    out += dump(value);
  }
}

}  // namespace

Result<Value> parse(std::string_view text, Limits limits) { return parse_into(text, limits, {}); }

Result<SecretDocument> SecretDocument::parse(const Secret& text, Limits limits) {
  static LockedResource locked;
  auto root = text.expose([&](std::string_view bytes) { return parse_into(bytes, limits, &locked); });
  if (!root) return std::move(root).error();
  return SecretDocument(std::move(*root));
}

std::string number_text(double number) {
  if (number == 0) return "0";
  std::array<char, 32> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<size_t>(end.ptr - buffer.data()));
  const size_t mark = text.find('e');
  if (mark == std::string_view::npos) return "null";  // as JSON.stringify writes what is not finite
  const std::string_view sign = text.starts_with('-') ? "-" : "";
  std::string digits(text.substr(sign.size(), mark - sign.size()));
  std::erase(digits, '.');
  int exponent = 0;
  const std::string_view power = text.substr(text[mark + 1] == '+' ? mark + 2 : mark + 1);
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // the decimal point stands after so many digits
  if (point > 21 || point < -5) {
    if (count > 1) digits.insert(1, ".");
    return fmt::format("{}{}e{:+}", sign, digits, exponent);
  }
  if (point <= 0) return fmt::format("{}0.{:0>{}}", sign, digits, count - point);
  if (point >= count) return fmt::format("{}{:0<{}}", sign, digits, point);
  digits.insert(static_cast<size_t>(point), ".");
  return fmt::format("{}{}", sign, digits);
}

std::string dump(const Value& value) {
  if (const auto* number = value.if_double()) return number_text(*number);  // Boost 1.81 writes 0.1 as 1E-1
  if (const auto* object = value.if_object()) {
    std::string out = "{";
    for (const auto& member : *object) {
      if (out.size() > 1) out += ',';
      out += fmt::format("\"{}\":{}", json_escape({member.key().data(), member.key().size()}),
                         dump(member.value()));
    }
    return out += '}';
  }
  if (const auto* array = value.if_array()) {
    std::string out = "[";
    for (const Value& item : *array) {
      if (out.size() > 1) out += ',';
      out += dump(item);
    }
    return out += ']';
  }
  if (const auto* string = value.if_string()) return fmt::format("\"{}\"", json_escape(view(*string)));
  return boost::json::serialize(value);
}

std::string dump_pretty(const Value& value, size_t indent) {
  std::string out;
  print(out, value, indent, 0);
  return out;
}

const Value* find(const Value& value, std::string_view member) {
  const auto* object = value.if_object();
  return object != nullptr ? object->if_contains({member.data(), member.size()}) : nullptr;
}

const Object* find_object(const Value& value, std::string_view member) {
  const Value* found = find(value, member);
  return found != nullptr ? found->if_object() : nullptr;
}

const Array* find_array(const Value& value, std::string_view member) {
  const Value* found = find(value, member);
  return found != nullptr ? found->if_array() : nullptr;
}

std::optional<std::string_view> find_string(const Value& value, std::string_view member) {
  const Value* found = find(value, member);
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return view(found->get_string());
}

std::optional<bool> find_bool(const Value& value, std::string_view member) {
  const Value* found = find(value, member);
  if (found == nullptr || !found->is_bool()) return std::nullopt;
  return found->get_bool();
}

std::optional<double> find_number(const Value& value, std::string_view member) {
  const Value* found = find(value, member);
  if (found == nullptr || !found->is_number()) return std::nullopt;
  return found->to_number<double>();
}

}  // namespace coffer::json
