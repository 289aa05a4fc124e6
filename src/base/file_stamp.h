// Tells whether a file is another than before, without reading it.
#pragma once

#include <filesystem>
#include <string>

namespace coffer {

// Another text whenever the file was written, replaced or removed: device, inode, size, time. Empty where
// there is none. Of a folder: whenever an entry of it came, went or was replaced.
std::string file_stamp(const std::filesystem::path& file);

}  // namespace coffer
