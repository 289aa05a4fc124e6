// Texts of the grammar of word_lists.h.
#pragma once

#include <string>
#include <string_view>

#include "crypto/random.h"

namespace coffer::postman {

// A text that `alternatives` (a rule's right side) makes. A name that is no rule aborts: a broken invariant.
std::string random_text(std::string_view alternatives, crypto::Random& random);

}  // namespace coffer::postman
