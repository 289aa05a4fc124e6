#include "postman/literal_credentials.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "postman/template_url.h"
#include "postman/text_tokens.h"

namespace coffer::postman {
namespace {

bool is_literal(std::string_view text) { return !trim(text).empty() && find_tokens(text).empty(); }

// "X-Api-Key" and "apiKey" as "api-key": words of letters and digits with hyphens between.
std::string short_name(std::string_view name) {
  std::string text;
  for (const char c : to_lower(name)) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word)
      text += c;
    else if (!text.empty() && text.back() != '-')
      text += '-';
  }
  while (text.ends_with('-')) text.pop_back();
  if (text.starts_with("x-")) text.erase(0, 2);
  return text.empty() ? "secret" : text;
}

class Visitor {
 public:
  Visitor(RequestTemplate& request, const ReplaceCredential& replace)
      : request_(request), replace_(replace) {}

  void visit() {
    visit_url();
    for (KeyValue& header : request_.headers) visit_header(header);
    visit_auth();
    if (auto* form = std::get_if<UrlencodedBody>(&request_.body))
      for (KeyValue& field : form->fields) visit_field(field.key, field.value);
    if (auto* form = std::get_if<FormBody>(&request_.body))
      for (FormField& field : form->fields)
        if (!field.is_file) visit_field(field.key, field.value);
    if (auto* raw = std::get_if<RawBody>(&request_.body)) visit_form_text(raw->text);
  }

 private:
  // The last `size` bytes of `text` are the value.
  void offer(const LiteralCredential& found, std::string& text, size_t begin) {
    const std::string_view value = std::string_view(text).substr(begin);
    if (!is_literal(value)) return;
    if (const auto instead = replace_(found, value)) text.replace(begin, std::string::npos, *instead);
  }

  void visit_header(KeyValue& header) {
    const std::string name = to_lower(header.key);
    if (name == "cookie") return offer({"header Cookie", "cookie"}, header.value, 0);
    const bool with_scheme = name == "authorization" || name == "proxy-authorization";
    if (!with_scheme && !names_credential(name)) return;
    const size_t space = header.value.find(' ');
    offer({"header " + header.key, short_name(name)}, header.value,
          with_scheme && space != std::string::npos ? space + 1 : 0);
  }

  void visit_auth() {
    if (!request_.auth) return;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kParams{
        {{"password", "password"},
         {"token", "token"},
         {"secretKey", "aws-secret-key"},
         {"sessionToken", "aws-session-token"},
         {"accessToken", "access-token"}}};
    for (const auto& [param, kind] : kParams) {
      const auto found = request_.auth->params.find(param);
      if (found != request_.auth->params.end())
        offer({std::string(kind), std::string(kind)}, found->second, 0);
    }
    // `-u KEY:` is how an API key is often given.
    const auto password = request_.auth->params.find("password");
    const auto user = request_.auth->params.find("username");
    if (password != request_.auth->params.end() && password->second.empty() &&
        user != request_.auth->params.end())
      offer({"user name, without a password", "api-key"}, user->second, 0);
  }

  void visit_field(const std::string& name, std::string& value) {
    if (names_credential(name)) offer({"body field " + name, short_name(name)}, value, 0);
  }

  // name=value&name=value, decoded for the visitor. A value that is encoded cannot be taken out of a raw
  // text: a reference there is not encoded at the send.
  void visit_pairs(std::string& text, size_t begin, size_t end, std::string_view where) {
    for (size_t at = begin; at < end;) {
      size_t stop = std::min(text.find('&', at), end);
      const size_t equals = text.find('=', at);
      if (equals < stop) {
        const std::string name = percent_decode(std::string_view(text).substr(at, equals - at));
        std::string value = text.substr(equals + 1, stop - equals - 1);
        const std::string before = value;
        if (names_credential(name)) {
          value = percent_decode(value);
          const std::string decoded = value;
          offer({std::string(where) + name, short_name(name)}, value, 0);
          if (value != decoded) {
            text.replace(equals + 1, before.size(), value);
            end = end + value.size() - before.size();
            stop = stop + value.size() - before.size();
          }
        }
      }
      at = stop + 1;
    }
  }

  void visit_form_text(std::string& text) {
    const auto type = std::ranges::find_if(
        request_.headers, [](const KeyValue& header) { return iequals(header.key, "content-type"); });
    if (type != request_.headers.end() && type->value.starts_with("application/x-www-form-urlencoded"))
      visit_pairs(text, 0, text.size(), "body field ");
  }

  void visit_url() {
    std::string& url = request_.url.raw;
    TemplateUrl parts = parse_template_url(url);
    if (parts.password) {
      const std::string decoded = percent_decode(*parts.password);
      std::string password = decoded;
      offer({"password in the URL", "password"}, password, 0);
      if (password != decoded) {
        parts.password = password;
        url = to_string(parts);
      }
    }
    const size_t question = without_tokens(url).find('?');
    if (question == std::string::npos) return;
    visit_pairs(url, question + 1, std::min(without_tokens(url).find('#'), url.size()), "query parameter ");
  }

  RequestTemplate& request_;
  const ReplaceCredential& replace_;
};

}  // namespace

bool names_credential(std::string_view name) {
  constexpr std::array<std::string_view, 16> kWords{
      "apikey",  "authkey",    "accesskey",  "secret",         "token",     "password",
      "passwd",  "passphrase", "credential", "privatekey",     "signature", "session",
      "authkey", "jwt",        "licensekey", "subscriptionkey"};
  constexpr std::array<std::string_view, 6> kWhole{"key", "auth", "sig", "pwd", "pass", "xauth"};
  std::string plain = to_lower(name);
  std::erase_if(plain, [](char c) { return c == '-' || c == '_' || c == '.' || c == ' '; });
  if (plain.ends_with("csrftoken") || plain.ends_with("xsrftoken") || plain.ends_with("pagetoken"))
    return false;
  return std::ranges::find(kWhole, plain) != kWhole.end() ||
         std::ranges::any_of(kWords,
                             [&](std::string_view word) { return plain.find(word) != std::string::npos; });
}

void visit_credentials(RequestTemplate& request, const ReplaceCredential& replace) {
  Visitor(request, replace).visit();
}

}  // namespace coffer::postman
