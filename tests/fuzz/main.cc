// libFuzzer's entry: https://llvm.org/docs/LibFuzzer.html
#include <cstddef>
#include <cstdint>

#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  coffer::fuzz::one_input({reinterpret_cast<const char*>(data), size});
  return 0;
}
