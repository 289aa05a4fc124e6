#include "http/curl/handle_pool.h"

#include <algorithm>
#include <cstdlib>

#include "http/curl/global.h"

namespace coffer::http::curl {

HandlePool::HandlePool() {
  start();
  share_.reset(curl_share_init());
  if (share_ == nullptr) std::abort();  // out of memory
  curl_share_setopt(share_.get(), CURLSHOPT_USERDATA, this);
  curl_share_setopt(share_.get(), CURLSHOPT_LOCKFUNC, &HandlePool::lock);
  curl_share_setopt(share_.get(), CURLSHOPT_UNLOCKFUNC, &HandlePool::unlock);
  curl_share_setopt(share_.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
  curl_share_setopt(share_.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
}

HandlePool::Lease HandlePool::lease(std::string origin) {
  EasyHandle handle = take(origin);
  return Lease(*this, std::move(handle), std::move(origin));
}

EasyHandle HandlePool::take(const std::string& origin) {
  const std::lock_guard guard(mutex_);
  if (idle_.empty()) {
    EasyHandle handle;
    handle.set(CURLOPT_SHARE, static_cast<void*>(share_.get()));  // outlives resets
    return handle;
  }
  const auto match =
      std::find_if(idle_.rbegin(), idle_.rend(), [&](const Idle& idle) { return idle.origin == origin; });
  const auto chosen = match == idle_.rend() ? std::prev(idle_.end()) : std::prev(match.base());
  EasyHandle handle = std::move(chosen->handle);
  idle_.erase(chosen);
  return handle;
}

HandlePool::Lease::~Lease() {
  if (discard_) return;
  handle_.reset();
  if (forget_url_) {
    handle_.set(CURLOPT_URL, "");  // libcurl drops the last URL before it finds out that this is none
    handle_.perform({});
    handle_.reset();
  }
  pool_->give_back(std::move(handle_), std::move(origin_));
}

void HandlePool::give_back(EasyHandle handle, std::string origin) {
  const std::lock_guard guard(mutex_);
  idle_.push_back({std::move(handle), std::move(origin)});
}

void HandlePool::lock(CURL*, curl_lock_data data, curl_lock_access, void* pool) {
  static_cast<HandlePool*>(pool)->share_mutexes_[data].lock();
}

void HandlePool::unlock(CURL*, curl_lock_data data, void* pool) {
  static_cast<HandlePool*>(pool)->share_mutexes_[data].unlock();
}

}  // namespace coffer::http::curl
