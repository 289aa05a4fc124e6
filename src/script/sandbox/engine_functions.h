// The members of `__coffer` (docs/script-protocol.md).
#pragma once

#include <array>

#include "script/sandbox/parts.h"

namespace coffer::script {

extern const std::array<ExtraFunction, 7> kEngineFunctions;

// JSGlobalContextSetUnhandledRejectionCallback wants one: (promise, reason).
JSValueRef unhandled_rejection(JSContextRef context, JSObjectRef, JSObjectRef, size_t count,
                               const JSValueRef arguments[], JSValueRef* exception);

// An ArrayBuffer that owns `bytes` (malloc'ed; null where empty) and wipes them before it frees them. Null
// where there is no memory.
JSObjectRef array_buffer(JSContextRef context, void* bytes, size_t size, JSValueRef* exception);

}  // namespace coffer::script
