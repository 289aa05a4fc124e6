// The flags of `coffer aws connect` that give keys, in place of the dialogue's answers (spec 8.2).
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "cli/aws_dialogue.h"

namespace coffer::cli {

struct KeyFlags {
  std::string type, access_key_id, secret_access_key_file, session_token_file, expires;
  bool ask = false;  // --ask: the dialogue, whatever else is there
};
void add_key_flags(CLI::App& command, KeyFlags& flags);

// Reads what they name; from standard input the secret access key is the first line, the session token the
// next. kInvalidArgument and kUsage name the flag.
Result<KeyAnswers> read_key_flags(const Context& context, const KeyFlags& flags);

// Whether there must be typed keys, in place of a profile's or the environment's.
bool wants_keys(const KeyAnswers& answers);
// `input` with the keys that the flags give, where nobody can be asked: kUsage names the one that is missing
// and its flag.
Result<secrets::ConnectInput> with_keys(secrets::ConnectInput input, KeyAnswers answers);

}  // namespace coffer::cli
