// Takes a response body as it comes in: memory first, then an unlinked private file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"

namespace coffer::http {

struct BodyLimits {
  uint64_t total = UINT64_MAX;   // kTooLarge beyond
  uint64_t memory = UINT64_MAX;  // spilled to disk beyond …
  bool off_disk = false;         // … or, with this, kTooLarge; the bytes then stay in locked memory
};

// Not thread-safe. The file is made in `temporary_folder` with mode 0600 and has no name from the start (or
// from right after it was made, where the file system has no O_TMPFILE), so nothing is left behind even by a
// kill.
class BodySink {
 public:
  BodySink(BodyLimits limits, std::filesystem::path temporary_folder)
      : limits_(limits), temporary_folder_(std::move(temporary_folder)) {}

  // kTooLarge, or kIo where the disk is full. After an error the sink is of no more use.
  Result<void> write(std::string_view bytes);
  void clear();  // forgets what came so far: another response of the same exchange begins
  std::unique_ptr<ResponseBody> finish();

 private:
  Result<void> spill();

  BodyLimits limits_;
  std::filesystem::path temporary_folder_;
  uint64_t size_ = 0;
  std::string memory_;
  SecretBuilder locked_memory_;
  FileDescriptor file_;
};

}  // namespace coffer::http
