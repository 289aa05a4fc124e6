#include "hashicorp/kv.h"

#include <fmt/format.h>

#include <optional>

#include "hashicorp/failure.h"
#include "json/json.h"
#include "json/raw_text.h"

namespace coffer::hashicorp {
namespace {

// As the API has it, and as policies name it.
std::string api_path(const KvSecretId& id) {
  return fmt::format("{}/{}{}", id.mount, id.engine == 2 ? "data/" : "", id.path);
}

std::string shown(const KvSecretId& id) { return fmt::format("{}/{}", id.mount, id.path); }

Call read_call(const Secret& token, const KvSecretId& id) {
  Call call;
  call.path = api_path(id);
  if (!id.version.empty()) call.query = "version=" + id.version;
  call.ns = id.ns;
  call.token = &token;
  return call;
}

// The metadata of a version that is there no more comes with a 404 (KV v2).
struct Gone {
  std::string version, deleted;
  bool destroyed = false;
};

std::optional<Gone> gone_in(const Answer& answer) {
  const auto document = json::SecretDocument::parse(answer.body, {.depth = 32, .bytes = answer.body.size()});
  if (!document) return std::nullopt;
  const json::Value* data = json::find(document->root(), "data");
  const json::Value* metadata = data != nullptr ? json::find(*data, "metadata") : nullptr;
  if (metadata == nullptr || !metadata->is_object()) return std::nullopt;
  Gone gone;
  if (const json::Value* number = json::find(*metadata, "version"); number != nullptr && number->is_int64())
    gone.version = std::to_string(number->get_int64());
  gone.deleted = json::find_string(*metadata, "deletion_time").value_or("").substr(0, 40);
  gone.destroyed = json::find_bool(*metadata, "destroyed").value_or(false);
  return gone;
}

Error explain_gone(const Gone& gone, const KvSecretId& id) {
  const std::string version = gone.version.empty() ? "the version" : "version " + gone.version;
  if (gone.destroyed) {
    return {ErrorCode::kVersionNotFound, fmt::format("{} of {} is destroyed", version, shown(id)),
            "It cannot come back: link another version"};
  }
  return {ErrorCode::kSecretScheduledForDeletion, fmt::format("{} of {} is deleted", version, shown(id)),
          fmt::format("Bring it back (vault kv undelete -mount={} -versions={} {}), or link another",
                      id.mount, gone.version, id.path)};
}

// A version that never was looks like a secret that is not there: the newest one tells.
Error explain_missing(const Client& client, const Secret& token, const KvSecretId& id,
                      const Failure& failure) {
  if (failure.says("no handler for route")) {
    return {ErrorCode::kExternalSecretNotFound,
            fmt::format("no secrets engine is mounted at {} on {}", id.mount, client.server().address),
            "Give the mount (--mount) and the namespace that the secret is in"};
  }
  if (id.engine == 2 && !id.version.empty()) {
    KvSecretId newest = id;
    newest.version.clear();
    const auto answer = client.send(read_call(token, newest));
    if (answer && (answer->status == 200 || (answer->status == 404 && gone_in(*answer)))) {
      return {ErrorCode::kVersionNotFound,
              fmt::format("the secret {} has no version {}", shown(id), id.version),
              fmt::format("List its versions: vault kv metadata get -mount={} {}", id.mount, id.path)};
    }
  }
  return {ErrorCode::kExternalSecretNotFound,
          fmt::format("there is no secret {} on {}", shown(id), client.server().address),
          "See whether mount, path, namespace and address are right"};
}

Error explain_read(const Client& client, const Secret& token, const KvSecretId& id, const std::string& who,
                   const Answer& answer) {
  const Failure failure = read_failure(answer);
  if (answer.status == 403 && failure.kind.empty()) {
    return {ErrorCode::kAccessDenied,
            fmt::format("{} may not read {} on {}", who, api_path(id), client.server().address),
            fmt::format("Give the token a policy with: path \"{}\" {{ capabilities = [\"read\"] }}",
                        api_path(id))};
  }
  if (answer.status == 404) {
    if (const auto gone = gone_in(answer)) return explain_gone(*gone, id);
    if (failure.kind.empty() || failure.kind == "JSON of another kind")
      return explain_missing(client, token, id, failure);
  }
  return explain(failure, client.server(), "read " + api_path(id), &token);
}

Error not_kv(const KvSecretId& id, std::string_view type) {
  return {ErrorCode::kExternalSecretNotFound,
          fmt::format("the secrets engine at {} is of the kind \"{}\", not \"kv\"", id.mount, type),
          "Give the mount of a KV engine (--mount)"};
}

}  // namespace

Result<int> engine_version(const Client& client, const Secret& token, const KvSecretId& id) {
  const std::string asked = fmt::format("say which engine is mounted at {}", id.mount);
  Call call;
  call.path = fmt::format("sys/internal/ui/mounts/{}/{}", id.mount, id.path);
  call.ns = id.ns;
  call.token = &token;
  COFFER_ASSIGN(const Answer answer, client.send(call));
  if (answer.status != 200) {
    const Failure failure = read_failure(answer);
    if (answer.status != 403 || !failure.kind.empty())
      return explain(failure, client.server(), asked, &token);
    return Error{ErrorCode::kAccessDenied,
                 fmt::format("nothing is mounted at {} on {}, or the token may read nothing there", id.mount,
                             client.server().address),
                 "See whether mount and namespace are right, and whether a policy allows to read the path"};
  }
  const auto document = json::SecretDocument::parse(answer.body, {.depth = 32, .bytes = answer.body.size()});
  const json::Value* data = document ? json::find(document->root(), "data") : nullptr;
  if (data == nullptr) return malformed_answer(client.server(), asked, "it has no \"data\"");
  const std::string_view type = json::find_string(*data, "type").value_or("");
  if (type != "kv" && type != "generic") return not_kv(id, type.substr(0, 40));
  const std::string_view mounted = json::find_string(*data, "path").value_or("");
  if (!mounted.empty() && mounted != id.mount + "/") {
    return Error{
        ErrorCode::kExternalSecretNotFound,
        fmt::format("nothing is mounted at {}; at {} something is", id.mount, mounted.substr(0, 200)),
        "Divide mount and path there (--mount, --secret-path)"};
  }
  const json::Value* options = json::find(*data, "options");
  return options != nullptr && json::find_string(*options, "version") == "2" ? 2 : 1;
}

Result<KvSecret> read_kv(const Client& client, const Secret& token, const KvSecretId& id,
                         const std::string& who) {
  const std::string asked = "read " + api_path(id);
  if (id.engine == 1 && !id.version.empty()) {
    return Error{ErrorCode::kVersionNotFound,
                 fmt::format("the KV engine at {} is of version 1, which keeps no versions", id.mount),
                 "Leave the version out"};
  }
  COFFER_ASSIGN(const Answer answer, client.send(read_call(token, id)));
  if (answer.status != 200) return explain_read(client, token, id, who, answer);
  const auto document = json::SecretDocument::parse(answer.body, {.depth = 64, .bytes = answer.body.size()});
  if (!document) return malformed_answer(client.server(), asked, document.error().what);
  const json::Value* data = json::find(document->root(), "data");
  const json::Value* inner = data != nullptr && id.engine == 2 ? json::find(*data, "data") : data;
  if (inner == nullptr || !inner->is_object()) {
    return malformed_answer(
        client.server(), asked,
        "it has no \"data\" as a KV engine of version " + std::to_string(id.engine) + " gives it");
  }
  KvSecret secret;
  secret.data = answer.body.expose([&](std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text = json::raw_member(text, "data");
    return Secret(id.engine == 2 ? json::raw_member(text, "data") : text);
  });
  if (id.engine == 1) return secret;
  const json::Value* metadata = json::find(*data, "metadata");
  if (metadata == nullptr) return secret;
  if (const json::Value* number = json::find(*metadata, "version"); number != nullptr && number->is_int64())
    secret.version = std::to_string(number->get_int64());
  secret.created = json::find_string(*metadata, "created_time").value_or("").substr(0, 40);
  return secret;
}

}  // namespace coffer::hashicorp
