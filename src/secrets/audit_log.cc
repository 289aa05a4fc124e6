#include "secrets/audit_log.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "json/json.h"

namespace coffer::secrets {
namespace {

std::string line_of(const AuditEvent& event, const std::string& time) {
  json::Object line;
  const auto put = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) line[{key.data(), key.size()}] = value;
  };
  put("time", time);
  put("action", event.action);
  put("secret", event.secret);
  put("source", event.source);
  put("version", event.version);
  put("identity", event.identity);
  put("destination", event.destination);
  put("collection", event.collection);
  put("request", event.request);
  if (event.cached) line["cached"] = true;
  return json::dump(line) + '\n';
}

Error failed(const std::filesystem::path& path, const std::string& why) {
  return {ErrorCode::kIo, fmt::format("the audit log {} could not be written: {}", path.string(), why),
          "Nothing is sent without it. Make room, or mend the folder's permissions."};
}

}  // namespace

Result<void> AuditLog::append(const std::vector<AuditEvent>& events) const {
  if (path_.empty() || events.empty()) return {};
  COFFER_TRY(make_private_folder(path_.parent_path()));
  const int flags =
      O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;  // a FIFO must not hang a send
  const FileDescriptor file(::open(path_.c_str(), flags, 0600));
  if (!file.valid()) return failed(path_, strerror(errno));
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return failed(path_, strerror(errno));
  if (!S_ISREG(status.st_mode)) return failed(path_, "it is not a file");
  COFFER_TRY(check_private(path_));
  std::string lines;
  const std::string time = iso_date(clock_->now());
  for (const AuditEvent& event : events) lines += line_of(event, time);
  const ssize_t written = ::write(file.get(), lines.data(), lines.size());
  if (written < 0) return failed(path_, strerror(errno));
  if (static_cast<size_t>(written) != lines.size()) return failed(path_, "the disk is full");
  return {};
}

}  // namespace coffer::secrets
