#include "aws/json_call.h"

namespace coffer::aws {

Result<json::SecretDocument> ask_json(Client& client, const Credentials& credentials, const Call& call) {
  COFFER_ASSIGN(const Secret body, client.call(call, credentials));
  auto document = json::SecretDocument::parse(body, {.depth = 32, .bytes = body.size()});
  if (!document) return malformed_answer(client.context(call, credentials), document.error().what);
  if (!document->root().is_object())
    return malformed_answer(client.context(call, credentials), "it is no object");
  return document;
}

}  // namespace coffer::aws
