#include "http/curl/outgoing_body.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "http/names.h"

namespace coffer::http::curl {
namespace fs = std::filesystem;
namespace {

Error cannot_open(const fs::path& path, int number) {
  const ErrorCode code = number == ENOENT || number == ENOTDIR ? ErrorCode::kNotFound
                         : number == EACCES || number == EPERM ? ErrorCode::kPermissions
                                                               : ErrorCode::kIo;
  return {code, fmt::format("could not open the file to send, {}: {}", path.string(), strerror(number)),
          "Check the path; a relative one starts at the working directory.", "body"};
}

Result<void> check_part(const FormPart& part) {
  constexpr std::string_view kBad("\r\n\0", 3);
  if (part.name.find('\0') != std::string::npos || part.file_name.find('\0') != std::string::npos ||
      part.content_type.find_first_of(kBad) != std::string::npos) {
    return Error{ErrorCode::kInvalidArgument,
                 "a form part has a line break or a NUL in its name or content type",
                 {},
                 fmt::format("form part {}", part.name.substr(0, part.name.find('\0')))};
  }
  return {};
}

// The Request outlives what is prepared from it.
std::string_view view_of(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return bytes; });
}

Result<std::unique_ptr<BodySource>> open_source(const FileBody& file) {
  COFFER_ASSIGN(BodySource source, BodySource::open(file.path));
  return std::make_unique<BodySource>(std::move(source));
}

std::string file_name_of(const FormPart& part) {
  if (!part.file_name.empty()) return part.file_name;
  const auto* file = std::get_if<FileBody>(&part.content);
  return file != nullptr ? file->path.filename().string() : std::string();
}

std::string content_type_of(const FormPart& part, const std::string& file_name) {
  if (!part.content_type.empty() || file_name.empty()) return part.content_type;
  return std::string(content_type_of_file(file_name));
}

}  // namespace

Result<BodySource> BodySource::open(const fs::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return cannot_open(path, errno);
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return cannot_open(path, errno);
  if (S_ISDIR(status.st_mode)) return cannot_open(path, EISDIR);
  return BodySource(std::move(file), S_ISREG(status.st_mode) ? status.st_size : -1);
}

size_t BodySource::read(char* room, size_t size, size_t count, void* source) {
  auto& self = *static_cast<BodySource*>(source);
  if (!self.file_.valid()) {
    const size_t got = self.bytes_.copy(room, size * count, self.position_);
    self.position_ += got;
    return got;
  }
  for (;;) {
    const ssize_t got = ::read(self.file_.get(), room, size * count);
    if (got >= 0) return static_cast<size_t>(got);
    if (errno != EINTR) return CURL_READFUNC_ABORT;
  }
}

int BodySource::seek(void* source, curl_off_t offset, int origin) {
  auto& self = *static_cast<BodySource*>(source);
  if (self.file_.valid()) {
    return ::lseek(self.file_.get(), offset, origin) >= 0 ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_CANTSEEK;
  }
  if (origin != SEEK_SET || offset < 0 || offset > self.size_) return CURL_SEEKFUNC_FAIL;
  self.position_ = static_cast<size_t>(offset);
  return CURL_SEEKFUNC_OK;
}

Result<OutgoingBody> OutgoingBody::prepare(const Request& request) {
  if (!is_token(request.method)) {
    return Error{ErrorCode::kInvalidArgument, "the method is not a valid one",
                 "A method is a word such as GET or POST.", "method"};
  }
  OutgoingBody body;
  body.request_ = &request;
  if (const auto* secret = std::get_if<Secret>(&request.body)) {
    body.bytes_ = view_of(*secret);
  } else if (const auto* file = std::get_if<FileBody>(&request.body)) {
    COFFER_ASSIGN(body.file_, open_source(*file));
  } else if (const auto* parts = std::get_if<std::vector<FormPart>>(&request.body)) {
    for (const FormPart& part : *parts) {
      COFFER_TRY(check_part(part));
      const auto* content = std::get_if<FileBody>(&part.content);
      if (content == nullptr) {
        body.parts_.push_back({&part, std::make_unique<BodySource>(view_of(std::get<Secret>(part.content)))});
      } else {
        COFFER_ASSIGN(std::unique_ptr<BodySource> source, open_source(*content));
        body.parts_.push_back({&part, std::move(source)});
      }
    }
  }
  return body;
}

bool OutgoingBody::is_head_with_body() const { return request_->method == "HEAD" && !empty(); }

bool OutgoingBody::may_exceed(curl_off_t limit) const {
  if (file_ != nullptr) return file_->size() < 0 || file_->size() > limit;
  curl_off_t total = static_cast<curl_off_t>(bytes_.size());
  for (const Part& part : parts_) {
    if (part.source->size() < 0) return true;
    total += part.source->size();
  }
  return total > limit;
}

void OutgoingBody::apply(EasyHandle& handle) {
  if (file_ != nullptr) {
    handle.set(CURLOPT_UPLOAD, true);
    handle.set(CURLOPT_READFUNCTION, &BodySource::read);
    handle.set(CURLOPT_READDATA, static_cast<void*>(file_.get()));
    handle.set(CURLOPT_SEEKFUNCTION, &BodySource::seek);
    handle.set(CURLOPT_SEEKDATA, static_cast<void*>(file_.get()));
    handle.set_size(CURLOPT_INFILESIZE_LARGE, file_->size());
  } else if (!parts_.empty()) {
    apply_form(handle);
  } else if (!bytes_.empty()) {
    handle.set_size(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(bytes_.size()));
    handle.set(CURLOPT_POSTFIELDS, bytes_.data());  // read in place
  } else {
    apply_without_body(handle);
  }
  handle.set(CURLOPT_CUSTOMREQUEST, request_->method.c_str());
}

void OutgoingBody::apply_without_body(EasyHandle& handle) const {
  const std::string& method = request_->method;
  if (method == "HEAD") {
    handle.set(CURLOPT_NOBODY, true);
  } else if (method == "POST" || method == "PUT" || method == "PATCH") {
    // RFC 9110 §8.6: Content-Length: 0 where the method expects a body.
    handle.set_size(CURLOPT_POSTFIELDSIZE_LARGE, 0);
    handle.set(CURLOPT_POSTFIELDS, "");
  } else {
    handle.set(CURLOPT_HTTPGET, true);
  }
}

void OutgoingBody::apply_form(EasyHandle& handle) {
  mime_.reset(curl_mime_init(handle.get()));
  for (const Part& part : parts_) {
    curl_mimepart* mime_part = curl_mime_addpart(mime_.get());
    const std::string file_name = file_name_of(*part.part);
    const std::string content_type = content_type_of(*part.part, file_name);
    curl_mime_name(mime_part, part.part->name.c_str());
    if (!file_name.empty()) curl_mime_filename(mime_part, file_name.c_str());
    if (!content_type.empty()) curl_mime_type(mime_part, content_type.c_str());
    curl_mime_data_cb(mime_part, part.source->size(), &BodySource::read, &BodySource::seek, nullptr,
                      part.source.get());
  }
  handle.set(CURLOPT_MIMEPOST, static_cast<void*>(mime_.get()));
}

}  // namespace coffer::http::curl
