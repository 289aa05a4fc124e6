// International bank account numbers.
#pragma once

#include <string>

#include "crypto/random.h"

namespace coffer::postman {

// Of one of some twenty countries, 15 to 31 characters, with right check digits. Source: ISO 13616 and its
// registry.
std::string random_iban(crypto::Random& random);

}  // namespace coffer::postman
