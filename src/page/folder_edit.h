// What the calls that write files of the folder have in common.
#pragma once

#include <string>
#include <string_view>

#include "page/calls.h"
#include "page/event_hub.h"
#include "page/folder.h"

namespace coffer::page {

void tell_changed(EventHub& events, const std::string& path);  // the event `folder`

// Edits the file `path` of the arguments if it still has their `digest`, or whatever it is with `force`. The
// new digest.
Result<std::string> edit_as_told(Folder& folder, EventHub& events, const Arguments& arguments,
                                 const Folder::Edit& edit);

Result<std::string> name_argument(const Arguments& arguments);  // `name`, which is not blank
// {path, digest} of a new file.
Answer create_file_named(Folder& folder, EventHub& events, std::string_view name, std::string_view extension,
                         const json::Object& document);

}  // namespace coffer::page
