#include "vault/secret_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace coffer::vault {

void SecretJsonWriter::new_line() {
  if (indent_ == 0) return;
  out_.append('\n');
  for (size_t i = 0; i < indent_ * depth_; ++i) out_.append(' ');
}

void SecretJsonWriter::separate() {
  if (!first_) out_.append(',');
  if (!after_key_ && depth_ > 0) new_line();
  first_ = after_key_ = false;
}

SecretJsonWriter& SecretJsonWriter::open(char bracket) {
  separate();
  out_.append(bracket);
  first_ = true;
  ++depth_;
  return *this;
}

SecretJsonWriter& SecretJsonWriter::close(char bracket) {
  --depth_;
  if (!first_) new_line();
  out_.append(bracket);
  first_ = after_key_ = false;
  return *this;
}

SecretJsonWriter& SecretJsonWriter::key(std::string_view name) {
  separate();
  quoted(name);
  out_.append(indent_ == 0 ? ":" : ": ");
  first_ = after_key_ = true;
  return *this;
}

SecretJsonWriter& SecretJsonWriter::string(std::string_view text) {
  separate();
  quoted(text);
  return *this;
}

SecretJsonWriter& SecretJsonWriter::number(int64_t value) {
  separate();
  out_.append(fmt::format_int(value).c_str());
  return *this;
}

SecretJsonWriter& SecretJsonWriter::boolean(bool value) {
  separate();
  out_.append(value ? "true" : "false");
  return *this;
}

SecretJsonWriter& SecretJsonWriter::value(const json::Value& value) {
  if (const auto* object = value.if_object()) {
    open('{');
    for (const auto& member : *object) key({member.key().data(), member.key().size()}).value(member.value());
    return close('}');
  }
  if (const auto* array = value.if_array()) {
    open('[');
    for (const json::Value& item : *array) this->value(item);
    return close(']');
  }
  if (const auto* text = value.if_string()) return string(json::view(*text));
  if (const auto* truth = value.if_bool()) return boolean(*truth);
  if (const auto* whole = value.if_int64()) return number(*whole);
  separate();
  fmt::memory_buffer text;  // on the stack: no number is longer than its inner room
  if (const auto* large = value.if_uint64())
    fmt::format_to(std::back_inserter(text), "{}", *large);
  else if (const auto* real = value.if_double(); real != nullptr && std::isfinite(*real))
    fmt::format_to(std::back_inserter(text), "{}",
                   *real + 0.0);  // -0.0 becomes 0: read again, it is written alike
  else
    text.append(std::string_view("null"));
  out_.append({text.data(), text.size()});
  return *this;
}

SecretJsonWriter& SecretJsonWriter::members(std::string_view text) {
  if (text.empty()) return *this;
  separate();
  out_.append(text);
  return *this;
}

SecretJsonWriter& SecretJsonWriter::spaces_to_multiple_of(size_t size) {
  while (out_.size() % size != 0) out_.append(' ');
  return *this;
}

void SecretJsonWriter::quoted(std::string_view text) {
  out_.append('"');
  size_t done = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out_.append(text.substr(done, i - done));
    constexpr std::string_view kHex = "0123456789abcdef";
    if (c >= 0x20)
      out_.append('\\').append(text[i]);
    else
      out_.append("\\u00").append(kHex[c >> 4]).append(kHex[c & 15]);
    done = i + 1;
  }
  out_.append(text.substr(done)).append('"');
}

Secret unknown_members(const json::Object& object, std::span<const std::string_view> known) {
  SecretJsonWriter out;
  for (const auto& member : object) {
    const std::string_view name(member.key().data(), member.key().size());
    if (std::ranges::find(known, name) == known.end()) out.key(name).value(member.value());
  }
  return out.take();
}

}  // namespace coffer::vault
