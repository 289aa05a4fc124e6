#include "page/folder_calls.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "page/folder_edit.h"

namespace coffer::page {
namespace fs = std::filesystem;
namespace {

constexpr size_t kMostNames = 2000;
constexpr int kPatience = 20;  // times as long as a look at all files takes, none is taken

// As a person types it: "~/projects".
fs::path typed_path(const std::string& text, const fs::path& home) {
  if (text == "~") return home;
  return text.starts_with("~/") ? home / text.substr(2) : fs::path(text);
}

json::Array folder_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  fs::directory_iterator each(folder, fs::directory_options::skip_permission_denied, failure);
  for (; !failure && each != fs::end(each) && names.size() < kMostNames; each.increment(failure)) {
    const std::string name = each->path().filename().string();
    std::error_code of_entry;
    if (!name.starts_with('.') && is_utf8(name) && each->is_directory(of_entry)) names.push_back(name);
  }
  std::ranges::sort(names, {}, [](const std::string& name) { return to_lower(name); });
  return json::Array(names.begin(), names.end());
}

std::string changed_at(const fs::path& folder) {
  std::error_code failure;
  return fmt::format("{}\n", fs::last_write_time(folder, failure).time_since_epoch().count());
}

json::Object view_of(const ListedFile& file) {
  json::Object view{{"path", file.path},
                    {"kind", to_string(file.known.kind)},
                    {"name", file.known.name},
                    {"digest", file.digest}};
  if (!file.known.problem.empty()) view["problem"] = file.known.problem;
  return view;
}

}  // namespace

FolderCalls::FolderCalls(Desk& desk, EventHub& events, Folder& folder)
    : desk_(desk),
      events_(events),
      folder_(folder),
      undo_(desk.clock()),
      recent_(desk.environment().state_folder()),
      collections_(desk, events, folder, undo_),
      environments_(desk, events, folder),
      imports_(desk, events, folder) {}

void FolderCalls::add_to(Calls& calls) {
  calls.add("folder/state", [this](const Arguments&) { return state(); });
  calls.add("folder/browse", [this](const Arguments& arguments) { return browse(arguments); });
  calls.add("folder/open", [this](const Arguments& arguments) { return open(arguments); });
  calls.add("files/remove", [this](const Arguments& arguments) { return remove(arguments); });
  calls.add("files/restore", [this](const Arguments& arguments) { return restore(arguments); });
  collections_.add_to(calls);
  environments_.add_to(calls);
  imports_.add_to(calls);
}

Result<void> FolderCalls::open_first(const std::optional<fs::path>& asked, const fs::path& current) {
  if (asked) {
    COFFER_TRY(folder_.open(*asked));
    return recent_.add(*folder_.root());
  }
  if (count_collections(current) > 0) return folder_.open(current);
  const auto recent = recent_.list();
  return recent.empty() ? Result<void>() : folder_.open(recent.front());
}

std::string FolderCalls::fingerprint() {
  const auto root = folder_.root();
  if (!root) return "";
  const auto begin = desk_.clock().elapsed();
  if (begin < next_look_) return fingerprint_;
  fingerprint_ = root->string() + "\n" + folder_fingerprint(*root);
  // `coffer trust` and `coffer grant` beside the page.
  for (const char* said : {"trusted-links", "script-grants"})
    fingerprint_ += changed_at(desk_.environment().state_folder() / said);
  const auto end = desk_.clock().elapsed();
  next_look_ = end + kPatience * (end - begin);
  return fingerprint_;
}

Answer FolderCalls::state() {
  json::Object said{{"recent", json::Array()}, {"files", json::Array()}};
  if (const auto root = folder_.root()) said["folder"] = root->string();
  for (const fs::path& each : recent_.list()) said["recent"].as_array().emplace_back(each.string());
  for (const ListedFile& file : listing_.list(folder_)) said["files"].as_array().emplace_back(view_of(file));
  return answer(said);
}

Answer FolderCalls::browse(const Arguments& arguments) {
  const fs::path home = desk_.environment().home();
  const auto typed = arguments.optional_text("path");
  std::error_code failure;
  const fs::path path =
      fs::canonical(typed ? typed_path(*typed, home) : folder_.root().value_or(home), failure);
  if (failure || !fs::is_directory(path, failure))
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("there is no folder {}", typed.value_or(home.string())), "", "path"};
  json::Object said{
      {"path", path.string()}, {"folders", folder_names(path)}, {"collections", count_collections(path)}};
  if (path.has_relative_path()) said["parent"] = path.parent_path().string();
  return answer(said);
}

Answer FolderCalls::open(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string typed, arguments.text("folder"));
  const fs::path folder = typed_path(typed, desk_.environment().home());
  if (!folder.is_absolute())
    return Error{ErrorCode::kInvalidArgument, "the folder's path is not a whole one",
                 "Begin it with / or ~/.", "folder"};
  COFFER_TRY(folder_.open(folder));
  COFFER_TRY(recent_.add(*folder_.root()));
  events_.tell("folder", "{}");
  return state();
}

Answer FolderCalls::remove(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string path, arguments.text("path"));
  COFFER_ASSIGN(const FolderFile removed, folder_.remove(path));
  tell_changed(events_, path);
  const uint64_t number = undo_.keep([this, removed]() -> Result<void> {
    COFFER_TRY(folder_.put_back(removed));
    tell_changed(events_, removed.path);
    return {};
  });
  return answer({{"undo", number}});
}

Answer FolderCalls::restore(const Arguments& arguments) {
  COFFER_ASSIGN(const uint64_t number, arguments.number("undo"));
  COFFER_TRY(undo_.take_back(number));
  return done();
}

}  // namespace coffer::page
