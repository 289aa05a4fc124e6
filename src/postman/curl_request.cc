// From curl's words to a request template.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/encoding.h"
#include "postman/curl_command.h"
#include "postman/curl_data.h"
#include "postman/curl_form.h"
#include "postman/template_url.h"
#include "postman/text_tokens.h"

namespace coffer::postman {
namespace {

using Kind = CurlData::Kind;
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";
constexpr std::array<std::string_view, 5> kMethodsWithoutBody{"GET", "COPY", "HEAD", "PURGE", "UNLOCK"};

// The first colon outside of {{…}}: {{vault:name}} has one, too.
size_t find_divider(std::string_view text) { return without_tokens(text).find(':'); }

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

// "/a/../b/./c" becomes "/b/c" (RFC 3986 §5.2.4), as curl sends it.
void remove_dot_segments(std::string& url) {
  const std::string plain = without_tokens(url);
  const size_t scheme = plain.find("://");
  const size_t begin = plain.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  const size_t end = std::min(plain.find('?'), plain.size());
  if (begin == std::string::npos || begin >= end ||
      plain.substr(begin, end - begin).find("/.") == std::string::npos)
    return;
  std::vector<std::string> kept;
  bool folder = false;
  for (size_t at = begin; at < end;) {
    const size_t stop = std::min(plain.find('/', at + 1), end);
    const std::string segment = url.substr(at + 1, stop - at - 1);
    folder = segment == "." || segment == "..";
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!folder) kept.push_back(segment);
    at = stop;
  }
  std::string path;
  for (const std::string& segment : kept) path += "/" + segment;
  if (folder || path.empty()) path += '/';
  url.replace(begin, end - begin, path);
}

class RequestMaker {
 public:
  RequestMaker(const CurlCommand& command, const ReadFile& read) : command_(command), read_(read) {}

  Result<CurlRequest> make() {
    made_.notes = command_.notes;
    COFFER_TRY(check());
    COFFER_TRY(add_headers());
    COFFER_TRY(add_body());
    add_url();
    add_auth();
    set_method();
    set_behavior();
    return std::move(made_);
  }

 private:
  RequestTemplate& request() { return made_.request; }

  bool has_header(std::string_view name) const {
    return std::ranges::any_of(made_.request.headers,
                               [&](const KeyValue& header) { return iequals(header.key, name); });
  }
  bool is_taken_away(std::string_view name) const {
    const auto& list = made_.behavior.disabled_system_headers;
    return std::ranges::find(list, to_lower(name)) != list.end();
  }
  void add_default_header(const std::string& name, std::string value) {
    if (!has_header(name) && !is_taken_away(name)) request().headers.push_back({name, std::move(value)});
  }

  // [1-3] and {a,b}: curl makes a request of each.
  bool has_globs() const {
    const std::string url = without_tokens(command_.url);
    const auto has = [&url](char open, char close, char between) {
      const size_t begin = url.find(open), end = url.find(close, std::min(begin, url.size()));
      return end != std::string::npos && url.find(between, begin) < end;
    };
    return command_.globbing && (has('[', ']', '-') || has('{', '}', ','));
  }

  Result<void> check() const {
    if (has_globs()) {
      return Error{ErrorCode::kUnsupported, "curl makes several requests of the brackets in the URL",
                   "Give a command for each, or add -g if the brackets are meant.", "URL"};
    }
    const int bodies = static_cast<int>(!command_.data.empty() && !command_.get) +
                       static_cast<int>(!command_.form.empty()) +
                       static_cast<int>(command_.upload_file.has_value());
    const bool with_head = command_.head && bodies > 0;
    if (bodies < 2 && !with_head) return {};
    return Error{ErrorCode::kUsage, "the request would have two bodies, or one with HEAD",
                 "Give one of -d, -F, -T and -I; or add -G, which puts -d into the URL."};
  }

  // "Name: value" · "Name:" takes away · "Name;" sends it empty · "@file" has one a line.
  Result<void> add_headers() {
    for (const std::string& header : command_.headers) {
      if (!header.starts_with('@')) {
        COFFER_TRY(add_header(header));
        continue;
      }
      COFFER_ASSIGN(const std::string text, read_(header.substr(1)));
      for (std::string_view rest = text; !rest.empty();) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        if (const auto line = trim(rest.substr(0, end)); !line.empty()) COFFER_TRY(add_header(line));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    if (command_.user_agent) add_or_take_away("User-Agent", *command_.user_agent);
    if (command_.referer && !command_.referer->empty()) add_default_header("Referer", *command_.referer);
    if (!command_.cookies.empty())
      request().headers.push_back({"Cookie", fmt::format("{}", fmt::join(command_.cookies, ";"))});
    return {};
  }

  Result<void> add_header(std::string_view header) {
    const size_t colon = header.find(':');
    if (colon == std::string_view::npos && header.ends_with(';') && header.size() > 1) {
      request().headers.push_back({std::string(header.substr(0, header.size() - 1)), ""});
      return {};
    }
    if (colon == std::string_view::npos || colon == 0)
      return Error{ErrorCode::kUsage, "a header is \"Name: value\"", "", "-H"};
    const std::string name(header.substr(0, colon)), value(trim(header.substr(colon + 1)));
    if (value.empty())
      made_.behavior.disabled_system_headers.push_back(to_lower(name));
    else
      request().headers.push_back({name, value});
    return {};
  }

  void add_or_take_away(const std::string& name, const std::string& value) {
    if (value.empty())
      made_.behavior.disabled_system_headers.push_back(to_lower(name));
    else
      add_default_header(name, value);
  }

  Result<void> add_body() {
    if (command_.upload_file) return add_upload();
    if (!command_.form.empty()) return add_form();
    if (command_.data.empty()) return {};
    const bool json =
        std::ranges::any_of(command_.data, [](const CurlData& piece) { return piece.kind == Kind::kJson; });
    if (json) {
      add_default_header("Content-Type", "application/json");
      add_default_header("Accept", "application/json");
    }
    if (!command_.get) add_default_header("Content-Type", std::string(kFormType));
    const CurlData& first = command_.data.front();
    if (command_.data.size() == 1 && first.kind == Kind::kBinary && first.text.starts_with('@') &&
        first.text != "@-" && !command_.get) {
      request().body = FileBody{first.text.substr(1)};
      return {};
    }
    if (!command_.get && encodes_references(command_.data)) {
      COFFER_ASSIGN(request().body, encoded_fields(command_.data, read_));
      return {};
    }
    COFFER_ASSIGN(std::string text, joined_data(command_.data, read_));
    if (command_.get) return get_query_ = std::move(text), Result<void>();
    // "text": nothing in the body is Postman's to change, such as comments in JSON.
    request().body = RawBody{.text = std::move(text), .language = "text"};
    return {};
  }

  Result<void> add_form() {
    FormBody body;
    for (const CurlFormPart& part : command_.form) {
      COFFER_ASSIGN(FormField field, form_field_of(part, read_, made_.notes));
      body.fields.push_back(std::move(field));
    }
    request().body = std::move(body);
    return {};
  }

  Result<void> add_upload() {
    if (!has_header("Content-Type")) made_.behavior.disabled_system_headers.emplace_back("content-type");
    if (*command_.upload_file != "-" && *command_.upload_file != ".") {
      request().body = FileBody{*command_.upload_file};
      return {};
    }
    COFFER_ASSIGN(std::string text, read_("-"));
    request().body = RawBody{.text = std::move(text), .language = "text"};
    return {};
  }

  void add_url() {
    std::string url = command_.url;
    url.resize(std::min(without_tokens(url).find('#'), url.size()));
    if (!command_.path_as_is) remove_dot_segments(url);
    if (command_.upload_file && *command_.upload_file != "-" && url.ends_with('/'))
      url += percent_encode(name_of(*command_.upload_file));
    const auto add = [&url](const std::string& piece) {
      if (piece.empty()) return;
      const bool has_query = without_tokens(url).find('?') != std::string::npos;
      url += (has_query ? "&" : "?") + piece;
    };
    add(get_query_);
    for (const std::string& piece : command_.query) add(piece);
    request().url.raw = std::move(url);
  }

  void add_auth() {
    request().auth = Auth{.type = "noauth", .params = {}};
    if (has_header("Authorization")) return;  // curl lets the header win
    if (command_.bearer) request().auth = Auth{.type = "bearer", .params = {{"token", *command_.bearer}}};
    if (!command_.user) return;
    const size_t colon = find_divider(*command_.user);
    const std::string name = command_.user->substr(0, colon);
    const std::string password = colon == std::string::npos ? "" : command_.user->substr(colon + 1);
    if (colon == std::string::npos)
      made_.notes.emplace_back("no password was given: -u USER:PASSWORD, or USER:{{vault:name}}");
    if (command_.aws_sigv4) return add_aws_auth(name, password);
    request().auth =
        Auth{.type = command_.auth_scheme, .params = {{"username", name}, {"password", password}}};
  }

  // "provider1[:provider2[:region[:service]]]"; what is not given stands in the host:
  // service.region.amazonaws.com.
  void add_aws_auth(const std::string& key, const std::string& secret) {
    std::vector<std::string> words;
    for (std::string_view rest = *command_.aws_sigv4;;) {
      words.emplace_back(rest.substr(0, rest.find(':')));
      if (words.back().size() == rest.size()) break;
      rest.remove_prefix(words.back().size() + 1);
    }
    const std::string host = parse_template_url(request().url.raw).host;
    const size_t dot = host.find('.');
    const std::string after = dot == std::string::npos ? "" : host.substr(dot + 1);
    words.resize(4);
    Auth auth{.type = "awsv4", .params = {{"accessKey", key}, {"secretKey", secret}}};
    auth.params["region"] = words[2].empty() ? after.substr(0, after.find('.')) : words[2];
    auth.params["service"] = words[3].empty() ? host.substr(0, dot) : words[3];
    std::erase_if(request().headers, [&](const KeyValue& header) {
      if (!iequals(header.key, "x-amz-security-token")) return false;
      auth.params["sessionToken"] = header.value;
      return true;
    });
    request().auth = std::move(auth);
  }

  void set_method() {
    const bool has_body = !std::holds_alternative<NoBody>(request().body);
    std::string method = has_body ? "POST" : "GET";
    if (command_.upload_file) method = "PUT";
    if (command_.head) method = "HEAD";
    request().method = command_.method.empty() ? method : command_.method;
  }

  void set_behavior() {
    RequestBehavior& behavior = made_.behavior;
    const bool has_body = !std::holds_alternative<NoBody>(request().body);
    if (has_body && std::ranges::find(kMethodsWithoutBody, request().method) != kMethodsWithoutBody.end())
      behavior.disable_body_pruning = true;
    if (command_.insecure) behavior.strict_ssl = false;
    if (command_.max_redirects) behavior.max_redirects = command_.max_redirects;
    if (command_.keep_authorization) behavior.follow_authorization_header = true;
  }

  const CurlCommand& command_;
  const ReadFile& read_;
  CurlRequest made_;
  std::string get_query_;
};

}  // namespace

Result<CurlRequest> request_of(const CurlCommand& command, const ReadFile& read) {
  return RequestMaker(command, read).make();
}

}  // namespace coffer::postman
