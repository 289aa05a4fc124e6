// A script's source as a function whose errors carry the script's own name and lines.
#pragma once

#include <JavaScriptCore/JavaScript.h>

#include <vector>

namespace coffer::script {

struct CompileRequest {
  JSStringRef source, url;
  std::vector<JSStringRef> parameters;
  int first_line = 1;
  bool is_async = false;  // `await` may stand at its top
};

// Null where `source` is not the body of a function; *exception is then a SyntaxError with `line`. Runs no
// script. `async_function` is the intrinsic constructor of async functions.
JSObjectRef compile_script(JSContextRef context, JSObjectRef async_function, const CompileRequest& request,
                           JSValueRef* exception);

// The intrinsic constructor: to be asked for before any script has run.
JSObjectRef async_function_constructor(JSContextRef context);

}  // namespace coffer::script
