#include "http/curl/global.h"

#include <curl/curl.h>
#include <stdlib.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <mutex>

#include "base/locked_memory.h"

namespace coffer::http::curl {
namespace {

// Stands before each block, so that freeing knows how much there is to wipe.
struct alignas(std::max_align_t) Prefix {
  size_t size;
};

Prefix* prefix_of(void* block) { return static_cast<Prefix*>(block) - 1; }

extern "C" {

void* coffer_curl_malloc(size_t size) {
  if (size > std::numeric_limits<size_t>::max() - sizeof(Prefix)) return nullptr;
  auto* prefix = static_cast<Prefix*>(std::malloc(sizeof(Prefix) + size));
  if (prefix == nullptr) return nullptr;
  prefix->size = size;
  return prefix + 1;
}

void coffer_curl_free(void* block) {
  if (block == nullptr) return;
  wipe(block, prefix_of(block)->size);
  std::free(prefix_of(block));
}

void* coffer_curl_realloc(void* block, size_t size) {
  void* moved = coffer_curl_malloc(size);
  if (moved == nullptr || block == nullptr) return moved;
  std::memcpy(moved, block, std::min(size, prefix_of(block)->size));
  coffer_curl_free(block);
  return moved;
}

char* coffer_curl_strdup(const char* text) {
  const size_t size = std::strlen(text) + 1;
  void* copy = coffer_curl_malloc(size);
  if (copy != nullptr) std::memcpy(copy, text, size);
  return static_cast<char*>(copy);
}

void* coffer_curl_calloc(size_t count, size_t size) {
  if (size != 0 && count > std::numeric_limits<size_t>::max() / size) return nullptr;
  void* block = coffer_curl_malloc(count * size);
  if (block != nullptr) std::memset(block, 0, count * size);
  return block;
}

}  // extern "C"

}  // namespace

void start() {
  static std::once_flag once;
  std::call_once(once, [] {
    ::unsetenv("SSLKEYLOGFILE");
    const CURLcode started =
        curl_global_init_mem(CURL_GLOBAL_DEFAULT, coffer_curl_malloc, coffer_curl_free, coffer_curl_realloc,
                             coffer_curl_strdup, coffer_curl_calloc);
    if (started != CURLE_OK) std::abort();  // out of memory, or no TLS library: nothing could be sent
  });
}

}  // namespace coffer::http::curl
