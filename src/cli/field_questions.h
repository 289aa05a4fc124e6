// Questions on the terminal that a profile of the shared AWS files may answer (spec 3.5).
#pragma once

#include <functional>
#include <string>

#include "aws/profile_file.h"
#include "base/result.h"
#include "base/secret.h"
#include "cli/terminal.h"

namespace coffer::cli {

// One question.
struct Field {
  std::string name = {};
  std::string help = {};  // what `?` prints
  std::function<Result<void>(const Secret&)>
      take;  // what was typed; an error is shown, and the question asked again
  // What Enter takes, as it may be shown; empty: nothing. With `by_profile`, what `autofill` takes as well.
  std::function<std::string()> offered = [] { return std::string(); };
  std::function<void()> take_offered = {};
  bool by_profile = false;
  bool hidden = false;  // typed without echo
};

class FieldQuestions {
 public:
  // Neither is owned. `profile` (may be null) is what fields are filled from until somebody names another.
  FieldQuestions(Terminal& terminal, const aws::ProfileFiles& files, const aws::Profile* profile)
      : terminal_(&terminal), files_(&files), profile_(profile) {}

  // Until there is an answer: what was typed, Enter, or `autofill [PROFILE] [all]`. After an `all` what the
  // profile has is taken without a question. kCancelled.
  Result<void> ask(const Field& field);

  const aws::Profile* profile() const { return profile_; }
  void use_profile(const aws::Profile* profile) { profile_ = profile; }

 private:
  Result<Secret> put(const Field& field, const std::string& offered);
  bool autofill(const Field& field, const std::string& command);
  void refuse(const Error& error);

  Terminal* terminal_;
  const aws::ProfileFiles* files_;
  const aws::Profile* profile_;
  bool all_ = false;
};

// Without white space around it.
std::string text_of(const Secret& answer);

}  // namespace coffer::cli
