// Digests and randomness of the stand-in. Apart from src/crypto on purpose: a judge shares no code with the
// judged.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace coffer::demo {

// SHA-256 of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  std::string finish();  // 32 bytes; once

 private:
  std::shared_ptr<void> context_;
};

std::string sha256(std::string_view bytes);  // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string hmac_sha1(std::string_view key, std::string_view bytes);

std::string random_bytes(size_t count);
std::string random_uuid();
// Letters and digits of AWS's key IDs (A-Z, 2-7).
std::string random_id(std::string_view prefix, size_t count);

// Looks at every byte whatever differs: the signature check must not tell how much was right.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace coffer::demo
