#include "script/sandbox/compile.h"

#include <string>

#include "script/sandbox/js_text.h"

namespace coffer::script {
namespace {

void append(std::u16string& out, JSStringRef text) {
  out.append(reinterpret_cast<const char16_t*>(JSStringGetCharactersPtr(text)), JSStringGetLength(text));
}

// The source stands in an expression of one line's beginning: so its lines count from first_line. (Functions
// that the constructors make count two lines more than their source has.)
JsText wrapped(const CompileRequest& request) {
  std::u16string out = request.is_async ? u"(async function(" : u"(function(";
  for (size_t i = 0; i < request.parameters.size(); ++i) {
    if (i > 0) out += u',';
    append(out, request.parameters[i]);
  }
  out += u"){";
  append(out, request.source);
  out += u"\n})";
  return JsText(JSStringCreateWithCharacters(reinterpret_cast<const JSChar*>(out.data()), out.size()));
}

// Whether `source` is one whole function body, by the engine's own function constructors: text that closes
// the function above and goes on behind it is none.
bool is_body(JSContextRef context, JSObjectRef async_function, const CompileRequest& request) {
  JSValueRef exception = nullptr;
  if (!request.is_async) {
    JSObjectMakeFunction(context, nullptr, static_cast<unsigned>(request.parameters.size()),
                         request.parameters.data(), request.source, nullptr, 1, &exception);
    return exception == nullptr;
  }
  std::vector<JSValueRef> arguments;
  for (JSStringRef each : request.parameters) arguments.push_back(JSValueMakeString(context, each));
  arguments.push_back(JSValueMakeString(context, request.source));
  JSObjectCallAsFunction(context, async_function, nullptr, arguments.size(), arguments.data(), &exception);
  return exception == nullptr;
}

JSObjectRef make_syntax_error(JSContextRef context, JSValueRef* exception) {
  // The engine throws one of its own kind, whatever scripts have made of the global SyntaxError.
  JSCheckScriptSyntax(context, JsText("}").get(), nullptr, 1, exception);
  return nullptr;
}

}  // namespace

JSObjectRef compile_script(JSContextRef context, JSObjectRef async_function, const CompileRequest& request,
                           JSValueRef* exception) {
  const JsText text = wrapped(request);
  const bool whole = is_body(context, async_function, request);
  if (!whole && JSCheckScriptSyntax(context, text.get(), request.url, request.first_line, exception))
    return make_syntax_error(context, exception);
  if (!whole) return nullptr;
  JSValueRef thrown = nullptr;
  const JSValueRef made =
      JSEvaluateScript(context, text.get(), nullptr, request.url, request.first_line, &thrown);
  if (thrown == nullptr && JSValueIsObject(context, made)) return JSValueToObject(context, made, exception);
  *exception = thrown;
  return nullptr;
}

JSObjectRef async_function_constructor(JSContextRef context) {
  const JsText source("Object.getPrototypeOf(async function () {}).constructor");
  return JSValueToObject(context, JSEvaluateScript(context, source.get(), nullptr, nullptr, 1, nullptr),
                         nullptr);
}

}  // namespace coffer::script
