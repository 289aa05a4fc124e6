#include "http/curl/easy_handle.h"

namespace coffer::http::curl {
namespace {

constexpr int kLongestWait = 1000;  // ms, as libcurl's own loop (easy.c, easy_transfer)

CURLcode result_of(CURLM* multi) {
  int left = 0;
  const CURLMsg* message = curl_multi_info_read(multi, &left);
  return message != nullptr && message->msg == CURLMSG_DONE ? message->data.result
                                                            : CURLE_ABORTED_BY_CALLBACK;
}

}  // namespace

void EasyHandle::keep_connections(long most) {
  curl_multi_setopt(connections_.get(), CURLMOPT_MAXCONNECTS, most);
}

// What curl_easy_perform does within; only so is there somebody to wake (curl_multi_wakeup(3), which any
// thread may call).
CURLcode EasyHandle::perform(const std::stop_token& stop) {
  if (curl_multi_add_handle(connections_.get(), get()) != CURLM_OK) return CURLE_FAILED_INIT;
  const CURLcode code = drive(stop);
  curl_multi_remove_handle(connections_.get(), get());
  return code;
}

CURLcode EasyHandle::drive(const std::stop_token& stop) {
  CURLM* const multi = connections_.get();
  const std::stop_callback wake(stop, [multi] { curl_multi_wakeup(multi); });
  for (int running = 1;;) {
    if (stop.stop_requested()) return CURLE_ABORTED_BY_CALLBACK;
    if (curl_multi_perform(multi, &running) != CURLM_OK) return CURLE_OUT_OF_MEMORY;
    if (running == 0) return result_of(multi);
    if (curl_multi_poll(multi, nullptr, 0, kLongestWait, nullptr) != CURLM_OK) return CURLE_OUT_OF_MEMORY;
  }
}

}  // namespace coffer::http::curl
