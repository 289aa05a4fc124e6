// Bytes that must not stay, must not be printed and must not be copied by accident.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace coffer {

// Move-only, in locked memory, wiped on destruction. No `<<`, no `==`, no conversion to std::string: the
// value is read only through expose(). Not thread-safe; share by std::shared_ptr<const Secret> where several
// hold one value.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view bytes);  // copies; the caller wipes or never owned the source
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  // A zero-filled buffer of `size` bytes, filled in place by `fill(char*, size_t)`.
  template <class Fill>
  static Secret filled(size_t size, Fill&& fill) {
    Secret secret(size);
    std::forward<Fill>(fill)(secret.data_, size);
    return secret;
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Secret clone() const {
    return expose([](std::string_view bytes) { return Secret(bytes); });
  }

  // Calls `use(std::string_view)` and returns what it returns. The view dies with the Secret: do not keep it.
  template <class Use>
  std::invoke_result_t<Use, std::string_view> expose(Use&& use) const {
    return std::invoke(std::forward<Use>(use), std::string_view(data_, size_));
  }

  // In constant time for equal sizes.
  bool equals(const Secret& other) const;

 private:
  friend class SecretBuilder;
  explicit Secret(size_t size);
  void reset();

  char* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;  // what was allocated; size_ <= capacity_
};

// Builds a Secret piece by piece; grown buffers are wiped.
class SecretBuilder {
 public:
  SecretBuilder& append(std::string_view bytes);
  SecretBuilder& append(const Secret& secret);
  SecretBuilder& append(char byte) { return append(std::string_view(&byte, 1)); }
  void reserve(size_t capacity);
  size_t size() const { return secret_.size_; }
  Secret take() { return std::exchange(secret_, Secret()); }

 private:
  Secret secret_;
};

}  // namespace coffer
