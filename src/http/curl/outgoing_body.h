// A request's body for libcurl, streamed from where it lies.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "http/curl/easy_handle.h"
#include "http/message.h"

namespace coffer::http::curl {

// What libcurl reads a body or a form part from: a Secret's bytes, in place, or an open file.
class BodySource {
 public:
  explicit BodySource(std::string_view bytes) : bytes_(bytes), size_(static_cast<curl_off_t>(bytes.size())) {}
  // kNotFound, kPermissions or kIo with the path.
  static Result<BodySource> open(const std::filesystem::path& path);

  curl_off_t size() const { return size_; }  // -1: not known before the end (a pipe)

  // curl_read_callback and curl_seek_callback; `source` is a BodySource*.
  static size_t read(char* room, size_t size, size_t count, void* source);
  static int seek(void* source, curl_off_t offset, int origin);

 private:
  BodySource(FileDescriptor file, curl_off_t size) : file_(std::move(file)), size_(size) {}

  std::string_view bytes_;
  size_t position_ = 0;
  FileDescriptor file_;
  curl_off_t size_ = 0;
};

// Refers to the Request that it was prepared from, which must outlive it.
class OutgoingBody {
 public:
  // Opens every file and checks every name, so that nothing is sent where one is missing.
  static Result<OutgoingBody> prepare(const Request& request);

  // Sets method and body on `handle`; both must stay until the transfer is done.
  void apply(EasyHandle& handle);
  // A HEAD request that has a body: libcurl then does not know by itself that the answer has none.
  bool is_head_with_body() const;
  // More bytes than `limit`, or an unknown number of them.
  bool may_exceed(curl_off_t limit) const;

 private:
  struct Part {
    const FormPart* part;
    std::unique_ptr<BodySource> source;  // libcurl keeps its address
  };
  struct MimeCleanup {
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
  };

  bool empty() const { return file_ == nullptr && parts_.empty() && bytes_.empty(); }
  void apply_without_body(EasyHandle& handle) const;
  void apply_form(EasyHandle& handle);

  const Request* request_ = nullptr;
  std::string_view bytes_;
  std::unique_ptr<BodySource> file_;
  std::vector<Part> parts_;
  std::unique_ptr<curl_mime, MimeCleanup> mime_;
};

}  // namespace coffer::http::curl
