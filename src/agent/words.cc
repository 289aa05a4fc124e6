#include "agent/words.h"

#include <fmt/format.h>

#include "secrets/links_file.h"

namespace coffer::agent {
namespace {

using secrets::ConnectInput;
using secrets::ConnectionInfo;
using secrets::ExternalValue;
using secrets::Holder;

Error malformed(std::string_view member) {
  return {ErrorCode::kMalformed, fmt::format("the message has no usable “{}”", member)};
}

const json::Value* find(const json::Object& body, std::string_view member) {
  return body.if_contains({member.data(), member.size()});
}

void put(json::Object& body, std::string_view member, const std::optional<std::string>& text) {
  if (text) body[{member.data(), member.size()}] = *text;
}

void put(json::Object& body, std::string_view member, const std::optional<WallTime>& time) {
  if (time) body[{member.data(), member.size()}] = time->time_since_epoch().count();
}

std::optional<WallTime> time_of(const Reader& reader, std::string_view member) {
  const auto number = reader.optional_number(member);
  return number ? std::optional(WallTime(std::chrono::milliseconds(*number))) : std::nullopt;
}

ErrorCode code_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(ErrorCode::kTooManyRedirects); ++i) {
    if (to_string(static_cast<ErrorCode>(i)) == name) return static_cast<ErrorCode>(i);
  }
  return ErrorCode::kInternal;
}

json::Array array_of(const std::vector<std::string>& texts) {
  return json::Array(texts.begin(), texts.end());
}

json::Object write_value(const ExternalValue& value, std::vector<Secret>& secrets) {
  secrets.push_back(value.value->clone());
  json::Object body{{"binary", value.binary},
                    {"version", value.version_id},
                    {"identity", value.identity},
                    {"stages", array_of(value.stages)}};
  put(body, "created", value.created);
  put(body, "fetched", value.fetched);
  return body;
}

Result<ExternalValue> read_value(Reader& reader) {
  ExternalValue value;
  COFFER_ASSIGN(Secret secret, reader.secret());
  value.value = std::make_shared<const Secret>(std::move(secret));
  value.binary = reader.flag("binary");
  COFFER_ASSIGN(value.version_id, reader.text("version"));
  COFFER_ASSIGN(value.identity, reader.text("identity"));
  COFFER_ASSIGN(value.stages, reader.texts("stages"));
  value.created = time_of(reader, "created");
  value.fetched = time_of(reader, "fetched").value_or(WallTime{});
  return value;
}

// A part of `whole`, with its secrets.
template <class Read>
auto read_part(Reader& whole, const json::Object& part, Read&& read) {
  Reader reader(part, whole);
  auto result = read(reader);
  whole.go_on_after(reader);
  return result;
}

Result<Holder::Got> read_one(Reader& reader, const json::Object& part) {
  if (const auto* error = find(part, "error"); error != nullptr && error->is_object())
    return Holder::Got{read_error(Reader(error->get_object(), reader)), false, nullptr};
  COFFER_ASSIGN(ExternalValue value, read_part(reader, part, read_value));
  Holder::Got got{std::move(value), Reader(part, reader).flag("cached"), nullptr};
  if (const auto* before = find(part, "before"); before != nullptr && before->is_object()) {
    COFFER_ASSIGN(ExternalValue old, read_part(reader, before->get_object(), read_value));
    got.before = std::make_shared<const ExternalValue>(std::move(old));
  }
  return got;
}

}  // namespace

Result<std::string> Reader::text(std::string_view member) const {
  auto text = optional_text(member);
  if (!text) return malformed(member);
  return *std::move(text);
}

std::optional<std::string> Reader::optional_text(std::string_view member) const {
  const json::Value* value = find(*body_, member);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string(json::view(value->get_string()));
}

Result<int64_t> Reader::number(std::string_view member) const {
  const auto number = optional_number(member);
  if (!number) return malformed(member);
  return *number;
}

std::optional<int64_t> Reader::optional_number(std::string_view member) const {
  const json::Value* value = find(*body_, member);
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  return value->get_int64();
}

bool Reader::flag(std::string_view member) const {
  const json::Value* value = find(*body_, member);
  return value != nullptr && value->is_bool() && value->get_bool();
}

Result<std::vector<std::string>> Reader::texts(std::string_view member) const {
  const json::Value* value = find(*body_, member);
  if (value == nullptr || !value->is_array()) return malformed(member);
  std::vector<std::string> texts;
  for (const json::Value& each : value->get_array()) {
    if (!each.is_string()) return malformed(member);
    texts.emplace_back(json::view(each.get_string()));
  }
  return texts;
}

Result<std::vector<int64_t>> Reader::numbers(std::string_view member) const {
  const json::Value* value = find(*body_, member);
  if (value == nullptr || !value->is_array()) return malformed(member);
  std::vector<int64_t> numbers;
  for (const json::Value& each : value->get_array()) {
    if (!each.is_int64()) return malformed(member);
    numbers.push_back(each.get_int64());
  }
  return numbers;
}

Result<std::vector<const json::Object*>> Reader::objects(std::string_view member) const {
  const json::Value* value = find(*body_, member);
  if (value == nullptr || !value->is_array()) return malformed(member);
  std::vector<const json::Object*> objects;
  for (const json::Value& each : value->get_array()) {
    if (!each.is_object()) return malformed(member);
    objects.push_back(&each.get_object());
  }
  return objects;
}

Result<Secret> Reader::secret() {
  if (next_ >= secrets_->size()) return malformed("secrets");
  return std::move((*secrets_)[next_++]);
}

json::Object write_error(const Error& error) {
  return {{"code", std::string(to_string(error.code))},
          {"what", error.what},
          {"mend", error.mend},
          {"field", error.field}};
}

Error read_error(const Reader& reader) {
  return {code_named(reader.optional_text("code").value_or("")), reader.optional_text("what").value_or(""),
          reader.optional_text("mend").value_or(""), reader.optional_text("field").value_or("")};
}

json::Object write_connection(const ConnectionInfo& info) {
  json::Object body{{"name", info.name}, {"kind", info.kind},     {"account", info.account},
                    {"arn", info.arn},   {"region", info.region}, {"source", info.source}};
  put(body, "expires", info.expires);
  if (info.left) body["left"] = info.left->count();
  return body;
}

Result<ConnectionInfo> read_connection(const Reader& reader) {
  ConnectionInfo info;
  COFFER_ASSIGN(info.name, reader.text("name"));
  COFFER_ASSIGN(info.kind, reader.text("kind"));
  COFFER_ASSIGN(info.account, reader.text("account"));
  COFFER_ASSIGN(info.arn, reader.text("arn"));
  COFFER_ASSIGN(info.region, reader.text("region"));
  COFFER_ASSIGN(info.source, reader.text("source"));
  info.expires = time_of(reader, "expires");
  if (const auto left = reader.optional_number("left")) info.left = std::chrono::seconds(*left);
  return info;
}

void write_input(const ConnectInput& input, Message& message) {
  json::Object& body = message.body;
  body["name"] = input.name;
  body["ask_mfa"] = input.ask_mfa;
  put(body, "profile", input.profile);
  put(body, "region", input.region);
  put(body, "mfa_serial", input.mfa_serial);
  if (input.credentials) {
    body["access_key_id"] = input.credentials->access_key_id;
    body["source"] = input.credentials->source;
    put(body, "expires", input.credentials->expires);
    message.secrets.push_back(input.credentials->secret_access_key.clone());
    message.secrets.push_back(input.credentials->session_token.clone());
  }
  if (input.mfa_code) {
    body["mfa_code"] = true;
    message.secrets.push_back(input.mfa_code->clone());
  }
}

Result<ConnectInput> read_input(Reader& reader) {
  ConnectInput input;
  COFFER_ASSIGN(input.name, reader.text("name"));
  input.ask_mfa = reader.flag("ask_mfa");
  input.profile = reader.optional_text("profile");
  input.region = reader.optional_text("region");
  input.mfa_serial = reader.optional_text("mfa_serial");
  if (reader.has("access_key_id")) {
    aws::Credentials& typed = input.credentials.emplace();
    COFFER_ASSIGN(typed.access_key_id, reader.text("access_key_id"));
    COFFER_ASSIGN(typed.source, reader.text("source"));
    typed.expires = time_of(reader, "expires");
    COFFER_ASSIGN(typed.secret_access_key, reader.secret());
    COFFER_ASSIGN(typed.session_token, reader.secret());
  }
  if (reader.flag("mfa_code")) {
    COFFER_ASSIGN(Secret code, reader.secret());
    input.mfa_code = std::make_shared<const Secret>(std::move(code));
  }
  return input;
}

// Links travel as a links file has them, under their numbers: one format, one check of what comes in.
void write_wanted(const std::vector<Holder::Wanted>& wanted, secrets::ValueCache::Freshness freshness,
                  Message& message) {
  std::vector<secrets::LinksEntry> entries;
  json::Array keep;
  for (const Holder::Wanted& each : wanted) {
    entries.push_back({fmt::to_string(entries.size()), each.link, {}});
    keep.emplace_back(each.keep.count());
  }
  message.body["links"] = secrets::links_file_text(entries);
  message.body["keep"] = std::move(keep);
  message.body["fresh"] = freshness == secrets::ValueCache::Freshness::kFetched;
}

Result<std::vector<Holder::Wanted>> read_wanted(const Reader& reader) {
  COFFER_ASSIGN(const std::string links, reader.text("links"));
  COFFER_ASSIGN(std::vector<secrets::LinksEntry> entries, secrets::parse_links(links));
  COFFER_ASSIGN(const auto keep, reader.numbers("keep"));
  if (entries.size() != keep.size() || entries.size() > kMostLinksRead) return malformed("keep");
  std::vector<Holder::Wanted> wanted;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].name != fmt::to_string(i) || keep[i] < 0) return malformed("links");
    wanted.push_back({std::move(entries[i].link), std::chrono::seconds(keep[i])});
  }
  return wanted;
}

void write_got(const std::vector<Holder::Got>& got, Message& message) {
  json::Array results;
  for (const Holder::Got& each : got) {
    if (!each.value) {
      results.emplace_back(json::Object{{"error", write_error(each.value.error())}});
      continue;
    }
    json::Object body = write_value(*each.value, message.secrets);
    body["cached"] = each.cached;
    if (each.before) body["before"] = write_value(*each.before, message.secrets);
    results.emplace_back(std::move(body));
  }
  message.body["results"] = std::move(results);
}

Result<std::vector<Holder::Got>> read_got(Reader& reader) {
  COFFER_ASSIGN(const auto parts, reader.objects("results"));
  std::vector<Holder::Got> got;
  for (const json::Object* part : parts) {
    COFFER_ASSIGN(Holder::Got one, read_one(reader, *part));
    got.push_back(std::move(one));
  }
  return got;
}

json::Array write_versions(const aws::SecretVersions& versions) {
  json::Array array;
  for (const auto& [id, stages] : versions)
    array.emplace_back(json::Object{{"id", id}, {"stages", array_of(stages)}});
  return array;
}

Result<aws::SecretVersions> read_versions(const Reader& reader) {
  COFFER_ASSIGN(const auto parts, reader.objects("versions"));
  aws::SecretVersions versions;
  for (const json::Object* part : parts) {
    const Reader one(*part, reader);
    COFFER_ASSIGN(std::string id, one.text("id"));
    COFFER_ASSIGN(auto stages, one.texts("stages"));
    versions.emplace_back(std::move(id), std::move(stages));
  }
  return versions;
}

json::Array write_descriptions(const std::vector<aws::SecretDescription>& descriptions) {
  json::Array array;
  for (const aws::SecretDescription& each : descriptions) {
    json::Object body{{"arn", each.arn},
                      {"name", each.name},
                      {"description", each.description},
                      {"kms_key_id", each.kms_key_id},
                      {"versions", write_versions(each.versions)}};
    put(body, "created", each.created);
    put(body, "last_changed", each.last_changed);
    put(body, "deleted", each.deleted);
    array.emplace_back(std::move(body));
  }
  return array;
}

Result<std::vector<aws::SecretDescription>> read_descriptions(const Reader& reader) {
  COFFER_ASSIGN(const auto parts, reader.objects("secrets"));
  std::vector<aws::SecretDescription> descriptions;
  for (const json::Object* part : parts) {
    const Reader one(*part, reader);
    aws::SecretDescription description;
    COFFER_ASSIGN(description.arn, one.text("arn"));
    COFFER_ASSIGN(description.name, one.text("name"));
    COFFER_ASSIGN(description.description, one.text("description"));
    COFFER_ASSIGN(description.kms_key_id, one.text("kms_key_id"));
    COFFER_ASSIGN(description.versions, read_versions(one));
    description.created = time_of(one, "created");
    description.last_changed = time_of(one, "last_changed");
    description.deleted = time_of(one, "deleted");
    descriptions.push_back(std::move(description));
  }
  return descriptions;
}

}  // namespace coffer::agent
