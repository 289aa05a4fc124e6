// What a sandbox is put together from.
#pragma once

#include <JavaScriptCore/JavaScript.h>

#include <optional>
#include <string_view>
#include <vector>

namespace coffer::script {

// A bundle of the runtime by its name ("main", "lodash" …): ASCII that stays for ever; nullopt where there is
// none.
using BundleSource = std::optional<std::string_view> (*)(std::string_view name);

// A further member of `__coffer`. Only tests have any.
struct ExtraFunction {
  const char* name;
  JSObjectCallAsFunctionCallback call;
};

struct SandboxParts {
  BundleSource bundle = nullptr;
  std::vector<ExtraFunction> extra = {};
};

// The whole program, from its arguments to its exit status; `arguments` as SandboxProcess gives them.
int run_sandbox(int count, char** arguments, const SandboxParts& parts);

}  // namespace coffer::script
