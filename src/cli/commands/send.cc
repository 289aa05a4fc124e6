// coffer send: one request.
#include <fmt/format.h>

#include "base/files.h"
#include "cli/commands/commands.h"
#include "cli/request_flags.h"
#include "cli/send_flags.h"
#include "cli/send_output.h"
#include "cli/session_flags.h"
#include "postman/collection.h"
#include "postman/curl_printer.h"
#include "postman/request_builder.h"
#include "report/har.h"
#include "report/output_file.h"
#include "runner/runner.h"

namespace coffer::cli {
namespace {

template <class T>
void set_if_empty(T& to, const T& from) {
  if (to.empty()) to = from;
}

// What a curl command says of TLS, proxy and time counts as the flags of the same meaning.
void take_transport(const postman::CurlCommand& command, SendFlags& flags) {
  flags.request.insecure |= command.insecure;
  set_if_empty(flags.request.client_certificate, command.client_certificate);
  set_if_empty(flags.request.client_key, command.client_key);
  set_if_empty(flags.request.http_version, command.http_version);
  set_if_empty(flags.session.ca_file, command.ca_file);
  if (command.proxy && !flags.request.proxy_given) {
    flags.request.proxy = *command.proxy;
    flags.request.proxy_given = true;
  }
  if (flags.timeout_ms == 0) flags.timeout_ms = static_cast<int>(command.timeout.count());
  flags.head |= command.head;
  flags.no_follow = !command.follow;
}

// The request as it will be sent, but for its vault references.
struct Prepared {
  postman::Item item;
  postman::PlacedItem placed;
  VariableScopes variables;
  postman::PreparedRequest request;
  http::SendOptions http;
};

Result<std::unique_ptr<Prepared>> prepare(Context& context, SendFlags& flags) {
  COFFER_ASSIGN(const postman::CurlCommand command, curl_command_of(flags));
  take_transport(command, flags);
  COFFER_ASSIGN(postman::CurlRequest made, postman::request_of(command, read_input));
  if (!flags.silent)
    for (const std::string& note : made.notes) context.terminal.message("note: " + note);
  auto prepared = std::make_unique<Prepared>();
  prepared->item.name = "send";
  prepared->item.request = std::move(made.request);
  prepared->item.behavior = std::move(made.behavior);
  prepared->placed.item = &prepared->item;
  COFFER_ASSIGN(prepared->http, send_options(flags.request, flags.session.ca_file));
  if (command.connect_timeout.count() > 0) prepared->http.connect_timeout = command.connect_timeout;
  prepared->http.timeout = std::chrono::milliseconds(flags.timeout_ms);
  Locations locations(context, prepared->http);
  COFFER_ASSIGN(prepared->variables, load_variables(flags.variables, locations));
  postman::Scopes scopes;
  scopes.environment = &prepared->variables.environment.scope;
  scopes.globals = &prepared->variables.globals.scope;
  postman::Substitutor substitute(scopes, *context.clock, *context.random);
  COFFER_ASSIGN(prepared->request, postman::prepare(prepared->placed, substitute));
  return prepared;
}

Result<void> print_curl(Context& context, const SendFlags& flags, const Prepared& prepared) {
  postman::CurlPrintOptions options;
  options.follow = !flags.no_follow;
  options.max_redirects = prepared.request.behavior.max_redirects.value_or(0);
  options.insecure = flags.request.insecure;
  options.proxy = flags.request.proxy;
  options.proxy_given = flags.request.proxy_given;
  options.client_certificate = flags.request.client_certificate;
  options.client_key = flags.request.client_key;
  options.ca_file = flags.session.ca_file;
  options.timeout_ms = flags.timeout_ms;
  COFFER_ASSIGN(const std::string text, postman::curl_text(prepared.request, options));
  context.terminal.line(text);
  return {};
}

runner::SendSettings settings_of(const SendFlags& flags, const Prepared& prepared, bool to_file) {
  runner::SendSettings settings;
  settings.http = prepared.http;
  settings.working_folder = std::filesystem::current_path();
  settings.collection_name = "send";
  settings.user_agent = "Coffer/" COFFER_VERSION;
  settings.follow_redirects = !flags.no_follow;
  settings.shown_body_limit = to_file && flags.har.empty() ? 0 : UINT64_MAX;
  return settings;
}

Result<void> write_har(const Context& context, const std::string& file, WallTime started,
                       const runner::ItemResult& result) {
  COFFER_ASSIGN(auto out, report::OutputFile::create(file));
  const report::HarCreator creator{"Coffer", COFFER_VERSION};
  COFFER_TRY(out.write(report::har_text({{started, &result}}, creator, context.redactor)));
  return out.commit();
}

Result<void> send(Context& context, SendFlags& flags) {
  COFFER_ASSIGN(const auto prepared, prepare(context, flags));
  if (flags.print_curl) return print_curl(context, flags, *prepared);
  if (flags.remote_name && flags.output.empty()) {
    COFFER_ASSIGN(flags.output, remote_file_name(prepared->request.url));
  }
  COFFER_ASSIGN(const OpenSession open,
                open_session(context, flags.session, ".", !prepared->request.references().empty()));
  const bool to_file = !flags.output.empty() && flags.output != "-";
  const runner::Parts parts{&context.transport(), open.session.get(), &context.redactor, context.clock,
                            context.random};
  http::CookieJar cookies;
  const auto save = [&](const http::Response& response) -> Result<void> {
    if (!to_file) return {};
    COFFER_ASSIGN(const std::string body, response.body->read());
    return replace_file(flags.output, body);
  };
  const WallTime started = context.clock->now();
  const runner::ItemResult result = runner::send(parts, prepared->placed, prepared->request, cookies,
                                                 settings_of(flags, *prepared, to_file), save);
  if (!flags.silent)
    for (const std::string& warning : result.warnings) context.terminal.warn(warning);
  if (flags.verbose) show_exchanges(context, result);
  if (!flags.har.empty()) COFFER_TRY(write_har(context, flags.har, started, result));
  if (result.error) {
    context.terminal.error(*result.error);
    context.status =
        result.reference_failed ? reference_exit_status(result.error->code) : exit_status(result.error->code);
    return {};
  }
  if (flags.fail && result.exchanges.back().status >= 400) context.status = 1;
  return print_response(context, {flags.output, flags.include, flags.head, flags.write_out}, result);
}

}  // namespace

void add_send_command(CLI::App& root, Context& context) {
  auto flags = std::make_shared<SendFlags>();
  CLI::App* command = root.add_subcommand("send", "Send one request: coffer send [METHOD] URL");
  add_send_flags(*command, *flags);
  command->callback([=, &context] { run_command(context, [&] { return send(context, *flags); }); });
}

}  // namespace coffer::cli
