// The flags of `coffer send`: curl's words where curl has one.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/request_flags.h"
#include "cli/session_flags.h"
#include "postman/curl_command.h"

namespace coffer::cli {

struct SendFlags {
  std::vector<std::string> method_and_url, headers, query, cookies;
  std::vector<postman::CurlData> data;  // in the order of the command line, whichever flag it came by
  std::vector<postman::CurlFormPart> form;
  std::string method, user, bearer, user_agent, referer, upload_file, from_curl;
  bool digest = false, ntlm = false, get = false, head = false, user_agent_given = false;
  std::string output, har, write_out;
  bool remote_name = false, include = false, verbose = false, silent = false, fail = false,
       print_curl = false;
  bool no_follow = false, follow = false;
  int max_redirects = -1, timeout_ms = 0;
  SessionFlags session;
  RequestFlags request;
  VariableFlags variables;
};

// `flags` must outlive `command`.
void add_send_flags(CLI::App& command, SendFlags& flags);

// What the flags ask for; with --from-curl, what that command asks for.
Result<postman::CurlCommand> curl_command_of(const SendFlags& flags);

// Reads FILE, or standard input for "-". The text may hold secrets: it is not for errors.
Result<std::string> read_input(const std::string& path);

}  // namespace coffer::cli
