// Every command, one a file. Each function adds its command to `root`; its callback sets context.status.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/context.h"

namespace coffer::cli {

void add_send_command(CLI::App& root, Context& context);
void add_run_command(CLI::App& root, Context& context);
void add_check_command(CLI::App& root, Context& context);
void add_vault_command(CLI::App& root, Context& context);
void add_secret_command(CLI::App& root, Context& context);
void add_aws_command(CLI::App& root, Context& context);
void add_aws_sources_command(CLI::App& aws, Context& context);  // below `aws`, as the next
void add_aws_login_command(CLI::App& aws, Context& context);
void add_agent_command(CLI::App& root, Context& context);
void add_hashicorp_command(CLI::App& root, Context& context);
void add_settings_command(CLI::App& root, Context& context);
void add_trust_command(CLI::App& root, Context& context);
void add_grant_command(CLI::App& root, Context& context);
void add_ui_command(CLI::App& root, Context& context);
void add_demo_command(CLI::App& root, Context& context);
void add_import_command(CLI::App& root, Context& context);
void add_manual_commands(CLI::App& root, Context& context);  // man and completion

// What a shell may complete after `words`, one a line: "word<TAB>description", ":files", ":folders".
void print_completions(const CLI::App& root, Context& context, const std::vector<std::string>& words);

}  // namespace coffer::cli
