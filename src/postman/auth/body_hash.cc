#include "postman/auth/body_hash.h"

#include <fmt/format.h>

#include <array>
#include <fstream>

namespace coffer::postman {
namespace {

Result<void> hash_file(const std::filesystem::path& path, crypto::Hasher& hasher) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, size_t{64} << 10> piece;
  while (file) {
    file.read(piece.data(), piece.size());
    hasher.update(std::string_view(piece.data(), static_cast<size_t>(file.gcount())));
  }
  if (file.eof()) return {};
  return Error{ErrorCode::kIo, fmt::format("could not read \"{}\"", path.string()), "", "body file"};
}

}  // namespace

Result<std::optional<Secret>> body_hash(const http::Body& body, crypto::HashAlgorithm algorithm,
                                        const Secret& prefix, std::string_view suffix) {
  if (std::holds_alternative<std::vector<http::FormPart>>(body)) return std::optional<Secret>();
  crypto::Hasher hasher(algorithm);
  hasher.update(prefix);
  if (const auto* bytes = std::get_if<Secret>(&body)) hasher.update(*bytes);
  if (const auto* file = std::get_if<http::FileBody>(&body)) COFFER_TRY(hash_file(file->path, hasher));
  hasher.update(suffix);
  return std::optional<Secret>(hasher.finish());
}

}  // namespace coffer::postman
