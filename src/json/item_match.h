// Which item of a list became which of another.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "json/json.h"

namespace coffer::json {

// For each new item the place of the old one that it is, or that it was made of; none for one that is new. No
// old item is named twice. First those that are the same(), then those of the same "id", "key" or "name",
// then those that stand beside one of these. In linear time, but for texts made to collide.
std::vector<std::optional<size_t>> matched_items(const Array& before, const Array& after);

}  // namespace coffer::json
