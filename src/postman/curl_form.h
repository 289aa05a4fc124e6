#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "postman/curl_command.h"

namespace coffer::postman {

// -F's little language: "name=content;type=…", "name=@file1,file2;filename=…", "name=<file". Content in
// double quotes may hold semicolons. What it does not know is skipped with a note, as curl does. Source:
// curl, src/tool_formparse.c.
Result<FormField> form_field_of(const CurlFormPart& part, const ReadFile& read,
                                std::vector<std::string>& notes);

}  // namespace coffer::postman
