// Shell completion: the shell asks `coffer __complete WORDS…`, which answers from the same tree that --help
// prints.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/result.h"

namespace coffer::cli {

struct Candidate {
  std::string word, what;  // what: a few words for shells that show them; may be empty
};

struct Completion {
  enum class Files { kNone, kFiles, kFolders };
  std::vector<Candidate> candidates;  // that begin with what is typed
  Files files = Files::kNone;         // the shell adds files' names
  bool secrets = false;               // a secret's name is wanted, too
  std::string typed;                  // of the word that is completed: without "--flag=" before it
};

// `words` are those after "coffer"; the last is the one under the cursor, "" for a new one.
Completion complete(const CLI::App& root, const std::vector<std::string>& words);

// The script for "bash", "zsh" or "fish".
Result<std::string> completion_script(const std::string& shell);

}  // namespace coffer::cli
