// Functions of JavaScriptCore's C API that the library exports and its public headers leave out
// (JSContextRefPrivate.h, JSScriptRefPrivate.h of WebKit). Their signatures have stood unchanged since 2013
// and 2019.
#pragma once

#include <JavaScriptCore/JavaScript.h>

// NOLINTBEGIN(readability-identifier-naming): the names are the engine's.
extern "C" {

using JSScriptRef = struct OpaqueJSScript*;

// Parses `source`, which is ASCII, is not copied, and must stay for ever. Null where it does not parse, with
// the reason.
JSScriptRef JSScriptCreateReferencingImmortalASCIIText(JSContextGroupRef group, JSStringRef url,
                                                       int first_line, const char* source, size_t length,
                                                       JSStringRef* error, int* error_line);
JSValueRef JSScriptEvaluate(JSContextRef context, JSScriptRef script, JSValueRef this_value,
                            JSValueRef* exception);
void JSScriptRelease(JSScriptRef script);

// `function` is called with (promise, reason) for a promise that was rejected and that nothing handles when
// all jobs have run.
void JSGlobalContextSetUnhandledRejectionCallback(JSGlobalContextRef context, JSObjectRef function,
                                                  JSValueRef* exception);

}  // extern "C"
// NOLINTEND(readability-identifier-naming)
