// The page's own files, which the program carries in itself.
#pragma once

#include <optional>
#include <string_view>

namespace coffer::page {

struct Asset {
  std::string_view type;  // for Content-Type
  std::string_view bytes;
};

// "/page.js"; "/" is the page. They live as long as the program.
std::optional<Asset> asset(std::string_view path);

}  // namespace coffer::page
