// coffer ui: the page, on loopback, for the user who started it (spec 9.*).
#include <fmt/format.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <thread>

#include "base/encoding.h"
#include "base/files.h"
#include "cli/agent_access.h"
#include "cli/browser.h"
#include "cli/commands/commands.h"
#include "cli/page_parts.h"
#include "cli/signals.h"
#include "page/front.h"
#include "page/server.h"

namespace coffer::cli {
namespace {

struct UiFlags {
  std::string folder;
  uint16_t port = 0;
  bool no_browser = false;
};

// A page of one line that leads to the page. The token is in this private file, not in the browser's command
// line, which every user of the machine can read.
Result<std::filesystem::path> write_opener(const Context& context, const std::string& address) {
  const auto folder = context.environment.state_folder();
  COFFER_TRY(make_private_folder(folder));
  const auto file = folder / "open-page.html";
  COFFER_TRY(
      replace_file(file, fmt::format("<!doctype html><meta http-equiv=\"refresh\" content=\"0; url={}\">"
                                     "<title>Coffer</title>\n",
                                     html_escape(address))));
  return file;
}

// An answer may wait for a person, who is told by another.
constexpr size_t kWorkers = 64;

// What is unlocked and connected in the page is so on the command line, too, and outlives the page.
void start_agent_to_keep(Context& context) {
  const auto agent = agent_to_keep(context);
  if (!agent) context.terminal.warn(fmt::format("going on without the agent: {}", to_string(agent.error())));
}

Result<void> open_folder(page::FolderCalls& calls, const std::string& asked) {
  std::error_code failure;
  const std::filesystem::path current = std::filesystem::current_path(failure);
  return calls.open_first(asked.empty() ? std::nullopt : std::optional<std::filesystem::path>(asked),
                          current);
}

Result<void> ui(Context& context, const UiFlags& flags) {
  start_agent_to_keep(context);
  const FileDescriptor signals = take_signals();
  PageParts parts(context);
  COFFER_TRY(open_folder(parts.folders, flags.folder));
  COFFER_ASSIGN(const auto server, page::Server::listen({.workers = kWorkers}, flags.port));
  const std::string host = fmt::format("{}:{}", page::Gate::make_host_name(*context.random), server->port());
  page::Gate gate(*context.random, *context.clock, host);
  const std::string address = fmt::format("http://{}/#launch={}", host, gate.new_launch_token());
  context.terminal.message("Coffer's page is at this address. It is good once, for two minutes:");
  context.terminal.line(address);
  context.terminal.message("Ctrl-C ends it.");
  if (!flags.no_browser) {
    COFFER_ASSIGN(const auto opener, write_opener(context, address));
    if (!open_file_in_browser(context.environment, opener))
      context.terminal.message("There is no browser to open here: open the address yourself.");
  }

  page::Front front(gate, parts.calls);
  parts.watch.start();
  const std::jthread waiting([&] {
    signalfd_siginfo signal;
    static_cast<void>(!::read(signals.get(), &signal, sizeof signal));
    parts.sending.stop_all();
    parts.questions.close();
    server->stop();
  });
  server->run(front, parts.events);
  return {};
}

}  // namespace

void add_ui_command(CLI::App& root, Context& context) {
  auto flags = std::make_shared<UiFlags>();
  CLI::App* command = root.add_subcommand("ui", "Serve Coffer's page to this user's browser, and open it");
  command
      ->add_option("folder", flags->folder,
                   "folder of collections (default: this one if it has any, else the one that was open last)")
      ->type_name("DIR");
  command->add_option("--port", flags->port, "the port on 127.0.0.1 (default: a free one)");
  command->add_flag("--no-browser", flags->no_browser, "print the address, and open nothing");
  command->callback([=, &context] { run_command(context, [&] { return ui(context, *flags); }); });
}

}  // namespace coffer::cli
