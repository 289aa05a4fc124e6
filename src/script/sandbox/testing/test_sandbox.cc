// coffer-sandbox as tests want it: the same program, with a runtime of theirs, and with native calls that a
// script could only make if it had broken the engine.
#include "script/sandbox/js_text.h"
#include "script/sandbox/parts.h"
#include "script/sandbox/testing/native_attempts.h"
#include "script/sandbox/testing/test_bundle.h"

namespace coffer::script::testing {
namespace {

std::optional<std::string_view> bundle(std::string_view name) {
  if (name == "main") return kMainBundle;
  if (name == "library") return "globalThis.loaded = (globalThis.loaded || 0) + 1;";
  if (name == "broken") return "let let = 1;";
  if (name == "throwing") return "throw new RangeError('at load');";
  return std::nullopt;
}

// attempt(name, number): what the kernel says to it, as the name of an errno, or "done".
JSValueRef attempt(JSContextRef context, JSObjectRef, JSObjectRef, size_t count, const JSValueRef arguments[],
                   JSValueRef*) {
  const std::string name = count > 0 ? string_of(context, arguments[0]) : "";
  const double number = count > 1 ? JSValueToNumber(context, arguments[1], nullptr) : 0;
  return js_string(context, native_attempt(name, static_cast<long>(number)));
}

}  // namespace
}  // namespace coffer::script::testing

int main(int count, char** arguments) {
  using namespace coffer::script;
  return run_sandbox(count, arguments, {.bundle = testing::bundle, .extra = {{"attempt", testing::attempt}}});
}
