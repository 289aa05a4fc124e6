// Words from outside, made fit to be shown in an error.
#pragma once

#include <string>
#include <string_view>

namespace coffer {

// One line of at most `limit` bytes without what could steer a terminal (C0, DEL, C1), cut at a character.
// Empty where `text` is not UTF-8.
std::string one_line(std::string_view text, size_t limit);

}  // namespace coffer
