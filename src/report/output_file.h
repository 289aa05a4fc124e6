// A report written piece by piece that appears whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/files.h"
#include "base/result.h"

namespace coffer::report {

// Where Newman writes what is exported to `given`: "newman/newman-run-report-2026-11-23-20-58-28-123-0.json"
// where nothing is given, a file of that name in a folder that is given.
std::filesystem::path output_path(const std::string& given, const std::filesystem::path& file_name,
                                  WallTime now);

// Grows in a temporary file of the same folder; commit() puts it in place. Without a commit the temporary
// file goes. What exists and is no regular file (/dev/stdout, a pipe) is written to directly. Missing folders
// are made, as Newman does.
class OutputFile {
 public:
  static Result<OutputFile> create(const std::filesystem::path& path);
  // An unnamed file in the folder of `path`, for what has to be put aside until the end.
  static Result<OutputFile> scratch(const std::filesystem::path& path);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  Result<void> write(std::string_view text);
  Result<void> append_to(OutputFile& other);  // all that was written so far
  Result<void> commit();

 private:
  OutputFile(std::filesystem::path path, std::filesystem::path temporary, FileDescriptor file)
      : path_(std::move(path)), temporary_(std::move(temporary)), file_(std::move(file)) {}

  std::filesystem::path path_, temporary_;  // temporary_ is empty where there is none
  FileDescriptor file_;
};

}  // namespace coffer::report
