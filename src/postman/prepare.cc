#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "http/names.h"
#include "http/url.h"
#include "postman/auth.h"
#include "postman/auth/oauth2_grant.h"
#include "postman/fill.h"
#include "postman/json_comments.h"
#include "postman/read.h"
#include "postman/request_builder.h"
#include "postman/template_url.h"
#include "postman/text_tokens.h"
#include "secrets/reference.h"

namespace coffer::postman {
namespace {

using namespace std::string_view_literals;

// Source: postman-runtime, core.js, METHODS_WITHOUT_BODY.
constexpr std::array<std::string_view, 5> kMethodsWithoutBody{"GET", "COPY", "HEAD", "PURGE", "UNLOCK"};

Error invalid(std::string field, std::string what, std::string mend = {}) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), std::move(field)};
}

Result<std::string> prepare_method(const std::string& method, Substitutor& substitute) {
  std::string text = substitute(method);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  if (!http::is_token(text)) return invalid("method", fmt::format("\"{}\" is not an HTTP method", text));
  return text;
}

// The host decides where secrets go: it must be known now, or hang on vault references alone.
Result<void> check_host(const std::string& url, const TemplateUrl& parts) {
  if (trim(parts.host).empty())
    return invalid("url", "the URL is empty or has no host",
                   "give the request a URL such as https://api.example.com/path");
  const std::string authority = parts.host + (parts.port ? ":" + *parts.port : "");
  for (const Token& token : find_tokens(authority)) {
    if (is_vault_name(token.name)) continue;
    return invalid("url", fmt::format("the variable {{{{{}}}}} in the URL has no value", token.name),
                   fmt::format("set it with --env-var \"{}=…\" or in an environment file", token.name));
  }
  const bool hangs_on_secret = !secrets::find_references(authority).empty();
  auto origin =
      http::origin_of(hangs_on_secret ? to_lower(parts.protocol.value_or("http")) + "://host/" : url);
  if (!origin) {
    Error error = std::move(origin).error();
    error.field = "url";
    return error;
  }
  return {};
}

Result<std::string> prepare_url(const Url& url, const RequestBehavior& behavior, Substitutor& substitute) {
  TemplateUrl parts = parse_template_url(url.raw);
  replace_path_variables(parts, url.path_variables);
  // Newman substitutes in the whole text and takes the result apart again: a variable may hold host, path and
  // query at once.
  parts = parse_template_url(substitute(to_string(parts)));
  const std::string encoded = encode_template_url(parts, behavior.disable_url_encoding.value_or(false));
  COFFER_TRY(check_host(encoded, parts));
  if (encoded.find_first_of("\r\n\0"sv) != std::string::npos) {
    return invalid("url", "the URL has a line break in it");
  }
  return encoded;
}

// Newman makes a JavaScript object of the headers: those of one spelling stand together where the first
// stood, and of two spellings the later one wins, in the place of the first.
std::vector<KeyValue> as_newman_sends(std::vector<KeyValue> headers, std::vector<std::string>& warnings) {
  struct Group {
    std::string lower, key;
    std::vector<KeyValue> headers;
  };
  std::vector<Group> spellings, sent;
  for (KeyValue& header : headers) {
    auto group = std::ranges::find(spellings, header.key, &Group::key);
    if (group == spellings.end()) group = spellings.insert(group, {to_lower(header.key), header.key, {}});
    group->headers.push_back(std::move(header));
  }
  for (Group& group : spellings) {
    const auto earlier = std::ranges::find(sent, group.lower, &Group::lower);
    if (earlier == sent.end()) {
      sent.push_back(std::move(group));
    } else {
      warnings.push_back(
          fmt::format("header {} is not sent: header {} comes later and differs in case only (as in Newman)",
                      earlier->key, group.key));
      *earlier = std::move(group);
    }
  }
  headers.clear();
  for (Group& group : sent) std::ranges::move(group.headers, std::back_inserter(headers));
  return headers;
}

Result<std::vector<KeyValue>> prepare_headers(const std::vector<KeyValue>& templates, Substitutor& substitute,
                                              std::vector<std::string>& warnings) {
  std::vector<KeyValue> headers;
  for (const KeyValue& each : templates) {
    if (!each.enabled) continue;
    KeyValue header{substitute(each.key), substitute(each.value)};
    if (header.key.empty()) continue;
    const std::string field = "header " + header.key;
    COFFER_TRY(refuse_references(header.key, field));
    if (!http::is_token(header.key))
      return invalid(field, "a header's name may not have such characters in it",
                     "check for spaces, colons and unresolved variables");
    if (header.value.find_first_of("\r\n\0"sv) != std::string::npos) {
      return invalid(field, "the value has a line break in it, which no header may have");
    }
    headers.push_back(std::move(header));
  }
  return as_newman_sends(std::move(headers), warnings);
}

// Substitutes in the body; what is left is what would be sent: enabled fields only, NoBody where Newman sends
// none.
class BodyPreparer {
 public:
  BodyPreparer(Substitutor& substitute, const std::vector<KeyValue>& headers,
               std::vector<std::string>& warnings)
      : substitute_(substitute), headers_(headers), warnings_(warnings) {}

  Body operator()(const NoBody&) { return NoBody(); }
  Body operator()(const RawBody& body) {
    RawBody raw{substitute_(body.text), substitute_(body.language)};
    if (raw.text.empty()) return NoBody();
    if (is_json(raw.language)) raw.text = strip_json_comments(raw.text);
    return raw;
  }
  Body operator()(const UrlencodedBody& body) {
    UrlencodedBody form;
    for (const KeyValue& field : body.fields) {
      if (field.enabled) form.fields.push_back({substitute_(field.key), substitute_(field.value)});
    }
    if (form.fields.empty()) return NoBody();
    return form;
  }
  Body operator()(const FormBody& body) {
    FormBody form;
    for (const FormField& each : body.fields) {
      if (!each.enabled) continue;
      FormField field = each;
      for (std::string* text : {&field.key, &field.value, &field.content_type, &field.file_name})
        *text = substitute_(*text);
      for (std::string& file : field.files) file = substitute_(file);
      if (field.is_file && field.files.empty()) {
        warnings_.push_back(
            fmt::format("form field \"{}\": no file is chosen, an empty part is sent", field.key));
      }
      form.fields.push_back(std::move(field));
    }
    if (form.fields.empty()) return NoBody();
    return form;
  }
  Body operator()(const FileBody& body) {
    if (body.path.empty()) return NoBody();
    return FileBody{substitute_(body.path)};
  }
  Body operator()(const GraphqlBody& body) {
    return GraphqlBody{substitute_(body.query), substitute_(body.variables),
                       substitute_(body.operation_name)};
  }

 private:
  // Source: postman-runtime, request-helpers-presend.js: the language decides, else the Content-Type header.
  bool is_json(const std::string& language) const {
    if (!language.empty()) return language == "json";
    const auto type = std::ranges::find_if(
        headers_, [](const KeyValue& header) { return iequals(header.key, "content-type"); });
    if (type == headers_.end() || !type->value.starts_with("application/")) return false;
    const std::string_view subtype = std::string_view(type->value).substr(12);
    const std::string_view name = subtype.substr(0, subtype.find_first_of(" \t"));
    return name.starts_with("json") || name.find("+json") != std::string_view::npos;
  }

  Substitutor& substitute_;
  const std::vector<KeyValue>& headers_;
  std::vector<std::string>& warnings_;
};

// A request must not go out without its auth because we do not know how to make it.
Result<std::optional<Auth>> prepare_auth(const Auth* auth, Substitutor& substitute) {
  if (auth == nullptr) return std::optional<Auth>();
  if (!is_supported_auth(auth->type)) {
    return Error{ErrorCode::kUnsupported,
                 fmt::format("auth type \"{}\" is not supported yet, and the request is not sent without it",
                             auth->type),
                 "set the header by hand, with \"No Auth\"", "auth"};
  }
  Auth prepared{auth->type, {}};
  for (const auto& [name, value] : auth->params) prepared.params.insert_or_assign(name, substitute(value));
  return std::optional<Auth>(std::move(prepared));
}

// With a grant, the attributes that belong to the token endpoint go there and nowhere else.
Result<void> prepare_grant(const Auth* auth, Substitutor& substitute, PreparedRequest& prepared) {
  if (auth == nullptr || auth->type != "oauth2") return {};
  auto& params = prepared.auth->params;
  const auto given = [&](std::string_view name) {
    const auto found = params.find(name);
    return found != params.end() && !found->second.empty();
  };
  if (!given("accessToken") && (given("grant_type") || given("accessTokenUrl"))) {
    COFFER_ASSIGN(PreparedRequest request, prepare_token_request(*auth, substitute));
    prepared.token_request = std::make_shared<const PreparedRequest>(std::move(request));
  }
  constexpr std::array<std::string_view, 4> kOwn{"accessToken", "addTokenTo", "headerPrefix", "tokenType"};
  std::erase_if(params, [&](const auto& each) { return std::ranges::find(kOwn, each.first) == kOwn.end(); });
  return {};
}

// libcurl names the machine itself.
void warn_of_workstation(PreparedRequest& prepared) {
  if (!prepared.auth || prepared.auth->type != "ntlm") return;
  const auto found = prepared.auth->params.find("workstation");
  if (found == prepared.auth->params.end() || found->second.empty()) return;
  prepared.warnings.emplace_back("auth workstation is not sent: NTLM logs in with this machine's own name");
}

void warn_of_variables(PreparedRequest& prepared) {
  for (const std::string& name : prepared.unresolved_variables) {
    if (name.starts_with('$')) {
      prepared.warnings.push_back(
          fmt::format("the dynamic variable {{{{{}}}}} is not known (yet) and stays as it is", name));
    }
  }
}

}  // namespace

Result<PreparedRequest> prepare(const PlacedItem& item, Substitutor& substitute) {
  return prepare(item, item.item->request, substitute);
}

Result<PreparedRequest> prepare(const PlacedItem& item, const RequestTemplate& request,
                                Substitutor& substitute) {
  const Auth* auth = item.effective_auth(request);
  PreparedRequest prepared;
  prepared.behavior = item.effective_behavior();
  COFFER_ASSIGN(prepared.method, prepare_method(request.method, substitute));
  COFFER_ASSIGN(prepared.url, prepare_url(request.url, prepared.behavior, substitute));
  COFFER_ASSIGN(prepared.headers, prepare_headers(request.headers, substitute, prepared.warnings));
  COFFER_ASSIGN(prepared.auth, prepare_auth(auth, substitute));
  COFFER_TRY(prepare_grant(auth, substitute, prepared));
  warn_of_workstation(prepared);
  const bool pruned = !prepared.behavior.disable_body_pruning.value_or(false) &&
                      std::ranges::find(kMethodsWithoutBody, prepared.method) != kMethodsWithoutBody.end();
  if (!pruned)
    prepared.body = std::visit(BodyPreparer(substitute, prepared.headers, prepared.warnings), request.body);
  prepared.unresolved_variables = substitute.unresolved();
  warn_of_variables(prepared);
  return prepared;
}

}  // namespace coffer::postman
