#include "cli/send_flags.h"

#include <fmt/format.h>

#include <map>
#include <memory>

#include "base/files.h"
#include "json/json.h"

namespace coffer::cli {
namespace {

using Kind = postman::CurlData::Kind;
constexpr const char* kRequest = "Request";
constexpr const char* kBody = "Body";
constexpr const char* kAuth = "Authentication";
constexpr const char* kOutput = "Output";

// A list of values, one an occurrence.
template <class Target>
CLI::Option* add_list(CLI::App& command, const std::string& name, Target& target, const std::string& what,
                      const char* group, const char* value) {
  return command.add_option(name, target, what)->allow_extra_args(false)->group(group)->type_name(value);
}

struct BodyFlags {
  std::map<const CLI::Option*, Kind> data;
  const CLI::Option *form = nullptr, *form_string = nullptr;
  std::vector<std::string> values;  // CLI11 wants a place; the order is taken from the parse
};

// CLI11 hands over the values flag by flag; curl joins them in the order they were typed.
void collect_in_order(const CLI::App& command, const BodyFlags& body, SendFlags& flags) {
  std::map<const CLI::Option*, size_t> seen;
  for (const CLI::Option* option : command.parse_order()) {
    const size_t index = seen[option]++;
    if (index >= option->results().size()) continue;
    const std::string& value = option->results()[index];
    if (const auto data = body.data.find(option); data != body.data.end())
      flags.data.push_back({data->second, value});
    if (option == body.form || option == body.form_string)
      flags.form.push_back({value, option == body.form_string});
  }
}

void add_body_flags(CLI::App& command, SendFlags& flags) {
  const auto body = std::make_shared<BodyFlags>();
  const auto data = [&](const char* name, Kind kind, const char* what) {
    body->data[add_list(command, name, body->values, what, kBody, "DATA")] = kind;
  };
  data("-d,--data,--data-ascii", Kind::kData,
       "body; several are joined by &; @FILE reads one, @- standard input");
  data("--data-raw", Kind::kRaw, "the same; @ means nothing");
  data("--data-binary", Kind::kBinary,
       "the same; @FILE is sent byte for byte, references in it are left alone");
  data("--data-urlencode", Kind::kUrlencode, "NAME=VALUE, encoded; NAME@FILE reads the value");
  data("--json", Kind::kJson,
       "JSON body, with Content-Type and Accept; @FILE reads it; or NAME=TEXT and NAME:=JSON, member by "
       "member");
  body->form =
      add_list(command, "-F,--form", body->values,
               "part of a form: NAME=VALUE, NAME=@FILE;type=TYPE;filename=NAME, NAME=<FILE", kBody, "PART");
  body->form_string = add_list(command, "--form-string", body->values,
                               "the same; nothing in the value means anything", kBody, "PART");
  command.add_option("-T,--upload-file", flags.upload_file, "PUT this file; - for standard input")
      ->group(kBody)
      ->type_name("FILE");
  command.parse_complete_callback([&command, body, &flags] { collect_in_order(command, *body, flags); });
}

void add_request_words(CLI::App& command, SendFlags& flags) {
  command.add_option("request", flags.method_and_url, "[METHOD] URL")->expected(0, 2)->type_name("");
  command.add_option("-X,--request", flags.method, "method (default: GET, or POST with a body)")
      ->group(kRequest)
      ->type_name("METHOD");
  add_list(
      command, "-H,--header", flags.headers,
      "\"Name: value\"; \"Name:\" leaves one of Coffer's out, \"Name;\" sends it empty; @FILE reads them",
      kRequest, "HEADER");
  add_list(command, "--query,--url-query", flags.query, "NAME=VALUE for the URL, encoded", kRequest,
           "NAME=VALUE");
  command.add_flag("-G,--get", flags.get, "put the body's data into the URL")->group(kRequest);
  command.add_flag("-I,--head", flags.head, "ask for the head of the response alone (HEAD)")->group(kRequest);
  add_list(command, "-b,--cookie", flags.cookies, "\"name=value; …\" as Cookie", kRequest, "COOKIES");
  command.add_option("-A,--user-agent", flags.user_agent, "User-Agent; '' sends none")
      ->each([&flags](const std::string&) { flags.user_agent_given = true; })
      ->group(kRequest)
      ->type_name("TEXT");
  command.add_option("--referer", flags.referer, "Referer")->group(kRequest)->type_name("URL");
  command.add_flag("-L,--location", flags.follow, "follow redirects (it does, anyway)")->group(kRequest);
  command.add_flag("--no-follow,--ignore-redirects", flags.no_follow, "do not follow redirects")
      ->group(kRequest);
  command.add_option("--max-redirs", flags.max_redirects, "redirects to follow (default: 10)")
      ->check(CLI::NonNegativeNumber)
      ->group(kRequest)
      ->type_name("N");
  command
      .add_option("--timeout,--timeout-request", flags.timeout_ms,
                  "milliseconds for the request (default: none)")
      ->check(CLI::NonNegativeNumber)
      ->group(kRequest)
      ->type_name("MS");
  command
      .add_option("--from-curl", flags.from_curl,
                  "send what a curl command line asks for; FILE holds it, - reads it from standard input")
      ->group(kRequest)
      ->type_name("FILE");
}

void add_auth_flags(CLI::App& command, SendFlags& flags) {
  command.add_option("-u,--user", flags.user, "basic auth; write {{vault:name}} for a secret")
      ->group(kAuth)
      ->type_name("USER:PASSWORD");
  command.add_flag("--digest", flags.digest, "digest auth with -u")->group(kAuth);
  command.add_flag("--ntlm", flags.ntlm, "NTLM auth with -u")->group(kAuth);
  command
      .add_option("--bearer,--oauth2-bearer", flags.bearer, "bearer token; write {{vault:name}} for a secret")
      ->group(kAuth)
      ->type_name("TOKEN");
}

void add_output_flags(CLI::App& command, SendFlags& flags) {
  command
      .add_option("-o,--output", flags.output,
                  "write the body to a file, byte for byte; - is standard output, whatever the body is")
      ->group(kOutput)
      ->type_name("FILE");
  command.add_flag("-O,--remote-name", flags.remote_name, "write it to a file named as in the URL")
      ->group(kOutput);
  command.add_flag("-i,--include", flags.include, "print the response's status and headers, too")
      ->group(kOutput);
  command
      .add_flag("-v,--verbose", flags.verbose,
                "show references, requests and responses on standard error, redacted")
      ->group(kOutput);
  command.add_flag("-s,--silent", flags.silent, "print no warnings and notes")->group(kOutput);
  command.add_flag("-f,--fail", flags.fail, "exit with 1 on a status of 400 or more")->group(kOutput);
  command
      .add_option("-w,--write-out", flags.write_out,
                  "print this after the body, with %{http_code}, %{time_total}, %{size_download} and others "
                  "of curl's")
      ->group(kOutput)
      ->type_name("FORMAT");
  command.add_option("--har", flags.har, "write all hops to an HTTP archive (HAR 1.2), redacted")
      ->group(kOutput)
      ->type_name("FILE");
  command
      .add_flag("--curl", flags.print_curl,
                "print the curl command that sends the same, with references and no values; send nothing")
      ->group(kOutput);
}

// "name=text" or "name:=json": HTTPie's words. None of them begins as JSON does.
struct Member {
  std::string name, text;
  bool is_json = false;
};
std::optional<Member> member_of(const std::string& piece) {
  const size_t equals = piece.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  const bool is_json = piece[equals - 1] == ':';
  std::string name = piece.substr(0, equals - (is_json ? 1 : 0));
  constexpr std::string_view kLetters = "_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const bool word = !name.empty() && kLetters.find(name[0]) != std::string_view::npos &&
                    name.find_first_of(" \t\r\n\"{}[],:@") == std::string::npos;
  if (!word) return std::nullopt;
  return Member{std::move(name), piece.substr(equals + 1), is_json};
}

// If every --json is a member, they make up an object; else they are JSON, joined as curl does.
Result<void> make_json_object(std::vector<postman::CurlData>& data) {
  json::Object object;
  for (const postman::CurlData& piece : data) {
    const auto member = piece.kind == Kind::kJson ? member_of(piece.text) : std::nullopt;
    if (!member) return {};
    json::Value value(member->text);
    if (member->is_json) {
      auto parsed = json::parse(member->text);
      if (!parsed)
        return Error{ErrorCode::kUsage, fmt::format("what follows \"{}:=\" is not JSON", member->name),
                     "Write NAME=TEXT for text.", "--json"};
      value = std::move(*parsed);
    }
    object[member->name] = std::move(value);
  }
  if (!object.empty()) data = {{Kind::kJson, json::dump(object)}};
  return {};
}

Result<void> set_method_and_url(const SendFlags& flags, postman::CurlCommand& command) {
  if (flags.method_and_url.empty())
    return Error{ErrorCode::kUsage, "there is no URL", "coffer send [METHOD] URL", "URL"};
  command.url = flags.method_and_url.back();
  command.method = flags.method;
  if (flags.method_and_url.size() < 2) return {};
  if (!flags.method.empty())
    return Error{ErrorCode::kUsage, "the method is given twice",
                 "coffer send -X METHOD URL, or coffer send METHOD URL", "-X"};
  command.method = flags.method_and_url.front();
  return {};
}

Result<void> add_query(const std::vector<std::string>& query, postman::CurlCommand& command) {
  for (const std::string& parameter : query) {
    const size_t equals = parameter.find('=');
    if (equals == std::string::npos || equals == 0)
      return Error{ErrorCode::kUsage, "a parameter is NAME=VALUE", "", "--query"};
    command.query.push_back(postman::percent_encode_template(parameter.substr(0, equals)) + "=" +
                            postman::percent_encode_template(parameter.substr(equals + 1)));
  }
  return {};
}

Result<postman::CurlCommand> command_from_curl(const SendFlags& flags) {
  const bool more = !flags.method_and_url.empty() || !flags.headers.empty() || !flags.data.empty() ||
                    !flags.form.empty() || !flags.query.empty() || !flags.user.empty() ||
                    !flags.bearer.empty() || !flags.method.empty() || !flags.upload_file.empty() ||
                    !flags.cookies.empty();
  if (more) {
    return Error{ErrorCode::kUsage,
                 "the request is in the curl command; it goes together with no other request flags",
                 "Add them to the command.", "--from-curl"};
  }
  COFFER_ASSIGN(const std::string text, read_input(flags.from_curl));
  return postman::parse_curl_command(text);
}

}  // namespace

Result<std::string> read_input(const std::string& path) {
  return read_file(path == "-" ? "/dev/stdin" : path);
}

void add_send_flags(CLI::App& command, SendFlags& flags) {
  add_request_words(command, flags);
  add_body_flags(command, flags);
  add_auth_flags(command, flags);
  add_output_flags(command, flags);
  add_variable_flags(command, flags.variables);
  add_request_flags(command, flags.request);
  add_session_flags(command, flags.session);
}

Result<postman::CurlCommand> curl_command_of(const SendFlags& flags) {
  if (!flags.from_curl.empty()) return command_from_curl(flags);
  postman::CurlCommand command;
  COFFER_TRY(set_method_and_url(flags, command));
  COFFER_TRY(add_query(flags.query, command));
  command.headers = flags.headers;
  command.data = flags.data;
  COFFER_TRY(make_json_object(command.data));
  command.form = flags.form;
  command.cookies = flags.cookies;
  const auto given = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  command.user = given(flags.user);
  command.bearer = given(flags.bearer);
  command.referer = given(flags.referer);
  command.upload_file = given(flags.upload_file);
  if (flags.user_agent_given) command.user_agent = flags.user_agent;
  if (flags.digest) command.auth_scheme = "digest";
  if (flags.ntlm) command.auth_scheme = "ntlm";
  command.get = flags.get;
  command.head = flags.head;
  command.globbing = false;
  command.follow = !flags.no_follow;
  if (flags.max_redirects >= 0) command.max_redirects = flags.max_redirects;
  return command;
}

}  // namespace coffer::cli
