#include "page/entry_edits.h"

#include <fmt/format.h>

namespace coffer::page {

using vault::Content;
using vault::Entry;
using vault::ScriptPolicy;

Error none_of_that_name(const std::string& name) {
  return {ErrorCode::kNotFound, fmt::format("the vault has no secret named \"{}\" any more", name), "",
          "name"};
}

Result<Entry*> entry_of(Content& content, const std::string& name) {
  Entry* entry = content.find(name);
  return entry != nullptr ? Result<Entry*>(entry) : none_of_that_name(name);
}

Result<void> check_new_name(const Content& content, const std::string& name, const char* field) {
  COFFER_TRY(vault::check_name(name));
  if (content.find(name) == nullptr) return {};
  return Error{ErrorCode::kAlreadyExists, fmt::format("there is a secret named \"{}\" already", name),
               "Choose another name.", field};
}

Result<void> set_rules(Entry& entry, const Arguments& arguments) {
  if (const auto text = arguments.optional_text("domains")) {
    auto domains = vault::AllowedDomains::parse(*text);
    if (!domains) {
      Error error = std::move(domains).error();
      error.field = "domains";
      return error;
    }
    entry.domains = *std::move(domains);
  }
  if (const auto policy = arguments.optional_text("scripts"))
    entry.scripts = *policy == "never" ? ScriptPolicy::kNever : ScriptPolicy::kAsk;
  if (const auto enabled = arguments.flag("enabled")) entry.enabled = *enabled;
  return {};
}

Result<void> set_members(Entry& entry, const Arguments& arguments) {
  if (arguments.has("value")) {
    if (entry.linked())
      return Error{ErrorCode::kInvalidArgument, "a linked secret has no value of its own",
                   "Unlink it first; or change it where it lives.", "value"};
    COFFER_ASSIGN(entry.value, arguments.secret("value"));
  }
  return set_rules(entry, arguments);
}

Answer change_vault(Desk& desk, EventHub& events, const std::function<Result<void>(Content&)>& edit) {
  COFFER_ASSIGN(const auto store, desk.open_vault());
  COFFER_TRY(store->update(edit));
  events.tell("vault", "{}");
  return done();
}

}  // namespace coffer::page
