#include "page/transfer_calls.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/base64_secret.h"
#include "secrets/links_file.h"
#include "secrets/transfer.h"
#include "vault/export_file.h"
#include "vault/import.h"
#include "vault/secret_json.h"

namespace coffer::page {
namespace {

using vault::Entry;
using vault::ImportStep;
using vault::OnConflict;
using Entries = std::vector<Entry>;

// Those of `names`, or all. kNotFound for a name that there is none of.
Result<Entries> chosen(const Entries& all, const json::Array* names) {
  Entries entries;
  for (const Entry& entry : all)
    if (names == nullptr || std::ranges::find(*names, json::Value(entry.name)) != names->end())
      entries.push_back(entry.clone());
  if (names == nullptr || entries.size() == names->size()) return entries;
  return Error{ErrorCode::kNotFound, "a secret that was chosen is not in the vault any more", "Choose again.",
               "names"};
}

Error unknown_kind() {
  return {ErrorCode::kInvalidArgument, "there is no such kind of export", "encrypted, plain or links.",
          "kind"};
}

Answer file_answer(std::string_view name, std::string_view member, std::string_view text) {
  return Reply{vault::SecretJsonWriter()
                   .open('{')
                   .key("file_name")
                   .string(name)
                   .key(member)
                   .string(text)
                   .close('}')
                   .take()};
}

Result<Secret> content_of(const Arguments& arguments) {
  if (!arguments.has("base64")) return arguments.secret("text");
  COFFER_ASSIGN(const Secret base64, arguments.secret("base64"));
  auto bytes = base64.expose(crypto::base64_decode_secret);
  if (bytes) return *std::move(bytes);
  return Error{ErrorCode::kMalformed, "this is no base64", "", "base64"};
}

Result<Entries> read_entries(const Arguments& arguments) {
  COFFER_ASSIGN(const Secret content, content_of(arguments));
  const std::string format = arguments.optional_text("format").value_or("auto");
  if (format != "auto" || !content.expose(vault::is_sealed_export))
    return secrets::read_import(content, format);
  if (!arguments.has("password"))
    return Error{ErrorCode::kWrongPassphrase, "the export is encrypted", "Type its password.", "password"};
  COFFER_ASSIGN(const Secret password, arguments.secret("password"));
  auto entries = content.expose([&](std::string_view bytes) { return vault::open_export(bytes, password); });
  if (entries || entries.error().code != ErrorCode::kWrongPassphrase) return entries;
  Error error = std::move(entries).error();
  error.field = "password";
  return error;
}

Result<OnConflict> conflict_of(std::string_view word) {
  if (word == "ask") return OnConflict::kFail;
  if (word == "keep") return OnConflict::kKeep;
  if (word == "replace") return OnConflict::kReplace;
  if (word == "rename") return OnConflict::kRename;
  return Error{ErrorCode::kInvalidArgument, "this is no answer to a conflict",
               "ask, keep, replace or rename.", "on_conflict"};
}

json::Object report_of(const std::vector<ImportStep>& steps) {
  json::Array added, replaced, kept, renamed;
  for (const ImportStep& step : steps) {
    switch (step.outcome) {
      case ImportStep::Outcome::kAdded:
        added.emplace_back(step.name);
        break;
      case ImportStep::Outcome::kReplaced:
        replaced.emplace_back(step.name);
        break;
      case ImportStep::Outcome::kRenamed:
        renamed.emplace_back(json::Object{{"name", step.name}, {"to", step.new_name}});
        break;
      case ImportStep::Outcome::kKept:
      case ImportStep::Outcome::kUnchanged:
        kept.emplace_back(step.name);
        break;
    }
  }
  return {{"added", std::move(added)},
          {"replaced", std::move(replaced)},
          {"kept", std::move(kept)},
          {"renamed", std::move(renamed)}};
}

}  // namespace

void TransferCalls::add_to(Calls& calls) {
  calls.add("secrets/export", [this](const Arguments& arguments) { return export_secrets(arguments); });
  calls.add("secrets/import", [this](const Arguments& arguments) { return import_secrets(arguments); });
}

Answer TransferCalls::export_secrets(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string kind, arguments.text("kind"));
  COFFER_ASSIGN(const auto store, desk_.open_vault());
  COFFER_ASSIGN(const Entries entries,
                chosen(store->content().entries, json::find_array(arguments.document(), "names")));
  if (kind == "links") {
    COFFER_ASSIGN(const secrets::LinksExport made, secrets::export_links(entries));
    return file_answer(secrets::kLinksFileName, "text", made.text);
  }
  if (kind != "plain" && kind != "encrypted") return unknown_kind();
  if (kind == "encrypted") {
    COFFER_ASSIGN(const Secret password, arguments.secret("password"));
    COFFER_TRY(vault::check_export_password(password));
    COFFER_TRY(desk_.audit().append(secrets::export_events(entries)));
    COFFER_ASSIGN(const std::string sealed,
                  vault::seal_export(entries, password, desk_.vault().kdf, desk_.random()));
    return file_answer("vault.coffer-export", "base64", base64_encode(sealed));
  }
  COFFER_TRY(desk_.audit().append(secrets::export_events(entries)));
  COFFER_ASSIGN(const Secret text, vault::plain_export(entries));
  return text.expose([](std::string_view bytes) { return file_answer("vault.json", "text", bytes); });
}

Answer TransferCalls::import_secrets(const Arguments& arguments) {
  COFFER_ASSIGN(Entries entries, read_entries(arguments));
  const std::string word = arguments.optional_text("on_conflict").value_or("ask");
  vault::ImportPlan plan;
  COFFER_ASSIGN(plan.otherwise, conflict_of(word));
  COFFER_ASSIGN(const auto store, desk_.open_vault());
  std::vector<ImportStep> steps;
  std::vector<std::string> conflicts;
  const auto imported = store->update([&](vault::Content& content) -> Result<void> {
    if (plan.otherwise == OnConflict::kFail) conflicts = vault::conflicts(content, entries);
    if (!conflicts.empty()) return Error{ErrorCode::kAlreadyExists, "the page asks what to do with them"};
    COFFER_ASSIGN(steps, vault::import_entries(content, std::move(entries), plan));
    return {};
  });
  if (!imported && conflicts.empty()) return imported.error();
  json::Object said = report_of(steps);
  said["conflicts"] = json::Array(conflicts.begin(), conflicts.end());
  if (imported) events_.tell("vault", "{}");
  return answer(said);
}

}  // namespace coffer::page
