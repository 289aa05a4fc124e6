// coffer-sandbox: runs the scripts of collections for `coffer`, locked in by the kernel. Started by coffer
// only.
#include "script/sandbox/bundles.h"
#include "script/sandbox/parts.h"

int main(int count, char** arguments) {
  return coffer::script::run_sandbox(count, arguments, {.bundle = coffer::script::bundle});
}
