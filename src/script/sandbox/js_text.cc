#include "script/sandbox/js_text.h"

#include <cstdio>

namespace coffer::script {

std::string utf8(JSStringRef text) {
  std::string out(JSStringGetMaximumUTF8CStringSize(text), '\0');
  const size_t written = JSStringGetUTF8CString(text, out.data(), out.size());
  out.resize(written > 0 ? written - 1 : 0);  // without its NUL
  return out;
}

std::string text_of(JSContextRef context, JSValueRef value, const char* otherwise) {
  JSValueRef thrown = nullptr;
  const JsText text(JSValueToStringCopy(context, value, &thrown));
  return thrown != nullptr || text.get() == nullptr ? otherwise : utf8(text.get());
}

std::string string_of(JSContextRef context, JSValueRef value) {
  return value != nullptr && JSValueIsString(context, value) ? text_of(context, value, "") : "";
}

std::string json_string(std::string_view utf8) {
  std::string out = "\"";
  for (const char c : utf8) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      out += escape;
    } else {
      out += c;
    }
  }
  return out += '"';
}

JSValueRef js_string(JSContextRef context, const std::string& utf8) {
  return JSValueMakeString(context, JsText(utf8).get());
}

JSValueRef throw_error(JSContextRef context, const char* message, JSValueRef* exception) {
  const JSValueRef text = JSValueMakeString(context, JsText(message).get());
  *exception = JSObjectMakeError(context, 1, &text, nullptr);
  return JSValueMakeUndefined(context);
}

JSValueRef property(JSContextRef context, JSObjectRef object, const char* name) {
  JSValueRef thrown = nullptr;
  const JSValueRef value = JSObjectGetProperty(context, object, JsText(name).get(), &thrown);
  return thrown != nullptr || value == nullptr ? JSValueMakeUndefined(context) : value;
}

}  // namespace coffer::script
