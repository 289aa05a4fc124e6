#include "page/import_calls.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "page/file_kind.h"
#include "page/folder_edit.h"
#include "postman/collection.h"
#include "postman/curl_command.h"
#include "postman/export_item.h"
#include "postman/literal_credentials.h"
#include "postman/variables.h"

namespace coffer::page {
namespace {

// What was pasted comes from anywhere: it must not bring a file of this machine into a request.
Result<std::string> read_nothing(const std::string& path) {
  return Error{ErrorCode::kUnsupported, fmt::format("the command sends what is in the file {}", path),
               "Put its content into the command; or on a terminal: coffer import curl.", "text"};
}

// A flag of the command at fault is named in words.
Error of_text(Error error) {
  if (!error.field.empty() && error.field != "text")
    error.what = fmt::format("{}: {}", error.field, error.what);
  error.field = "text";
  return error;
}

bool is_curl(std::string_view text) {
  text = trim(text);
  if (text.starts_with("$ ")) text = trim(text.substr(2));
  return text.starts_with("curl ") || text.starts_with("curl\t") || text.starts_with("curl.exe ");
}

std::string_view extension_of(FileKind kind) {
  switch (kind) {
    case FileKind::kCollection:
      return ".postman_collection.json";
    case FileKind::kEnvironment:
      return ".postman_environment.json";
    case FileKind::kGlobals:
      return ".postman_globals.json";
  }
  return ".json";
}

json::Array notes_json(const std::vector<std::string>& notes) {
  return json::Array(notes.begin(), notes.end());
}

// What should not lie in a file, by its place.
void note_credentials(postman::RequestTemplate& request, std::vector<std::string>& notes) {
  postman::visit_credentials(request, [&](const postman::LiteralCredential& at, std::string_view /*value*/) {
    notes.push_back(
        fmt::format("A literal credential stands in: {}. A reference to the vault is safer.", at.where));
    return std::optional<std::string>();
  });
}

}  // namespace

void ImportCalls::add_to(Calls& calls) {
  calls.add("folder/import", [this](const Arguments& arguments) { return import(arguments); });
}

Answer ImportCalls::import(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string text, arguments.text("text"));
  if (trim(text).empty())
    return Error{ErrorCode::kInvalidArgument, "there is nothing to import",
                 "Paste an export of Postman, or a curl command.", "text"};
  if (is_curl(text)) return import_curl(text);
  return import_file(text, arguments.optional_text("file_name").value_or("Imported"));
}

// The text becomes the file as it is.
Answer ImportCalls::import_file(const std::string& text, const std::string& file_name) {
  COFFER_TRY(json::parse(text));
  const auto known = known_file(file_name, text);
  if (!known)
    return Error{ErrorCode::kUnsupported,
                 "this is neither a collection, an environment, globals nor a curl command",
                 "Export it from Postman as a collection of format v2.1.", "text"};
  std::vector<std::string> notes;
  if (known->kind == FileKind::kCollection) {
    auto collection = postman::parse_collection(text);
    if (!collection) return of_text(std::move(collection).error());
    notes = std::move(collection->warnings);
  } else if (auto variables = postman::parse_variable_file(text); !variables) {
    return of_text(std::move(variables).error());
  }
  COFFER_ASSIGN(const std::string path, folder_.create(known->name, extension_of(known->kind), text));
  tell_changed(events_, path);
  return answer({{"kind", to_string(known->kind)}, {"path", path}, {"notes", notes_json(notes)}});
}

Answer ImportCalls::import_curl(const std::string& text) {
  auto command = postman::parse_curl_command(text);
  if (!command) return of_text(std::move(command).error());
  auto made = postman::request_of(*command, read_nothing);
  if (!made) return of_text(std::move(made).error());
  note_credentials(made->request, made->notes);
  COFFER_ASSIGN(json::Object item,
                postman::item_json(desk_.random().uuid(), postman::default_item_name(made->request),
                                   made->request, made->behavior));
  return answer({{"kind", "request"}, {"item", std::move(item)}, {"notes", notes_json(made->notes)}});
}

}  // namespace coffer::page
