#include "cli/field_questions.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "cli/listing.h"
#include "secrets/key_fields.h"

namespace coffer::cli {
namespace {

constexpr std::string_view kAutofill = "autofill";
constexpr std::string_view kAutofillHelp =
    "  `autofill` takes this field from ~/.aws (profile main, else default), `autofill all` this and all "
    "that\n"
    "  follow, `autofill NAME` and `autofill NAME all` do so with another profile. Ctrl-D ends.";

// What is typed blind must not become a text to find out whether it is a command.
bool is_autofill(const Secret& answer) {
  return answer.expose([](std::string_view text) {
    text = trim(text);
    return text == kAutofill || (text.starts_with(kAutofill) && text[kAutofill.size()] == ' ');
  });
}

}  // namespace

std::string text_of(const Secret& answer) {
  return answer.expose([](std::string_view text) { return std::string(trim(text)); });
}

Result<void> FieldQuestions::ask(const Field& field) {
  for (;;) {
    const std::string offered = field.offered();
    const bool take = all_ && field.by_profile && !offered.empty();
    COFFER_ASSIGN(const Secret answer, take ? Result<Secret>(Secret()) : put(field, offered));
    if (answer.equals(Secret("?"))) {
      terminal_->message(field.help);
      if (field.by_profile) terminal_->message(kAutofillHelp);
      continue;
    }
    const bool command = field.by_profile && is_autofill(answer);
    if (command && !autofill(field, text_of(answer))) continue;
    if (command || (answer.empty() && !offered.empty())) {
      field.take_offered();
      return {};
    }
    const Result<void> taken = field.take(answer);
    if (taken) return {};
    refuse(taken.error());
  }
}

Result<Secret> FieldQuestions::put(const Field& field, const std::string& offered) {
  const std::string question =
      offered.empty() ? fmt::format("{}: ", field.name) : fmt::format("{} [{}]: ", field.name, offered);
  if (field.hidden) return terminal_->ask_secret(question);
  COFFER_ASSIGN(const std::string answer, terminal_->ask(question));
  return Secret(answer);
}

// Whether the field can be filled now.
bool FieldQuestions::autofill(const Field& field, const std::string& command) {
  std::string name(trim(std::string_view(command).substr(kAutofill.size())));
  const bool all = name == "all" || name.ends_with(" all");
  if (all) name = trim(std::string_view(name).substr(0, name.size() - 3));
  if (!name.empty() || profile_ == nullptr) {
    const auto found = files_->for_autofill(name.empty() ? std::nullopt : std::optional(name));
    if (!found) {
      refuse(found.error());
      return false;
    }
    profile_ = *found;
  }
  all_ = all;
  if (!field.offered().empty()) return true;
  refuse({ErrorCode::kNotFound, fmt::format("the profile {} has nothing that fits here", profile_->name),
          fmt::format("It has: {}.", secrets::kind_of_profile(*profile_))});
  return false;
}

void FieldQuestions::refuse(const Error& error) {
  terminal_->message("  " + sentence(to_string(Error{error.code, error.what, error.mend})));
}

}  // namespace coffer::cli
