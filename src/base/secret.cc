#include "base/secret.h"

#include <algorithm>
#include <cstring>

#include "base/locked_memory.h"

namespace coffer {

Secret::Secret(size_t size) : size_(size), capacity_(size) {
  if (size == 0) return;
  data_ = static_cast<char*>(LockedMemory::allocate(size));
  std::memset(data_, 0, size);
}

Secret::Secret(std::string_view bytes) : Secret(bytes.size()) {
  if (!bytes.empty()) std::memcpy(data_, bytes.data(), bytes.size());
}

Secret::Secret(Secret&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  reset();
  data_ = std::exchange(other.data_, nullptr);
  size_ = std::exchange(other.size_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
  return *this;
}

Secret::~Secret() { reset(); }

void Secret::reset() {
  LockedMemory::free(data_, capacity_);
  data_ = nullptr;
  size_ = capacity_ = 0;
}

bool Secret::equals(const Secret& other) const {
  if (size_ != other.size_) return false;
  unsigned char difference = 0;
  for (size_t i = 0; i < size_; ++i) difference |= static_cast<unsigned char>(data_[i] ^ other.data_[i]);
  return difference == 0;
}

SecretBuilder& SecretBuilder::append(std::string_view bytes) {
  if (bytes.empty()) return *this;
  const size_t needed = secret_.size_ + bytes.size();
  if (needed > secret_.capacity_) reserve(std::max(needed, secret_.capacity_ * 2));
  std::memcpy(secret_.data_ + secret_.size_, bytes.data(), bytes.size());
  secret_.size_ = needed;
  return *this;
}

SecretBuilder& SecretBuilder::append(const Secret& secret) {
  return secret.expose([this](std::string_view bytes) -> SecretBuilder& { return append(bytes); });
}

void SecretBuilder::reserve(size_t capacity) {
  if (capacity <= secret_.capacity_) return;
  Secret grown(capacity);
  if (secret_.size_ != 0) std::memcpy(grown.data_, secret_.data_, secret_.size_);
  grown.size_ = secret_.size_;
  secret_ = std::move(grown);
}

}  // namespace coffer
