// How a secret value gets in: by prompt, standard input, file or environment; never as an argument
// (spec 8.2).
#pragma once

#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "cli/context.h"

namespace coffer::cli {

// At most one of the flags is given; without one: standard input where it is no terminal, else a prompt.
struct SecretInput {
  std::string file;         // --file F: byte for byte
  std::string environment;  // --from-env NAME
  bool standard_input = false;
};

// One trailing newline is taken off standard input (as `echo value |` leaves one), nothing off a file.
// kUsage where nothing can be asked and nothing is given.
Result<Secret> read_value(Context& context, const SecretInput& input, const std::string& prompt);
// A new passphrase: asked twice on a terminal; --passphrase-file otherwise. At least 8 characters.
Result<Secret> read_new_passphrase(Context& context);
// The first line of a file, for passphrases and codes.
Result<Secret> first_line_of(const std::string& file);
// "-": the next line of standard input, and no more, so that several values can come one a line.
Result<Secret> first_line_of_file_or_input(const std::string& file);
// A password for an export: asked twice on a terminal, or from `file` as above. At least 12 characters.
Result<Secret> read_export_password(Context& context, const std::string& file);

}  // namespace coffer::cli
