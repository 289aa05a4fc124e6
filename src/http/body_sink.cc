#include "http/body_sink.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>

namespace coffer::http {
namespace fs = std::filesystem;
namespace {

Error disk_error(const fs::path& folder, int number) {
  return {ErrorCode::kIo,
          fmt::format("could not keep the response in a temporary file in {}: {}", folder.string(),
                      strerror(number)),
          "Make room there, or set TMPDIR to another folder."};
}

Result<FileDescriptor> open_unnamed_file(const fs::path& folder) {
#ifdef O_TMPFILE
  FileDescriptor unnamed(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600));
  if (unnamed.valid()) return unnamed;
#endif
  std::string path = (folder / "coffer-body-XXXXXX").string();
  FileDescriptor named(::mkostemp(path.data(), O_CLOEXEC));  // mode 0600
  if (!named.valid()) return disk_error(folder, errno);
  ::unlink(path.c_str());
  return named;
}

Result<void> write_all(int fd, std::string_view bytes, const fs::path& folder) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return disk_error(folder, errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

class FileResponseBody final : public ResponseBody {
 public:
  FileResponseBody(FileDescriptor file, uint64_t size) : file_(std::move(file)), size_(size) {}
  uint64_t size() const override { return size_; }

  Result<std::string> read(uint64_t limit) const override {
    std::string bytes(static_cast<size_t>(std::min(limit, size_)), '\0');
    size_t filled = 0;
    while (filled < bytes.size()) {
      const ssize_t got =
          ::pread(file_.get(), bytes.data() + filled, bytes.size() - filled, static_cast<off_t>(filled));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return Error{ErrorCode::kIo, "could not read the response back from its temporary file"};
      filled += static_cast<size_t>(got);
    }
    return bytes;
  }

 private:
  FileDescriptor file_;
  uint64_t size_;
};

}  // namespace

Result<void> BodySink::write(std::string_view bytes) {
  if (bytes.size() > limits_.total - size_) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("the response body is larger than {} bytes", limits_.total)};
  }
  size_ += bytes.size();
  if (file_.valid()) return write_all(file_.get(), bytes, temporary_folder_);
  if (limits_.off_disk) {
    if (size_ > limits_.memory) {
      return Error{ErrorCode::kTooLarge,
                   fmt::format("the response body is larger than {} bytes", limits_.memory),
                   "It may hold secrets, so it is not put on disk."};
    }
    locked_memory_.append(bytes);
    return {};
  }
  if (size_ > limits_.memory) {
    COFFER_TRY(spill());
    return write_all(file_.get(), bytes, temporary_folder_);
  }
  memory_ += bytes;
  return {};
}

Result<void> BodySink::spill() {
  COFFER_ASSIGN(file_, open_unnamed_file(temporary_folder_));
  const std::string in_memory = std::exchange(memory_, std::string());
  return write_all(file_.get(), in_memory, temporary_folder_);
}

void BodySink::clear() {
  size_ = 0;
  memory_.clear();
  locked_memory_ = SecretBuilder();
  file_ = FileDescriptor();
}

std::unique_ptr<ResponseBody> BodySink::finish() {
  if (file_.valid()) return std::make_unique<FileResponseBody>(std::move(file_), size_);
  if (limits_.off_disk) return secret_body(locked_memory_.take());
  return memory_body(std::move(memory_));
}

}  // namespace coffer::http
