#include "runner/script_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "postman/read.h"
#include "postman/request_builder.h"
#include "runner/redact_outcome.h"
#include "runner/script_cookies.h"
#include "runner/script_shaping.h"
#include "runner/script_view.h"

namespace coffer::runner {
namespace {

constexpr const char* kNoFiles = "uploading files from scripts is not allowed";  // Newman's words

// Whether there was a file in it.
bool take_out_files(postman::RequestTemplate& request) {
  if (std::holds_alternative<postman::FileBody>(request.body)) {
    request.body = postman::NoBody();
    return true;
  }
  auto* form = std::get_if<postman::FormBody>(&request.body);
  return form != nullptr && std::erase_if(form->fields, [](const auto& field) { return field.is_file; }) > 0;
}

bool has_references(const postman::PreparedRequest& prepared) {
  return !prepared.references().empty() ||
         (prepared.token_request && !prepared.token_request->references().empty());
}

// "Folder / Request", as in the audit log.
std::string place_of(const postman::PlacedItem& item) {
  std::string place;
  for (size_t i = 1; i < item.folders.size(); ++i) place += item.folders[i]->name + " / ";
  return place + item.item->name;
}

}  // namespace

ItemScriptCalls::ItemScriptCalls(Lane& lane, const postman::PlacedItem& item, ScriptRun& run)
    : lane_(lane),
      item_(item),
      run_(run),
      context_{lane.settings.collection_name, place_of(item) + " (script)"} {}

const secrets::Redactor* ItemScriptCalls::redactor() const {
  return lane_.vault.open() ? nullptr : lane_.parts.redactor;
}

Result<script::Answer> ItemScriptCalls::send_request(const json::Value& request) {
  postman::RequestTemplate read;
  std::vector<std::string> unknown;
  if (run_.requests.size() >= kMostScriptRequests)
    return failed({ErrorCode::kTooLarge, fmt::format("a script may send {} requests", kMostScriptRequests)},
                  read);
  auto parsed = postman::read_request(request, postman::Place{"pm.sendRequest", &unknown});
  if (!parsed) return failed(std::move(parsed).error(), read);
  read = std::move(*parsed);
  if (take_out_files(read)) warn(kNoFiles);
  // Newman does not look for an auth beyond the request itself.
  if (!read.auth) read.auth = postman::Auth{"noauth", {}};
  return send(read);
}

Result<script::Answer> ItemScriptCalls::send(const postman::RequestTemplate& request) {
  postman::Item own;
  own.name = item_.item->name + " (script)";
  own.behavior.disable_body_pruning = true;  // a script may give a GET a body
  postman::Scopes nothing;
  nothing.dynamic = false;
  postman::Substitutor substitute(nothing, *lane_.parts.clock, *lane_.parts.random);
  const auto prepared = postman::prepare({&own, {}}, request, substitute);
  if (!prepared) return failed(prepared.error(), request);
  if (has_references(*prepared)) {
    if (auto granted = lane_.vault.require(); !granted) return failed(std::move(granted).error(), request);
  }
  const ScriptShaping shaping(nullptr, lane_.vault);
  SendSettings settings = lane_.settings;
  settings.http.timeout = lane_.control.limit_for_request().time;
  settings.shaping = &shaping;
  std::optional<Result<script::ScriptResponse>> response;
  ItemResult result = runner::send(lane_.parts, {&own, item_.folders}, *prepared, lane_.cookies, settings,
                                   [&](const http::Response& came) -> Result<void> {
                                     response = response_for_script(came, redactor());
                                     return response->ok() ? Result<void>() : response->error();
                                   });
  return note(std::move(result), std::move(response), request);
}

Result<script::Answer> ItemScriptCalls::note(ItemResult result,
                                             std::optional<Result<script::ScriptResponse>> response,
                                             const postman::RequestTemplate& request) {
  ScriptRequest noted{
      result.exchanges.empty() ? request.method : result.exchanges.front().method,
      result.exchanges.empty() ? lane_.parts.redactor->redact(request.url.raw) : result.exchanges.front().url,
      std::move(result.references),
      std::move(result.exchanges),
      std::move(result.error),
      result.reference_failed};
  run_.requests.push_back(std::move(noted));
  const ScriptRequest& last = run_.requests.back();
  if (last.error) return *last.error;
  return script::Answer{std::move(**response), cookies_for_script(lane_.cookies, last.exchanges.back().url,
                                                                  lane_.parts.clock->now(), redactor())};
}

Error ItemScriptCalls::failed(Error error, const postman::RequestTemplate& request) {
  const secrets::Redactor& redact = *lane_.parts.redactor;
  error.what = redact.redact(error.what);
  error.mend = redact.redact(error.mend);
  if (run_.requests.size() < kMostScriptRequests) {
    const bool unresolved = error.code == ErrorCode::kAccessDenied;
    run_.requests.push_back({request.method, redact.redact(request.url.raw), {}, {}, error, unresolved});
  }
  return error;
}

Result<std::shared_ptr<const Secret>> ItemScriptCalls::vault_get(std::string_view name) {
  return lane_.vault.get(std::string(name), context_);
}

Result<void> ItemScriptCalls::vault_set(std::string_view name, Secret value) {
  return lane_.vault.set(std::string(name), std::move(value), context_);
}

Result<void> ItemScriptCalls::vault_unset(std::string_view name) {
  return lane_.vault.unset(std::string(name), context_);
}

Result<json::Value> ItemScriptCalls::cookies(std::string_view method, const json::Array& arguments) {
  COFFER_ASSIGN(json::Value found, cookie_store(lane_.cookies, method, arguments, lane_.parts.clock->now()));
  const secrets::Redactor* hidden = redactor();
  if (hidden == nullptr || hidden->empty()) return found;
  return redact_json(found, *hidden);
}

void ItemScriptCalls::finish() {
  for (std::string& text : warnings_) run_.outcome.console.push_back({"warn", {std::move(text)}});
  warnings_.clear();
}

}  // namespace coffer::runner
