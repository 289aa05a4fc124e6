#include "page/assets.h"

#include <array>

// assets.inc is a list of COFFER_ASSET(symbol, path, type, file), written by web/vite.config.ts.
#define COFFER_ASSET(symbol, path, type, file)                                                     \
  __asm__(".pushsection .rodata\n.global coffer_asset_" #symbol "\n.hidden coffer_asset_" #symbol  \
          "\ncoffer_asset_" #symbol ":\n.incbin \"" file "\"\n.global coffer_asset_end_" #symbol   \
          "\n.hidden coffer_asset_end_" #symbol "\ncoffer_asset_end_" #symbol ":\n.popsection\n"); \
  extern "C" const char coffer_asset_##symbol[], coffer_asset_end_##symbol[];
#include "assets.inc"
#undef COFFER_ASSET

namespace coffer::page {
namespace {

struct Embedded {
  std::string_view path, type;
  const char* begin;
  const char* end;
};

#define COFFER_ASSET(symbol, path, type, file) \
  Embedded{path, type, coffer_asset_##symbol, coffer_asset_end_##symbol},
const std::array kEmbedded{
#include "assets.inc"
};
#undef COFFER_ASSET

}  // namespace

std::optional<Asset> asset(std::string_view path) {
  for (const Embedded& each : kEmbedded) {
    if (each.path == path)
      return Asset{each.type, std::string_view(each.begin, static_cast<size_t>(each.end - each.begin))};
  }
  return std::nullopt;
}

}  // namespace coffer::page
