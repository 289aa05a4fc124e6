// The flags of curl(1), and what each does to a CurlCommand. Source: curl 7.88, src/tool_getparam.c.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "postman/curl_command.h"

namespace coffer::postman {

// `apply` gets the value, empty for a flag that has none; it is null for flags that are left out or refused.
struct CurlFlag {
  char letter = 0;  // 0: none
  std::string_view name;
  bool takes_value = false;
  Result<void> (*apply)(CurlCommand&, const std::string& value) = nullptr;
};

enum class CurlFlagClass {
  kUse,
  kSkip,    // says what to print, how long to try or how to connect: the request stays the same without it
  kRefuse,  // would change what is sent, where to, or with whose credentials, and Coffer lacks it
};
struct FoundFlag {
  const CurlFlag* flag = nullptr;  // null: curl has no such flag, or we do not know it
  CurlFlagClass kind = CurlFlagClass::kRefuse;
};
FoundFlag find_flag(std::string_view name);  // without "--"
FoundFlag find_flag(char letter);

}  // namespace coffer::postman
