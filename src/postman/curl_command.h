// A curl command line, as people paste it, taken apart. Source: curl(1) 7.88 and src/tool_getparam.c of curl.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "postman/model.h"

namespace coffer::postman {

// A piece of a body. curl joins them: by "&", JSON by nothing.
struct CurlData {
  enum class Kind {
    kData,       // -d: @FILE is read, without its line ends
    kRaw,        // --data-raw: @ means nothing
    kBinary,     // --data-binary: @FILE as it is
    kUrlencode,  // --data-urlencode: "content", "=content", "name=content", "@file", "name@file"
    kJson,       // --json: @FILE as it is
  };
  Kind kind = Kind::kData;
  std::string text;
};

struct CurlFormPart {
  std::string text;      // "name=content", "name=@file;type=…;filename=…", "name=<file"
  bool literal = false;  // --form-string: nothing in it means anything
};

// What a curl command asks for, in curl's words; `coffer send` fills one from its own flags, too. All of it
// is text that may be shown only as far as the command may.
struct CurlCommand {
  std::string url, method;           // method: empty where curl infers it
  std::vector<std::string> headers;  // "Name: value"; "Name:" takes one away, "Name;" sends it empty
  std::vector<CurlData> data;
  std::vector<CurlFormPart> form;
  std::vector<std::string> query;    // encoded already, added to the URL
  std::vector<std::string> cookies;  // "name=value; …"
  std::optional<std::string> user, bearer, upload_file, aws_sigv4, user_agent, referer;
  std::string auth_scheme = "basic";  // of `user`: "basic", "digest" or "ntlm"
  bool get = false, head = false;     // -G, -I
  bool follow = false, keep_authorization = false, insecure = false, path_as_is = false, globbing = true;
  std::optional<int> max_redirects;
  std::optional<std::string> proxy;
  std::string client_certificate, client_key, ca_file,
      http_version;  // files as named; "1.1", "2", "2-prior-knowledge"
  std::chrono::milliseconds timeout{0}, connect_timeout{0};
  std::vector<std::string> notes;  // what was left out or changed, each a sentence for the user; no values
};

inline constexpr size_t kCurlCommandLimit = size_t{16} << 20;  // bytes

// Pure, and safe on any bytes. Flags that do not change the request are left out and named in `notes`;
// kUnsupported names a flag that would change it and that Coffer lacks, kMalformed what is no curl command.
// No error quotes a value.
Result<CurlCommand> parse_curl_command(std::string_view text);

// Reads a file that the command names; "-" is standard input.
using ReadFile = std::function<Result<std::string>(const std::string& path)>;

struct CurlRequest {
  RequestTemplate request;
  RequestBehavior behavior;
  std::vector<std::string> notes;
};

// The request that curl would send. Files whose content is sent as it is stay files (--data-binary @FILE, -T,
// -F with @); others are read. {{…}} in its texts stay what they are to Coffer: variables and references.
Result<CurlRequest> request_of(const CurlCommand& command, const ReadFile& read);

// "a b" as "a%20b", and {{…}} as it stands.
std::string percent_encode_template(std::string_view text);
// The same as forms have it: "a b" as "a+b". What curl's --data-urlencode does from 7.87 on.
std::string form_encode_template(std::string_view text);

}  // namespace coffer::postman
