#include "script/sandbox/engine.h"

#include <cstdlib>
#include <utility>

#include "script/sandbox/compile.h"
#include "script/sandbox/engine_functions.h"
#include "script/sandbox/js_text.h"
#include "script/sandbox/jsc_extras.h"

namespace coffer::script {
namespace {

Engine* the_engine = nullptr;

constexpr const char* kTableName = "__coffer";

// Whether a frame's JSON begins with this type. White space may stand between.
bool is_of_type(std::string_view json, std::string_view type) {
  for (const std::string_view each :
       {std::string_view("{"), std::string_view("\"type\""), std::string_view(":"), type}) {
    const size_t begin = json.find_first_not_of(" \n\t");
    if (begin == std::string_view::npos || !json.substr(begin).starts_with(each)) return false;
    json.remove_prefix(begin + each.size());
  }
  return true;
}

void add(JSContextRef context, JSObjectRef table, const ExtraFunction& function) {
  const JsText name(function.name);
  JSObjectSetProperty(context, table, name.get(),
                      JSObjectMakeFunctionWithCallback(context, name.get(), function.call),
                      kJSPropertyAttributeNone, nullptr);
}

}  // namespace

Engine::Engine(JSGlobalContextRef context, SandboxParts parts) : context_(context), parts_(std::move(parts)) {
  the_engine = this;
  async_function_ = async_function_constructor(context_);
  JSValueProtect(context_, async_function_);
  const JsText name("unhandledRejection");
  JSGlobalContextSetUnhandledRejectionCallback(
      context_, JSObjectMakeFunctionWithCallback(context_, name.get(), unhandled_rejection), nullptr);
}

Engine& Engine::of_process() { return *the_engine; }

// Without a prototype: what scripts add to Object.prototype is not in it.
JSObjectRef Engine::make_table() {
  const JSObjectRef table = JSObjectMake(context_, nullptr, nullptr);
  JSObjectSetPrototype(context_, table, JSValueMakeNull(context_));
  for (const ExtraFunction& each : kEngineFunctions) add(context_, table, each);
  for (const ExtraFunction& each : parts_.extra) add(context_, table, each);
  return table;
}

bool Engine::start() {
  table_ = make_table();
  JSValueProtect(context_, table_);
  JSObjectSetProperty(context_, JSContextGetGlobalObject(context_), JsText(kTableName).get(), table_,
                      kJSPropertyAttributeNone, nullptr);
  JSValueRef exception = nullptr;
  load("main", &exception);
  if (exception != nullptr) return report(exception), false;
  take_handlers();
  return true;
}

// Kept from here on, so that nothing later changes whom the engine calls.
void Engine::take_handlers() {
  for (const auto& [name, handler] :
       {std::pair{"onFrame", &on_frame_}, {"onTimer", &on_timer_}, {"onError", &on_error_}}) {
    const JSValueRef value = property(context_, table_, name);
    if (!JSValueIsObject(context_, value)) continue;
    *handler = JSValueToObject(context_, value, nullptr);
    JSValueProtect(context_, *handler);
  }
}

JSValueRef Engine::load(const std::string& name, JSValueRef* exception) {
  const JSValueRef undefined = JSValueMakeUndefined(context_);
  if (loaded_.contains(name)) return undefined;
  const auto source = parts_.bundle(name);
  if (!source) return throw_error(context_, ("no such bundle: " + name).c_str(), exception);
  if (evaluate(name, *source, exception)) loaded_.insert(name);
  return undefined;
}

bool Engine::evaluate(std::string_view name, std::string_view source, JSValueRef* exception) {
  JSStringRef reason = nullptr;
  int line = 0;
  const JsText url("coffer:" + std::string(name));
  const JSScriptRef script = JSScriptCreateReferencingImmortalASCIIText(
      JSContextGetGroup(context_), url.get(), 1, source.data(), source.size(), &reason, &line);
  if (script == nullptr) {
    std::string message = "the bundle " + std::string(name) + " does not parse, line " + std::to_string(line);
    if (reason != nullptr) message += ": " + utf8(JsText(reason).get());
    throw_error(context_, message.c_str(), exception);
    return false;
  }
  JSValueRef thrown = nullptr;
  JSScriptEvaluate(context_, script, nullptr, &thrown);
  JSScriptRelease(script);
  if (thrown != nullptr) *exception = thrown;
  return thrown == nullptr;
}

JSObjectRef Engine::compile(const CompileRequest& request, JSValueRef* exception) {
  return compile_script(context_, async_function_, request, exception);
}

void Engine::on_frame(IncomingFrame frame) {
  if (is_of_type(frame.json, "\"run\"")) running_ = true;
  JSValueRef exception = nullptr;
  const JSValueRef json = js_string(context_, frame.json);
  const JSObjectRef blob = array_buffer(context_, frame.blob.release(), frame.blob_size, &exception);
  if (exception != nullptr) return uncaught(exception, false);
  const JSValueRef arguments[] = {json, blob};
  call(on_frame_, 2, arguments);
}

void Engine::on_timer(uint64_t id) {
  const JSValueRef argument = JSValueMakeNumber(context_, static_cast<double>(id));
  call(on_timer_, 1, &argument);
}

void Engine::call(JSObjectRef handler, size_t count, const JSValueRef* arguments) {
  if (handler == nullptr) return;
  JSValueRef exception = nullptr;
  JSObjectCallAsFunction(context_, handler, nullptr, count, arguments, &exception);
  if (exception != nullptr) uncaught(exception, false);
  flush();
}

void Engine::send(std::string json, std::string_view blob) {
  if (!running_) return;
  if (is_of_type(json, "\"done\"")) {
    done_ = std::move(json);
  } else {
    send_frame(json, blob);
  }
}

void Engine::flush() {
  if (done_.empty()) return;
  running_ = false;
  send_frame(std::exchange(done_, {}));
}

void Engine::uncaught(JSValueRef error, bool rejection) {
  if (on_error_ == nullptr) return report(error);
  const JSValueRef arguments[] = {error, JSValueMakeBoolean(context_, rejection)};
  JSValueRef exception = nullptr;
  JSObjectCallAsFunction(context_, on_error_, nullptr, 2, arguments, &exception);
  if (exception != nullptr) report(exception);
}

void Engine::report(JSValueRef error) {
  if (on_frame_ != nullptr && !running_) return;
  std::string name = "Error", message, stack;
  if (JSValueIsObject(context_, error)) {
    const JSObjectRef object = JSValueToObject(context_, error, nullptr);
    const auto member = [&](const char* key) { return string_of(context_, property(context_, object, key)); };
    if (const std::string own = member("name"); !own.empty()) name = own;
    message = member("message");
    stack = member("stack");
  } else {
    message = text_of(context_, error, "a value that has no text");
  }
  send_frame(R"({"type":"error","error":{"name":)" + json_string(name) + R"(,"message":)" +
             json_string(message) + R"(,"stack":)" + json_string(stack) + "}}");
}

}  // namespace coffer::script
