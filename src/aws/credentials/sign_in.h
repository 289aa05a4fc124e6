// What a person must do to sign in to IAM Identity Center.
#pragma once

#include <string>

namespace coffer::aws {

// Open one of the addresses, and see that the page shows the code.
struct SignIn {
  std::string url, url_with_code;  // http(s), ASCII without spaces and quotes
  std::string code;                // "ABCD-EFGH"
  std::string name;                // of the sso-session, else the start URL
};

}  // namespace coffer::aws
