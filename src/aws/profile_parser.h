// The grammar of the shared AWS files, apart from what sections and keys mean.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace coffer::aws {

// What a file consists of, as views into its text (which carries secrets): good while parse_profile_text()
// runs.
struct ProfileProperty {
  std::string section;     // "profile main", white space and quotes put in order
  std::string key;         // lower-cased
  std::string sub_key;     // of `key =` followed by indented `sub_key = value` lines; empty otherwise
  std::string_view value;  // without outer white space and without a comment
  bool continues = false;  // a further line of the value of `key`
};

// Calls `section` for every header and `property` for every setting, in order. kMalformed names `file` and
// the line, never text of the line. Grammar: "Shared config and credentials files" of the AWS SDKs reference,
// and what the AWS CLI takes besides (docs/aws.md lists where the two differ).
Result<void> parse_profile_text(std::string_view text, std::string_view file,
                                const std::function<void(const std::string& section)>& section,
                                const std::function<void(const ProfileProperty& property)>& property);

}  // namespace coffer::aws
