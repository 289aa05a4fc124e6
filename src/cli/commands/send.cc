// coffer send: one request.
#include <fmt/format.h>

#include "base/encoding.h"
#include "base/files.h"
#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "cli/request_flags.h"
#include "cli/session_flags.h"
#include "postman/collection.h"
#include "postman/request_builder.h"
#include "runner/runner.h"

namespace coffer::cli {
namespace {

struct SendFlags {
  std::vector<std::string> method_and_url, headers, data, form;
  std::string user, bearer, output;
  bool include = false, verbose = false, fail = false, no_follow = false;
  int timeout_ms = 0;
  SessionFlags session;
  RequestFlags request;
  VariableFlags variables;
};

Result<void> add_headers(postman::RequestTemplate& request, const std::vector<std::string>& headers) {
  for (const std::string& header : headers) {
    const size_t colon = header.find(':');
    if (colon == std::string::npos || colon == 0)
      return Error{ErrorCode::kUsage, "a header is \"Name: value\"", "", "-H"};
    request.headers.push_back(
        {header.substr(0, colon), std::string(trim(std::string_view(header).substr(colon + 1)))});
  }
  return {};
}

bool has_header(const postman::RequestTemplate& request, std::string_view name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const auto& header) { return iequals(header.key, name); });
}

// As curl: several -d are joined by &, @FILE is read, the content type is a form's unless -H says otherwise.
Result<void> add_data(postman::RequestTemplate& request, const std::vector<std::string>& data) {
  std::string text;
  for (const std::string& piece : data) {
    if (!text.empty()) text += '&';
    if (piece.starts_with('@')) {
      COFFER_ASSIGN(const std::string content, read_file(piece == "@-" ? "/dev/stdin" : piece.substr(1)));
      text += content;
    } else {
      text += piece;
    }
  }
  request.body = postman::RawBody{.text = std::move(text), .language = ""};
  if (!has_header(request, "Content-Type"))
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  return {};
}

Result<void> add_form(postman::RequestTemplate& request, const std::vector<std::string>& form) {
  postman::FormBody body;
  for (const std::string& piece : form) {
    const size_t equals = piece.find('=');
    if (equals == std::string::npos || equals == 0)
      return Error{ErrorCode::kUsage, "a part is NAME=VALUE or NAME=@FILE", "", "-F"};
    postman::FormField field;
    field.key = piece.substr(0, equals);
    field.value = piece.substr(equals + 1);
    field.is_file = field.value.starts_with('@');
    if (field.is_file) field.files = {field.value.substr(1)}, field.value.clear();
    body.fields.push_back(std::move(field));
  }
  request.body = std::move(body);
  return {};
}

// A user name and password are divided at the first colon outside of references ({{vault:name}} has one,
// too).
size_t find_divider(std::string_view text) {
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}') --depth;
    if (text[i] == ':' && depth == 0) return i;
  }
  return std::string_view::npos;
}

void add_auth(postman::RequestTemplate& request, const SendFlags& flags) {
  request.auth = postman::Auth{.type = "noauth", .params = {}};
  if (!flags.bearer.empty())
    request.auth = postman::Auth{.type = "bearer", .params = {{"token", flags.bearer}}};
  if (flags.user.empty()) return;
  const size_t colon = find_divider(flags.user);
  const std::string password = colon == std::string::npos ? "" : flags.user.substr(colon + 1);
  request.auth = postman::Auth{.type = "basic",
                               .params = {{"username", flags.user.substr(0, colon)}, {"password", password}}};
}

Result<postman::RequestTemplate> request_of(const SendFlags& flags) {
  postman::RequestTemplate request;
  const bool method_given = flags.method_and_url.size() == 2;
  request.url.raw = flags.method_and_url.back();
  request.method = method_given                               ? flags.method_and_url.front()
                   : flags.data.empty() && flags.form.empty() ? "GET"
                                                              : "POST";
  COFFER_TRY(add_headers(request, flags.headers));
  if (!flags.data.empty()) COFFER_TRY(add_data(request, flags.data));
  if (!flags.form.empty()) COFFER_TRY(add_form(request, flags.form));
  add_auth(request, flags);
  return request;
}

void print_headers(std::string& text, std::string_view prefix, const http::Headers& headers) {
  for (const auto& [name, value] : headers) text += fmt::format("{}{}: {}\n", prefix, name, value);
}

// Spec 7.3, on standard error.
void show_exchanges(Context& context, const runner::ItemResult& result) {
  std::string text;
  for (const auto& reference : result.references) {
    text += fmt::format("* {{{{vault:{}}}}} from {}{}, {} ms\n", reference.name, reference.source,
                        reference.cached ? " (cached)" : "", reference.took.count());
  }
  for (const runner::Exchange& exchange : result.exchanges) {
    text += fmt::format("> {} {}\n", exchange.method, exchange.url);
    print_headers(text, "> ", exchange.request_headers);
    if (exchange.request_body) text += fmt::format(">\n> {}\n", *exchange.request_body);
    text += fmt::format("< HTTP/{} {} {}\n", exchange.http_version, exchange.status, exchange.reason);
    print_headers(text, "< ", exchange.response_headers);
    if (exchange.note) text += fmt::format("* {}\n", *exchange.note);
    text += fmt::format("* {} ms, {} bytes\n",
                        std::chrono::duration_cast<std::chrono::milliseconds>(exchange.timings.total).count(),
                        exchange.response_size);
  }
  if (text.ends_with('\n')) text.pop_back();
  if (!text.empty()) context.terminal.message(text);
}

void print_response(Context& context, const SendFlags& flags, const runner::ItemResult& result) {
  if (flags.include && !result.exchanges.empty()) {
    const runner::Exchange& last = result.exchanges.back();
    std::string head = fmt::format("HTTP/{} {} {}\n", last.http_version, last.status, last.reason);
    print_headers(head, "", last.response_headers);
    context.terminal.out(head + "\n");
  }
  if (!flags.output.empty()) return;
  context.terminal.out(result.response_body);
  if (context.terminal.out_is_terminal() && !result.response_body.empty() &&
      !result.response_body.ends_with('\n'))
    context.terminal.out("\n");
}

Result<void> write_output(const std::string& file, const http::Response& response) {
  COFFER_ASSIGN(const std::string body, response.body->read());
  return replace_file(file, body);
}

Result<void> send(Context& context, const SendFlags& flags) {
  postman::Item item;
  item.name = "send";
  COFFER_ASSIGN(item.request, request_of(flags));
  COFFER_ASSIGN(http::SendOptions http_options, send_options(flags.request, flags.session.ca_file));
  Locations locations(context, http_options);
  COFFER_ASSIGN(const VariableScopes variables, load_variables(flags.variables, locations));
  postman::Scopes scopes;
  scopes.environment = &variables.environment.scope;
  scopes.globals = &variables.globals.scope;
  postman::Substitutor substitute(scopes, *context.clock, *context.random);
  const postman::PlacedItem placed{&item, {}};
  COFFER_ASSIGN(const postman::PreparedRequest prepared, postman::prepare(placed, substitute));

  COFFER_ASSIGN(const OpenSession open,
                open_session(context, flags.session, ".", !prepared.references().empty()));
  runner::SendSettings settings;
  settings.http = std::move(http_options);
  settings.http.timeout = std::chrono::milliseconds(flags.timeout_ms);
  settings.working_folder = std::filesystem::current_path();
  settings.collection_name = "send";
  settings.user_agent = "Coffer/" COFFER_VERSION;
  settings.follow_redirects = !flags.no_follow;
  settings.shown_body_limit = flags.output.empty() ? UINT64_MAX : 0;
  const runner::Parts parts{&context.transport(), open.session.get(), &context.redactor, context.clock,
                            context.random};
  http::CookieJar cookies;
  const auto save = [&](const http::Response& response) {
    return flags.output.empty() ? Result<void>() : write_output(flags.output, response);
  };
  const runner::ItemResult result = runner::send(parts, placed, prepared, cookies, settings, save);

  for (const std::string& warning : result.warnings) context.terminal.warn(warning);
  if (flags.verbose) show_exchanges(context, result);
  if (result.error) {
    context.terminal.error(*result.error);
    context.status =
        result.reference_failed ? reference_exit_status(result.error->code) : exit_status(result.error->code);
    return {};
  }
  print_response(context, flags, result);
  if (flags.fail && result.exchanges.back().status >= 400) context.status = 1;
  return {};
}

}  // namespace

void add_send_command(CLI::App& root, Context& context) {
  auto flags = std::make_shared<SendFlags>();
  CLI::App* command = root.add_subcommand("send", "Send one request: coffer send [METHOD] URL");
  command->add_option("request", flags->method_and_url, "[METHOD] URL")
      ->required()
      ->expected(1, 2)
      ->type_name("");
  command->add_option("-H,--header", flags->headers, "\"Name: value\"")->allow_extra_args(false);
  command->add_option("-d,--data", flags->data, "body; @FILE reads it")->allow_extra_args(false);
  command->add_option("-F,--form", flags->form, "NAME=VALUE or NAME=@FILE, as multipart/form-data")
      ->allow_extra_args(false);
  command->add_option("-u,--user", flags->user,
                      "basic auth, USER:PASSWORD; write {{vault:name}} for a secret");
  command->add_option("--bearer", flags->bearer, "bearer token; write {{vault:name}} for a secret");
  command->add_option("-o,--output", flags->output, "write the body to a file, byte for byte");
  command->add_flag("-i,--include", flags->include, "print the response's status and headers, too");
  command->add_flag("-v,--verbose", flags->verbose,
                    "show references, requests and responses on standard error, redacted");
  command->add_flag("-f,--fail", flags->fail, "exit with 1 on a status of 400 or more");
  command->add_flag("--no-follow,--ignore-redirects", flags->no_follow, "do not follow redirects");
  command
      ->add_option("--timeout,--timeout-request", flags->timeout_ms,
                   "milliseconds for the request (default: none)")
      ->check(CLI::NonNegativeNumber);
  add_variable_flags(*command, flags->variables);
  add_request_flags(*command, flags->request);
  add_session_flags(*command, flags->session);
  command->callback([=, &context] { run_command(context, [&] { return send(context, *flags); }); });
}

}  // namespace coffer::cli
