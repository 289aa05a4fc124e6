// The connections of a transport.
#pragma once

#include <curl/curl.h>

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/curl/easy_handle.h"

namespace coffer::http::curl {

// Idle easy handles, each with the connections that it opened. A send leases one, so a handle is used by one
// thread at a time; libcurl may not share connections between threads (CURLSHOPT_SHARE(3)), but does share
// names and TLS sessions here. Handles go to whoever asks for the origin that they last spoke to, the latest
// first: sequential sends always meet the same handle and its open connection. There are never more handles
// than there were concurrent sends. Thread-safe.
class HandlePool {
 public:
  HandlePool();

  // Gives the handle back, its options reset, when it goes. The pool must outlive it.
  class Lease {
   public:
    Lease(HandlePool& pool, EasyHandle handle, std::string origin)
        : pool_(&pool), handle_(std::move(handle)), origin_(std::move(origin)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    // To be called where CURLOPT_URL has something secret in it: libcurl keeps the parts of the last URL
    // until it parses the next. Costs some dozen microseconds.
    void forget_url() { forget_url_ = true; }
    // The handle is not kept, nor are its connections: what they know of a login goes with them.
    void discard() { discard_ = true; }
    EasyHandle& operator*() { return handle_; }
    EasyHandle* operator->() { return &handle_; }

   private:
    HandlePool* pool_;
    EasyHandle handle_;
    std::string origin_;
    bool forget_url_ = false, discard_ = false;
  };
  Lease lease(std::string origin);

 private:
  struct Idle {
    EasyHandle handle;
    std::string origin;
  };
  struct ShareCleanup {
    void operator()(CURLSH* share) const { curl_share_cleanup(share); }
  };

  EasyHandle take(const std::string& origin);
  void give_back(EasyHandle handle, std::string origin);
  static void lock(CURL* handle, curl_lock_data data, curl_lock_access access, void* pool);
  static void unlock(CURL* handle, curl_lock_data data, void* pool);

  std::array<std::mutex, CURL_LOCK_DATA_LAST> share_mutexes_;
  std::unique_ptr<CURLSH, ShareCleanup> share_;
  std::mutex mutex_;
  std::vector<Idle> idle_;  // the latest used last; declared after the share, which must outlive its users
};

}  // namespace coffer::http::curl
