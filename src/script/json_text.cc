#include "script/json_text.h"

#include <charconv>

#include "base/encoding.h"

namespace coffer::script {
namespace {

// How many bytes at the beginning are one well-formed character; 0: none.
size_t character(std::string_view bytes) {
  for (size_t size = 1; size <= 4 && size <= bytes.size(); ++size)
    if (is_utf8(bytes.substr(0, size))) return size;
  return 0;
}

std::string as_utf8(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const size_t size = character(bytes);
    if (size == 0) {
      const auto byte = static_cast<unsigned char>(bytes.front());  // 0x80 to 0xFF
      out += static_cast<char>(0xC0 | (byte >> 6));
      out += static_cast<char>(0x80 | (byte & 0x3F));
    } else {
      out += bytes.substr(0, size);
    }
    bytes.remove_prefix(size == 0 ? 1 : size);
  }
  return out;
}

}  // namespace

void JsonText::name(std::string_view name) {
  if (out_.size() > 1) out_ += ',';
  out_ += '"';
  out_ += name;
  out_ += "\":";
}

JsonText& JsonText::text(std::string_view name, std::string_view value) {
  this->name(name);
  out_ += '"';
  out_ += json_escape(value);
  out_ += '"';
  return *this;
}

JsonText& JsonText::number(std::string_view name, uint64_t value) {
  return json(name, std::to_string(value));
}

JsonText& JsonText::flag(std::string_view name, bool value) { return json(name, value ? "true" : "false"); }

JsonText& JsonText::json(std::string_view name, std::string_view written) {
  this->name(name);
  out_ += written;
  return *this;
}

JsonText& JsonText::value(std::string_view name, const json::Value* value) {
  return value == nullptr ? *this : json(name, json::dump(*value));
}

std::string JsonText::take() {
  out_ += '}';
  return is_utf8(out_) ? std::move(out_) : as_utf8(out_);
}

}  // namespace coffer::script
