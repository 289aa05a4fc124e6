#include "page/folder_edit.h"

#include "base/encoding.h"
#include "crypto/hash.h"

namespace coffer::page {

void tell_changed(EventHub& events, const std::string& path) {
  events.tell("folder", json::dump(json::Object{{"path", path}}));
}

Result<std::string> edit_as_told(Folder& folder, EventHub& events, const Arguments& arguments,
                                 const Folder::Edit& edit) {
  COFFER_ASSIGN(const std::string path, arguments.text("path"));
  std::optional<std::string> known;
  if (!arguments.flag("force").value_or(false)) {
    COFFER_ASSIGN(known, arguments.text("digest"));
  }
  COFFER_ASSIGN(std::string digest, folder.edit(path, known, edit));
  tell_changed(events, path);
  return digest;
}

Result<std::string> name_argument(const Arguments& arguments) {
  COFFER_ASSIGN(std::string name, arguments.text("name"));
  if (!trim(name).empty()) return name;
  return Error{ErrorCode::kInvalidArgument, "the name is empty", "Give it one.", "name"};
}

Answer create_file_named(Folder& folder, EventHub& events, std::string_view name, std::string_view extension,
                         const json::Object& document) {
  const std::string text = json::dump_pretty(document) + "\n";
  COFFER_ASSIGN(const std::string path, folder.create(name, extension, text));
  tell_changed(events, path);
  return answer({{"path", path}, {"digest", crypto::sha256_hex(text)}});
}

}  // namespace coffer::page
