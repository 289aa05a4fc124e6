#include "report/output_file.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

namespace coffer::report {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kReadableByAll = 0666;  // before the umask: reports hold no secrets

Error failed(std::string_view what, const fs::path& path) {
  const int code = errno;
  const bool denied = code == EACCES || code == EPERM || code == EROFS;
  return {denied ? ErrorCode::kPermissions : ErrorCode::kIo,
          fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(code)),
          denied ? "Choose another file." : ""};
}

Result<FileDescriptor> open_file(const fs::path& path, int flags) {
  FileDescriptor file(::open(path.c_str(), flags | O_CLOEXEC, kReadableByAll));
  if (!file.valid()) return failed("write", path);
  return file;
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// Two runs that write one report at the same time must not share a temporary file.
fs::path temporary_beside(const fs::path& path) {
  static std::atomic<unsigned> count = 0;
  return folder_of(path) / fmt::format(".{}.{}-{}.tmp", path.filename().string(), ::getpid(), ++count);
}

}  // namespace

fs::path output_path(const std::string& given, const fs::path& file_name, WallTime now) {
  std::error_code ignored;
  if (!given.empty() && !fs::is_directory(given, ignored)) return given;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  const std::string time =
      fmt::format("{:%Y-%m-%d-%H-%M-%S}-{:03}", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)),
                  (now - seconds).count());
  return fs::path(given.empty() ? "newman" : given) /
         fmt::format("{}-{}-0{}", file_name.stem().string(), time, file_name.extension().string());
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, fs::path())),
      file_(std::move(other.file_)) {}

OutputFile::~OutputFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<OutputFile> OutputFile::create(const fs::path& path) {
  std::error_code code;
  const fs::path target = fs::weakly_canonical(path, code);  // a link's target is replaced, not the link
  if (code) return Error{ErrorCode::kIo, fmt::format("cannot write {}: {}", path.string(), code.message())};
  if (fs::is_directory(target, code))
    return Error{ErrorCode::kInvalidArgument, fmt::format("{} is a folder", path.string()), "Name a file."};
  if (fs::exists(target, code) && !fs::is_regular_file(target, code)) {
    COFFER_ASSIGN(FileDescriptor device, open_file(path, O_WRONLY));
    return OutputFile(path, {}, std::move(device));
  }
  fs::create_directories(folder_of(target), code);
  const fs::path temporary = temporary_beside(target);
  COFFER_ASSIGN(FileDescriptor file, open_file(temporary, O_RDWR | O_CREAT | O_EXCL));
  return OutputFile(target, temporary, std::move(file));
}

Result<OutputFile> OutputFile::scratch(const fs::path& path) {
  const fs::path temporary = temporary_beside(fs::temp_directory_path() / path.filename());
  COFFER_ASSIGN(FileDescriptor file, open_file(temporary, O_RDWR | O_CREAT | O_EXCL));
  ::unlink(temporary.c_str());
  return OutputFile(path, {}, std::move(file));
}

Result<void> OutputFile::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file_.get(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("write", path_);
    text.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

Result<void> OutputFile::append_to(OutputFile& other) {
  std::array<char, size_t{64} << 10> buffer{};
  for (off_t at = 0;;) {
    const ssize_t count = ::pread(file_.get(), buffer.data(), buffer.size(), at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed("read back", path_);
    if (count == 0) return {};
    COFFER_TRY(other.write(std::string_view(buffer.data(), static_cast<size_t>(count))));
    at += count;
  }
}

Result<void> OutputFile::commit() {
  if (temporary_.empty()) return {};
  if (::fsync(file_.get()) != 0) return failed("write", path_);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return failed("write", path_);
  temporary_.clear();
  const FileDescriptor folder(::open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.valid()) ::fsync(folder.get());
  return {};
}

}  // namespace coffer::report
