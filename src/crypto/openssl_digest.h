// Inside of crypto/ only: OpenSSL's name for one of our hash functions.
#pragma once

#include <openssl/evp.h>

#include "crypto/hasher.h"

namespace coffer::crypto {

// Fetched once for the life of the process. A libcrypto without it (a FIPS one has no MD5) aborts.
const EVP_MD* openssl_digest(HashAlgorithm algorithm);

}  // namespace coffer::crypto
