#include "script/sandbox/engine_functions.h"

#include <string.h>
#include <sys/random.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "script/frame.h"
#include "script/sandbox/compile.h"
#include "script/sandbox/engine.h"
#include "script/sandbox/js_text.h"

namespace coffer::script {
namespace {

// What JSObjectCallAsFunctionCallback is given.
#define COFFER_CALL                                                                           \
  JSContextRef context, JSObjectRef, JSObjectRef, size_t count, const JSValueRef arguments[], \
      JSValueRef *exception

constexpr double kLongestTimer = 2'147'483'647;  // ms, as in Node
constexpr double kMostParameters = 1000;
constexpr double kLastLine = 1e9;
constexpr double kMostRandomBytes = 1 << 20;

JSValueRef undefined(JSContextRef context) { return JSValueMakeUndefined(context); }

double number(JSContextRef context, size_t count, const JSValueRef* arguments) {
  return count > 0 && JSValueIsNumber(context, arguments[0]) ? JSValueToNumber(context, arguments[0], nullptr)
                                                             : NAN;
}

// The bytes of an ArrayBuffer; null and *exception set where `value` is none.
const char* bytes_of(JSContextRef context, JSValueRef value, size_t& size, JSValueRef* exception) {
  if (JSValueGetTypedArrayType(context, value, nullptr) != kJSTypedArrayTypeArrayBuffer) {
    throw_error(context, "the blob must be an ArrayBuffer", exception);
    return nullptr;
  }
  const JSObjectRef buffer = JSValueToObject(context, value, nullptr);
  size = JSObjectGetArrayBufferByteLength(context, buffer, nullptr);
  const void* bytes = JSObjectGetArrayBufferBytesPtr(context, buffer, nullptr);
  return size == 0 ? "" : static_cast<const char*>(bytes);
}

JSValueRef send(COFFER_CALL) {
  if (count < 1 || !JSValueIsString(context, arguments[0]))
    return throw_error(context, "send takes the text of a frame", exception);
  std::string_view blob;
  if (count > 1 && !JSValueIsUndefined(context, arguments[1])) {
    size_t size = 0;
    const char* bytes = bytes_of(context, arguments[1], size, exception);
    if (bytes == nullptr) return undefined(context);
    blob = {bytes, size};
  }
  std::string json = string_of(context, arguments[0]);
  if (json.size() > kMostFramePart || blob.size() > kMostFramePart)
    return throw_error(context, "this is more than 64 MiB at once", exception);
  Engine::of_process().send(std::move(json), blob);
  return undefined(context);
}

JSValueRef load(COFFER_CALL) {
  if (count < 1) return throw_error(context, "load takes a name", exception);
  return Engine::of_process().load(string_of(context, arguments[0]), exception);
}

JSValueRef set_timer(COFFER_CALL) {
  const double ms = number(context, count, arguments);
  if (std::isnan(ms)) return throw_error(context, "setTimer takes milliseconds", exception);
  const auto wait = std::chrono::duration<double, std::milli>(std::clamp(ms, 0.0, kLongestTimer));
  const auto due = Timers::Clock::now() + std::chrono::ceil<Timers::Clock::duration>(wait);
  return JSValueMakeNumber(context, static_cast<double>(Engine::of_process().timers().set(due)));
}

JSValueRef clear_timer(COFFER_CALL) {
  static_cast<void>(exception);
  const double id = number(context, count, arguments);
  if (id >= 1 && id < 9e15) Engine::of_process().timers().clear(static_cast<uint64_t>(id));
  return undefined(context);
}

JSValueRef now(JSContextRef context, JSObjectRef, JSObjectRef, size_t, const JSValueRef*, JSValueRef*) {
  const std::chrono::duration<double, std::milli> since = Timers::Clock::now().time_since_epoch();
  return JSValueMakeNumber(context, since.count());
}

JSValueRef random(COFFER_CALL) {
  const double length = number(context, count, arguments);
  if (!(length >= 0 && length <= kMostRandomBytes))
    return throw_error(context, "random takes a length of at most 1 MiB", exception);
  const auto size = static_cast<size_t>(length);
  auto* const bytes = static_cast<char*>(std::malloc(std::max<size_t>(size, 1)));
  for (size_t done = 0; bytes != nullptr && done < size;) {
    const ssize_t got = ::getrandom(bytes + done, size - done, 0);
    if (got > 0) done += static_cast<size_t>(got);
  }
  if (bytes == nullptr) return throw_error(context, "out of memory", exception);
  return array_buffer(context, bytes, size, exception);
}

// An array of strings, as owned texts; nullopt where it is none.
std::optional<std::vector<JsText>> texts_of(JSContextRef context, JSValueRef value) {
  if (!JSValueIsArray(context, value)) return std::nullopt;
  const JSObjectRef array = JSValueToObject(context, value, nullptr);
  const double length = JSValueToNumber(context, property(context, array, "length"), nullptr);
  if (!(length <= kMostParameters)) return std::nullopt;
  std::vector<JsText> texts;
  for (unsigned i = 0; i < length; ++i) {
    const JSValueRef each = JSObjectGetPropertyAtIndex(context, array, i, nullptr);
    if (each == nullptr || !JSValueIsString(context, each)) return std::nullopt;
    texts.emplace_back(JSValueToStringCopy(context, each, nullptr));
  }
  return texts;
}

JSValueRef compile(COFFER_CALL) {
  const auto parameters = count > 1 ? texts_of(context, arguments[1]) : std::nullopt;
  if (count < 4 || !parameters || !JSValueIsString(context, arguments[0]) ||
      !JSValueIsString(context, arguments[2]) || !JSValueIsNumber(context, arguments[3])) {
    return throw_error(context, "compile takes a source, parameters, a name and a line", exception);
  }
  const JsText source(JSValueToStringCopy(context, arguments[0], nullptr));
  const JsText url(JSValueToStringCopy(context, arguments[2], nullptr));
  CompileRequest request{.source = source.get(), .url = url.get(), .parameters = {}};
  for (const JsText& each : *parameters) request.parameters.push_back(each.get());
  const double line = JSValueToNumber(context, arguments[3], nullptr);
  request.first_line = line >= 1 && line <= kLastLine ? static_cast<int>(line) : 1;
  request.is_async = count > 4 && JSValueToBoolean(context, arguments[4]);
  const JSObjectRef function = Engine::of_process().compile(request, exception);
  return function != nullptr ? function : undefined(context);
}

#undef COFFER_CALL

// `context` is the size: what a script was given of a secret does not stay in freed memory.
void wipe_and_free(void* bytes, void* size) {
  ::explicit_bzero(bytes, reinterpret_cast<uintptr_t>(size));
  std::free(bytes);
}

}  // namespace

const std::array<ExtraFunction, 7> kEngineFunctions{{{"send", send},
                                                     {"load", load},
                                                     {"setTimer", set_timer},
                                                     {"clearTimer", clear_timer},
                                                     {"now", now},
                                                     {"random", random},
                                                     {"compile", compile}}};

JSValueRef unhandled_rejection(JSContextRef context, JSObjectRef, JSObjectRef, size_t count,
                               const JSValueRef arguments[], JSValueRef*) {
  if (count > 1) Engine::of_process().uncaught(arguments[1], true);
  return undefined(context);
}

JSObjectRef array_buffer(JSContextRef context, void* bytes, size_t size, JSValueRef* exception) {
  if (bytes == nullptr) bytes = std::malloc(1);
  // NOLINTNEXTLINE(performance-no-int-to-ptr): no pointer, but what wipe_and_free is told
  void* const told = reinterpret_cast<void*>(size);
  return JSObjectMakeArrayBufferWithBytesNoCopy(context, bytes, size, wipe_and_free, told, exception);
}

}  // namespace coffer::script
