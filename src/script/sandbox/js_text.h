// Texts to and from JavaScript.
#pragma once

#include <JavaScriptCore/JavaScript.h>

#include <string>
#include <utility>

namespace coffer::script {

// An owned JSStringRef.
class JsText {
 public:
  explicit JsText(const char* utf8) : ref_(JSStringCreateWithUTF8CString(utf8)) {}
  explicit JsText(const std::string& utf8) : JsText(utf8.c_str()) {}  // without NUL in it
  explicit JsText(JSStringRef owned) : ref_(owned) {}
  JsText(JsText&& other) noexcept : ref_(std::exchange(other.ref_, nullptr)) {}
  JsText(const JsText&) = delete;
  JsText& operator=(const JsText&) = delete;
  JsText& operator=(JsText&&) = delete;
  ~JsText() {
    if (ref_ != nullptr) JSStringRelease(ref_);
  }
  JSStringRef get() const { return ref_; }

 private:
  JSStringRef ref_;
};

// Well-formed UTF-8; a lone surrogate becomes U+FFFD.
std::string utf8(JSStringRef text);
// As String(value) has it; where that throws, `otherwise`.
std::string text_of(JSContextRef context, JSValueRef value, const char* otherwise);
// A string value; no other is converted, so that no script runs. Empty where it is none.
std::string string_of(JSContextRef context, JSValueRef value);
// As JSON has it, with its quotes.
std::string json_string(std::string_view utf8);

JSValueRef js_string(JSContextRef context, const std::string& utf8);
// Sets *exception to a new Error of the named constructor's kind ("TypeError"), and returns undefined.
JSValueRef throw_error(JSContextRef context, const char* message, JSValueRef* exception);

// An own or inherited property; undefined where a getter throws.
JSValueRef property(JSContextRef context, JSObjectRef object, const char* name);

}  // namespace coffer::script
