// The hash of a body, for schemes that sign it.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/hasher.h"
#include "http/message.h"

namespace coffer::postman {

// hash(prefix, body, suffix), as bytes. A file is read from disk. nullopt for form-data, whose boundary is
// made by the send. kIo for a file that cannot be read.
Result<std::optional<Secret>> body_hash(const http::Body& body, crypto::HashAlgorithm algorithm,
                                        const Secret& prefix = Secret(), std::string_view suffix = {});

}  // namespace coffer::postman
