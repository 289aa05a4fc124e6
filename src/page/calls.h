// The calls of the page, by name: JSON in, JSON out.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "json/json.h"
#include "page/message.h"

namespace coffer::page {

// What a call was given. It lies in locked memory, as long as the call lasts.
class Arguments {
 public:
  explicit Arguments(const json::Value& document) : document_(&document) {}

  // kInvalidArgument, with the field, where it is missing or of another kind.
  Result<std::string> text(std::string_view name) const;
  Result<Secret> secret(std::string_view name) const;
  Result<uint64_t> number(std::string_view name) const;
  bool has(std::string_view name) const;
  // Copies in ordinary memory: for what is no secret, an item of a collection for instance.
  Result<json::Object> object(std::string_view name) const;
  Result<json::Array> list(std::string_view name) const;
  // The same; nullopt where it is missing.
  std::optional<std::string> optional_text(std::string_view name) const;
  std::optional<bool> flag(std::string_view name) const;
  std::optional<Arguments> part(std::string_view name) const;  // an object; it lasts as long as the whole
  const json::Value& document() const { return *document_; }

 private:
  const json::Value* document_;
};

// A Secret where a value is in it.
struct Reply {
  Body body;
  std::string_view type = "application/json";
};
using Answer = Result<Reply>;
Answer answer(const json::Object& object);
// {"member": text}, for a text that is a secret.
Answer secret_answer(std::string_view member, std::string_view text);
Answer plain_answer(std::string text);  // text/plain
Answer done();                          // {}

class Calls {
 public:
  using Call = std::function<Answer(const Arguments&)>;

  void add(std::string name, Call call) { calls_.emplace(std::move(name), std::move(call)); }
  // `document`: the JSON that was sent. kNotFound for a call that there is none of; kMalformed.
  Answer make(std::string_view name, const Secret& document) const;

 private:
  std::map<std::string, Call, std::less<>> calls_;
};

// {"error": {…}}, as the page's api.ts reads it.
std::string error_json(const Error& error);

}  // namespace coffer::page
