#include "script/sandbox/engine_setup.h"

#include <jsc/jsc.h>
#include <limits.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "script/sandbox/js_text.h"

namespace coffer::script {
namespace {

// Without a just-in-time compiler no page is ever both written and executed, most of the engine's attack
// surface is gone, and the process has one thread. WebAssembly goes with it, and shared memory: Atomics.wait
// would sleep for ever.
void set_options(size_t memory) {
  ::setenv("Malloc", "1", 1);  // the system's allocator: one that stays within RLIMIT_AS
  for (const char* off : {"useJIT", "useConcurrentJIT", "useConcurrentGC", "useWasm", "useSharedArrayBuffer"})
    jsc_options_set_boolean(off, FALSE);
  jsc_options_set_uint("numberOfGCMarkers", 1);
  jsc_options_set_size("forceRAMSize", memory);
}

void evaluate(JSContextRef context, const char* source) {
  JSEvaluateScript(context, JsText(source).get(), nullptr, nullptr, 1, nullptr);
}

std::string zone_of_machine() {
  char link[PATH_MAX];
  const ssize_t size = ::readlink("/etc/localtime", link, sizeof link);
  if (size < 0) return {};
  const std::string_view target(link, static_cast<size_t>(size));
  constexpr std::string_view kFolder = "/zoneinfo/";
  const size_t at = target.find(kFolder);
  return at == std::string_view::npos ? std::string() : std::string(target.substr(at + kFolder.size()));
}

}  // namespace

JSGlobalContextRef set_up_engine(size_t memory) {
  set_options(memory);
  const JSContextGroupRef group = JSContextGroupCreate();
  const JSGlobalContextRef context = JSGlobalContextCreateInGroup(group, nullptr);
  JSContextGroupRelease(group);
  evaluate(context, "new Date().getTimezoneOffset(); Math.random()");
  return context;
}

// ICU asks for the zone again and again, by /etc/localtime, unless TZ says it.
void set_time_zone(const char* wanted) {
  std::string zone = wanted;
  if (zone.empty()) zone = zone_of_machine();
  if (zone.empty()) zone = "UTC";
  ::setenv("TZ", zone.c_str(), 1);
  ::tzset();
}

}  // namespace coffer::script
