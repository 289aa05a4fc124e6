// What a JSON file is to Coffer, told by its content.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace coffer::page {

enum class FileKind { kCollection, kEnvironment, kGlobals };
std::string_view to_string(FileKind kind);  // "collection"

struct KnownFile {
  FileKind kind = FileKind::kCollection;
  std::string name;     // as it calls itself; else the file's
  std::string problem;  // why it can't be used; empty: it can
};

// nullopt for what is none of Coffer's: any other JSON. What is broken is known by its file name or by what
// Postman writes into all such files.
std::optional<KnownFile> known_file(std::string_view file_name, std::string_view text);
// The same for a file that could not be read, for that reason: known by its name alone.
std::optional<KnownFile> known_by_name(std::string_view file_name, std::string problem);

// Whether the text names the format of collections somewhere.
bool names_collection_format(std::string_view text);

}  // namespace coffer::page
