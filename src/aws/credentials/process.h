// The program that a profile names as its credential_process.
#pragma once

#include "aws/credentials/run_program.h"
#include "aws/profile_file.h"

namespace coffer::aws {

// Runs it in this process's environment and with its terminal, and waits for it. kMalformed where the setting
// names no program; else what run_program() says. What it printed is not looked at.
Result<ProgramOutput> run_credential_process(const Profile& profile);

}  // namespace coffer::aws
