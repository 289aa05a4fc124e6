#include "page/message.h"

#include <algorithm>

#include "base/encoding.h"

namespace coffer::page {

std::string_view Request::header(std::string_view name) const {
  const auto found =
      std::ranges::find_if(headers, [&](const Header& each) { return iequals(each.name, name); });
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

size_t Request::count(std::string_view name) const {
  return static_cast<size_t>(
      std::ranges::count_if(headers, [&](const Header& each) { return iequals(each.name, name); }));
}

}  // namespace coffer::page
