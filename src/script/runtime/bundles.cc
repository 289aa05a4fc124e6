#include "script/sandbox/bundles.h"

#include <array>

// bundles.inc is a list of COFFER_BUNDLE(symbol, name, file), written by build.mjs.
#define COFFER_BUNDLE(symbol, name, file)                                                            \
  __asm__(".pushsection .rodata\n.global coffer_bundle_" #symbol "\n.hidden coffer_bundle_" #symbol  \
          "\ncoffer_bundle_" #symbol ":\n.incbin \"" file "\"\n.global coffer_bundle_end_" #symbol   \
          "\n.hidden coffer_bundle_end_" #symbol "\ncoffer_bundle_end_" #symbol ":\n.popsection\n"); \
  extern "C" const char coffer_bundle_##symbol[], coffer_bundle_end_##symbol[];
#include "bundles.inc"
#undef COFFER_BUNDLE

namespace coffer::script {
namespace {

struct Bundle {
  std::string_view name;
  const char* begin;
  const char* end;
};

#define COFFER_BUNDLE(symbol, name, file) Bundle{name, coffer_bundle_##symbol, coffer_bundle_end_##symbol},
const std::array kBundles{
#include "bundles.inc"
};
#undef COFFER_BUNDLE

}  // namespace

std::optional<std::string_view> bundle(std::string_view name) {
  for (const Bundle& each : kBundles) {
    if (each.name == name) return std::string_view(each.begin, static_cast<size_t>(each.end - each.begin));
  }
  return std::nullopt;
}

}  // namespace coffer::script
