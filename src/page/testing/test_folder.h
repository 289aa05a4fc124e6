// A folder of collections for tests, open.
#pragma once

#include <fstream>
#include <string>

#include "base/files.h"
#include "base/testing/temporary_folder.h"
#include "page/folder.h"

namespace coffer::page {

class TestFolder {
 public:
  TestFolder() {
    if (!folder_.open(place_.path())) std::abort();
  }

  void write(const std::string& path, std::string_view text) const {
    const auto file = place_.path() / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
  std::string text(const std::string& path) const { return read_file(place_.path() / path).value(); }
  const std::filesystem::path& path() const { return place_.path(); }
  Folder& folder() { return folder_; }

 private:
  TemporaryFolder place_;
  Folder folder_;
};

}  // namespace coffer::page
