// What random texts are made of: a small grammar.
#pragma once

#include <optional>
#include <string_view>

namespace coffer::postman {

// A rule is a choice of alternatives between '|'. In an alternative
//   #            is a digit,
//   {rule}       what that rule makes,   {^rule} with its first letter in upper case,   {_rule} in lower
//   case, {rule*3}     three of it,            {rule*2-9} two to nine of it, {0-255}      a number from 0 to
//   255,   {sharp} a '#',
// and everything else stands for itself. The words are Coffer's own; lists that others close (months,
// currencies, database engines …) are theirs.
std::optional<std::string_view> find_rule(std::string_view name);

}  // namespace coffer::postman
