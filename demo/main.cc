// coffer-stand-in: a cloud and an API on loopback, for the demo, the tests and the benchmarks. Never part of
// `coffer`.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/clock.h"
#include "base/files.h"
#include "demo/cloud.h"
#include "demo/control.h"
#include "demo/echo.h"
#include "demo/http_server.h"
#include "json/json.h"

namespace coffer::demo {
namespace {

struct Options {
  std::string state;
  std::string host = "127.0.0.1";
  std::string ready_file;
  uint16_t port = 0;
  uint16_t echo_port = 0;
  unsigned delay_ms = 0;
  unsigned echo_delay_ms = 0;
  bool until_stdin_closes = false;
};

Result<Cloud> open_cloud(const Options& options) {
  COFFER_ASSIGN(const auto text, read_file(options.state));
  auto document = json::parse(text);
  if (!document) {
    Error error = std::move(document).error();
    error.field = options.state;
    return error;
  }
  return Cloud::create(std::move(*document), system_clock());
}

Result<void> announce(const Options& options, uint16_t port, uint16_t echo_port) {
  const std::string line = fmt::format(
      "{{\"endpoint\":\"http://{0}:{1}\",\"echo\":\"http://{0}:{2}\",\"port\":{1},\"echo_port\":{2}}}\n",
      options.host, port, echo_port);
  if (!options.ready_file.empty()) COFFER_TRY(replace_file(options.ready_file, line));
  std::fputs(line.c_str(), stdout);
  std::fflush(stdout);
  return {};
}

Result<void> serve(const Options& options) {
  COFFER_ASSIGN(auto cloud, open_cloud(options));
  Echo echo;
  Control control(cloud, echo);
  cloud.set_delay(std::chrono::milliseconds(options.delay_ms));
  echo.set_delay(std::chrono::milliseconds(options.echo_delay_ms));
  const auto with_control = [&control](auto& service) {
    return [&control, &service](const HttpRequest& request) {
      return request.target.starts_with(kControlPrefix) ? control.handle(request) : service.handle(request);
    };
  };
  HttpServer server;
  COFFER_ASSIGN(const auto port, server.listen(options.host, options.port, with_control(cloud)));
  COFFER_ASSIGN(const auto echo_port, server.listen(options.host, options.echo_port, with_control(echo)));
  COFFER_TRY(announce(options, port, echo_port));
  server.run(options.until_stdin_closes);
  return {};
}

}  // namespace
}  // namespace coffer::demo

int main(int argc, char** argv) {
  coffer::demo::Options options;
  CLI::App app{
      "A stand-in for AWS Secrets Manager, STS and IAM, and an echo API. For demonstrations and tests only."};
  app.add_option("--state", options.state, "accounts, users, roles and secrets (JSON, see demo/README.md)")
      ->required();
  app.add_option("--host", options.host, "address to listen on")->capture_default_str();
  app.add_option("--port", options.port, "port of the cloud; 0: a free one");
  app.add_option("--echo-port", options.echo_port, "port of the echo API; 0: a free one");
  app.add_option("--ready-file", options.ready_file, "gets the line with the ports once both listen");
  app.add_option("--delay-ms", options.delay_ms, "wait before every answer of the cloud");
  app.add_option("--echo-delay-ms", options.echo_delay_ms, "wait before every answer of the echo API");
  app.add_flag("--until-stdin-closes", options.until_stdin_closes, "end when standard input ends");
  CLI11_PARSE(app, argc, argv);
  if (const auto served = coffer::demo::serve(options); !served) {
    fmt::print(stderr, "coffer-stand-in: {}\n", coffer::to_string(served.error()));
    return 1;
  }
  return 0;
}
