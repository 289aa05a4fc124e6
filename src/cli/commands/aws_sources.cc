// coffer aws sources: where credentials were looked for, and what was there (spec 3.6).
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "cli/session_flags.h"
#include "secrets/credential_choice.h"

namespace coffer::cli {
namespace {

void print_json(Context& context, const secrets::SourcesReport& report) {
  json::Array sources;
  for (const aws::SourceNote& note : report.trace) {
    json::Object object{
        {"source", note.source}, {"outcome", aws::to_string(note.outcome)}, {"said", note.said}};
    if (!note.mend.empty()) object["mend"] = note.mend;
    sources.push_back(std::move(object));
  }
  context.terminal.line(json::dump_pretty(
      json::Object{{"profile", report.profile}, {"region", report.region}, {"sources", std::move(sources)}}));
}

void print_table(Context& context, const secrets::SourcesReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (const aws::SourceNote& note : report.trace)
    rows.push_back({note.source, std::string(aws::to_string(note.outcome)), note.said});
  context.terminal.out(format_table({"SOURCE", "OUTCOME", "WHAT IT SAYS"}, rows));
}

Result<void> sources(Context& context, const SessionFlags& flags) {
  COFFER_ASSIGN(const secrets::ConnectInput input, connect_input(context, flags));
  secrets::AuthenticateParts parts;
  parts.transport = &context.transport();
  parts.clock = context.clock;
  parts.random = context.random;
  parts.environment = &context.environment;
  parts.redactor = &context.redactor;
  if (!flags.ca_file.empty()) parts.ca_file = flags.ca_file;
  COFFER_ASSIGN(secrets::SourcesReport report, secrets::explain_sources(parts, input));
  if (context.flags.json) {
    print_json(context, report);
  } else {
    print_table(context, report);
  }
  if (report.error) return *std::move(report.error);
  return {};
}

}  // namespace

void add_aws_sources_command(CLI::App& aws, Context& context) {
  auto flags = std::make_shared<SessionFlags>();
  CLI::App* command =
      aws.add_subcommand("sources", "Show where credentials are looked for, and what was found there");
  add_session_flags(*command, *flags);
  command->callback([=, &context] { run_command(context, [&] { return sources(context, *flags); }); });
}

}  // namespace coffer::cli
