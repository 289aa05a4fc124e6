#include "script/sandbox_options.h"

#include <string_view>

namespace coffer::script {
namespace {

// C, POSIX and C.UTF-8, which are no language: the default then, as in Node, and not ICU's en-US-u-va-posix.
bool is_language(std::string_view locale) {
  const std::string_view name = locale.substr(0, locale.find('.'));
  return !name.empty() && name != "C" && name != "POSIX";
}

}  // namespace

SandboxOptions sandbox_options(const Environment& environment) {
  SandboxOptions options;
  options.time_zone = environment.get("TZ").value_or("");
  for (const char* name : {"LANG", "LC_MESSAGES", "LC_ALL"})  // the last that is set counts
    options.locale = environment.get(name).value_or(options.locale);
  if (!is_language(options.locale)) options.locale.clear();
  return options;
}

}  // namespace coffer::script
