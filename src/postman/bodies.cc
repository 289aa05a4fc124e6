#include "postman/bodies.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <compare>
#include <map>

#include "base/encoding.h"
#include "postman/mime_type.h"

namespace coffer::postman {
namespace {

constexpr const char* kContentType = "Content-Type";

// Links are followed first: one inside may lead outside.
bool lies_within(const std::filesystem::path& path, const std::filesystem::path& folder) {
  std::error_code failure;
  const auto inner = std::filesystem::weakly_canonical(path, failure);
  if (failure) return false;
  const auto outer = std::filesystem::canonical(folder, failure);
  if (failure) return false;
  return std::ranges::mismatch(outer, inner).in1 == outer.end();
}

Result<std::filesystem::path> find_file(const std::string& path, const std::string& field,
                                        const Draft& draft) {
  COFFER_TRY(refuse_references(path, field));
  const std::filesystem::path full = draft.options.working_folder / path;
  std::error_code failure;
  if (!draft.options.files_outside && !lies_within(full, draft.options.working_folder)) {
    return Error{ErrorCode::kPermissions,
                 fmt::format("the file \"{}\" lies outside of the working folder", full.string()),
                 "--working-dir names the folder; without --no-insecure-file-read any file may be sent",
                 field};
  }
  if (std::filesystem::is_regular_file(full, failure)) return full;
  return Error{ErrorCode::kNotFound, fmt::format("there is no file \"{}\"", full.string()),
               "name it relative to the working folder, or set that with --working-dir", field};
}

// Properties of a JavaScript object: those that are array indices come first, by number, then the others as
// they were set.
std::optional<uint32_t> array_index(std::string_view key) {
  uint32_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool canonical =
      error == std::errc() && end == key.data() + key.size() && (key.size() == 1 || key[0] != '0');
  return canonical && index != UINT32_MAX ? std::optional(index) : std::nullopt;
}

// Newman collects the fields in such an object, so repeated keys stand together.
std::vector<const KeyValue*> in_newman_order(const std::vector<KeyValue>& fields) {
  struct Rank {
    uint64_t group = 0;  // an array index, or after those the position of the key's first field
    size_t position = 0;
    auto operator<=>(const Rank&) const = default;
  };
  std::map<std::string_view, uint64_t> groups;
  std::map<Rank, const KeyValue*> ordered;
  for (size_t i = 0; i < fields.size(); ++i) {
    const auto index = array_index(fields[i].key);
    const uint64_t group = index ? uint64_t{*index} : uint64_t{UINT32_MAX} + i;
    ordered.emplace(Rank{groups.try_emplace(fields[i].key, group).first->second, i}, &fields[i]);
  }
  std::vector<const KeyValue*> list;
  for (const auto& [rank, field] : ordered) list.push_back(field);
  return list;
}

class BodyBuilder {
 public:
  explicit BodyBuilder(Draft& draft) : draft_(draft) {}

  Result<void> operator()(const NoBody&) { return {}; }

  Result<void> operator()(const RawBody& body) {
    COFFER_ASSIGN(draft_.request.body, filled(body.text, Setting::kWholeBody, "body"));
    return {};
  }

  Result<void> operator()(const UrlencodedBody& body) {
    SecretBuilder out;
    for (const KeyValue* field : in_newman_order(body.fields)) {
      const std::string where = fmt::format("body field \"{}\"", field->key);
      COFFER_ASSIGN(const Secret key, filled(field->key, Setting::kFormField, where));
      COFFER_ASSIGN(const Secret value, filled(field->value, Setting::kFormField, where));
      if (out.size() > 0) out.append('&');
      out.append(key).append('=').append(value);
    }
    draft_.request.body = out.take();
    return override_content_type("application/x-www-form-urlencoded");
  }

  Result<void> operator()(const FormBody& body) {
    std::vector<http::FormPart> parts;
    for (const FormField& field : body.fields) COFFER_TRY(add_parts(field, parts));
    draft_.request.body = std::move(parts);
    // The transport makes the boundary, and the header with it.
    if (!draft_.is_disabled(kContentType)) draft_.remove_header(kContentType);
    return {};
  }

  Result<void> operator()(const FileBody& body) {
    COFFER_ASSIGN(auto path, find_file(body.path, "body file", draft_));
    COFFER_TRY(draft_.add_system_header(kContentType, mime_type_of(body.path)));
    draft_.request.body = http::FileBody{std::move(path)};
    return {};
  }

  Result<void> operator()(const GraphqlBody& body) {
    COFFER_ASSIGN(const Secret query, filled(body.query, Setting::kJson, "body"));
    COFFER_ASSIGN(const Secret operation, filled(body.operation_name, Setting::kJson, "body"));
    COFFER_ASSIGN(const Secret variables, filled(body.variables, Setting::kText, "body"));
    SecretBuilder out;
    out.append("{\"query\":\"").append(query).append('"');
    if (!operation.empty()) out.append(",\"operationName\":\"").append(operation).append('"');
    if (!variables.empty()) out.append(",\"variables\":").append(variables);
    out.append('}');
    draft_.request.body = out.take();
    return {};
  }

 private:
  Result<Secret> filled(std::string_view text, Setting setting, const std::string& where) {
    return fill(text, setting, where, draft_.value_of, draft_.carried.body);
  }

  // A Content-Type of the user's that does not fit is replaced, where it stands; unless Content-Type is
  // switched off: then the user's stays.
  Result<void> override_content_type(std::string_view type) {
    if (draft_.is_disabled(kContentType)) return {};
    for (http::RequestHeader& header : draft_.request.headers) {
      if (!iequals(header.name, kContentType)) continue;
      if (!header.value.expose([type](std::string_view value) { return value.starts_with(type); })) {
        header.value = Secret(type);
        draft_.carried.headers.erase("content-type");
      }
      return {};
    }
    return draft_.add_header(kContentType, type);
  }

  Result<void> add_parts(const FormField& field, std::vector<http::FormPart>& parts) {
    const std::string where = fmt::format("form field \"{}\"", field.key);
    for (const std::string* text : {&field.key, &field.content_type, &field.file_name})
      COFFER_TRY(refuse_references(*text, where));
    if (!field.is_file || field.files.empty()) {
      http::FormPart part{field.key, Secret(), field.content_type, field.file_name};
      COFFER_ASSIGN(part.content, filled(field.is_file ? std::string() : field.value, Setting::kText, where));
      parts.push_back(std::move(part));
      return {};
    }
    for (const std::string& file : field.files) {
      COFFER_ASSIGN(auto path, find_file(file, where, draft_));
      const std::string type =
          field.content_type.empty() ? std::string(mime_type_of(file)) : field.content_type;
      parts.push_back({field.key, http::FileBody{std::move(path)}, type, field.file_name});
    }
    return {};
  }

  Draft& draft_;
};

}  // namespace

std::string early_content_type(const Body& body) {
  if (std::holds_alternative<GraphqlBody>(body)) return "application/json";
  const auto* raw = std::get_if<RawBody>(&body);
  if (raw == nullptr) return "";
  if (raw->language == "html") return "text/html";
  if (raw->language == "json") return "application/json";
  if (raw->language == "javascript") return "application/javascript";
  if (raw->language == "xml") return "application/xml";
  return "text/plain";
}

bool content_type_precedes_auth(const Body& body) {
  const auto* raw = std::get_if<RawBody>(&body);
  return raw != nullptr && raw->language == "json";
}

Result<void> build_body(Draft& draft) { return std::visit(BodyBuilder(draft), draft.prepared.body); }

}  // namespace coffer::postman
