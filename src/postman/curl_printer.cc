#include "postman/curl_printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "postman/bodies.h"
#include "postman/curl_command.h"
#include "postman/shell_words.h"

namespace coffer::postman {
namespace {

class CurlPrinter {
 public:
  CurlPrinter(const PreparedRequest& prepared, const CurlPrintOptions& options)
      : prepared_(prepared), options_(options) {}

  Result<std::string> print() {
    lines_.push_back("curl" + std::string(needs_globoff() ? " -g " : " ") + shell_quoted(prepared_.url));
    add_method();
    for (const KeyValue& header : prepared_.headers) add_header(header.key, header.value);
    add_taken_away();
    COFFER_TRY(add_auth());
    COFFER_TRY(std::visit([this](const auto& body) { return add_body(body); }, prepared_.body));
    add_transport();
    std::string text = fmt::format("{}", fmt::join(lines_, " \\\n  "));
    if (text.find('\0') == std::string::npos) return text;
    return Error{ErrorCode::kUnsupported, "a NUL byte cannot stand in a command line",
                 "Send the body from a file: --data-binary @FILE."};
  }

 private:
  void add(std::string_view flag, std::string_view value) {
    lines_.push_back(fmt::format("{} {}", flag, shell_quoted(value)));
  }

  bool needs_globoff() const { return prepared_.url.find_first_of("[]{}") != std::string::npos; }
  bool has_body() const { return !std::holds_alternative<NoBody>(prepared_.body); }
  bool has_header(std::string_view name) const {
    return std::ranges::any_of(prepared_.headers,
                               [&](const KeyValue& header) { return iequals(header.key, name); });
  }
  bool is_taken_away(std::string_view name) const {
    return std::ranges::find(prepared_.behavior.disabled_system_headers, name) !=
           prepared_.behavior.disabled_system_headers.end();
  }

  void add_method() {
    if (prepared_.method == "HEAD" && !has_body()) return lines_.emplace_back("-I"), void();
    if (prepared_.method != (has_body() ? "POST" : "GET")) add("-X", prepared_.method);
  }

  void add_header(const std::string& name, const std::string& value) {
    add("-H", value.empty() ? name + ";" : fmt::format("{}: {}", name, value));
  }

  void add_taken_away() {
    for (const std::string_view name : {"User-Agent", "Accept"})
      if (is_taken_away(to_lower(name))) add("-H", fmt::format("{}:", name));
  }

  std::string param(std::string_view name) const {
    const auto found = prepared_.auth->params.find(name);
    return found == prepared_.auth->params.end() ? std::string() : found->second;
  }

  Result<void> add_auth() {
    if (!prepared_.auth || prepared_.auth->type == "noauth") return {};
    const std::string& type = prepared_.auth->type;
    if (type == "basic" || type == "digest" || type == "ntlm") {
      if (type != "basic") lines_.push_back("--" + type);
      add("-u", fmt::format("{}:{}", param("username"), param("password")));
    } else if (type == "bearer") {
      add_header("Authorization", "Bearer " + param("token"));
    } else if (type == "awsv4") {
      add("--aws-sigv4", fmt::format("aws:amz:{}:{}", param("region"), param("service")));
      add("-u", fmt::format("{}:{}", param("accessKey"), param("secretKey")));
      if (const std::string token = param("sessionToken"); !token.empty())
        add_header("X-Amz-Security-Token", token);
    } else {
      return Error{ErrorCode::kUnsupported, fmt::format("curl has no auth of type \"{}\"", type), "", "auth"};
    }
    return {};
  }

  // curl would add a form's type of its own.
  void settle_content_type(const std::string& type) {
    if (has_header("Content-Type")) return;
    add("-H", type.empty() || is_taken_away("content-type") ? "Content-Type:" : "Content-Type: " + type);
  }

  Result<void> add_body(const NoBody&) {
    // Coffer announces the empty body of these, as Postman does; curl does so where it is told of one.
    constexpr std::array<std::string_view, 3> kAnnounced{"POST", "PUT", "PATCH"};
    if (std::ranges::find(kAnnounced, prepared_.method) == kAnnounced.end()) return {};
    settle_content_type("");
    add("-d", "");
    return {};
  }
  Result<void> add_body(const RawBody& body) {
    settle_content_type(early_content_type(prepared_.body));
    add("--data-raw", body.text);
    return {};
  }
  Result<void> add_body(const UrlencodedBody& body) {
    // A reference is put in by the reader, and must be encoded then.
    for (const KeyValue& field : body.fields) {
      const std::string name = percent_encode_template(field.key) + "=";
      const bool later = field.value.find("{{") != std::string::npos;
      if (later) add("--data-urlencode", name + field.value);
      if (!later) add("--data-raw", name + percent_encode(field.value));
    }
    return {};
  }
  Result<void> add_body(const FileBody& body) {
    settle_content_type("application/octet-stream");
    add("--data-binary", "@" + body.path);
    return {};
  }
  Result<void> add_body(const GraphqlBody&) {
    return Error{ErrorCode::kUnsupported, "curl has no word for a GraphQL body", "", "body"};
  }

  static std::string in_quotes(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    return quoted + "\"";
  }

  Result<void> add_body(const FormBody& body) {
    for (const FormField& field : body.fields) {
      if (!field.is_file && field.content_type.empty() && field.file_name.empty()) {
        add("--form-string", field.key + "=" + field.value);
        continue;
      }
      std::string part = field.key + "=";
      if (!field.is_file) part += in_quotes(field.value);
      for (size_t i = 0; i < field.files.size(); ++i)
        part += (i == 0 ? "@" : ",") + in_quotes(field.files[i]);
      if (!field.content_type.empty()) part += ";type=" + field.content_type;
      if (!field.file_name.empty()) part += ";filename=" + in_quotes(field.file_name);
      add("-F", part);
    }
    return {};
  }

  void add_transport() {
    if (options_.follow) lines_.emplace_back("-L");
    if (options_.max_redirects > 0) add("--max-redirs", std::to_string(options_.max_redirects));
    if (options_.insecure) lines_.emplace_back("-k");
    if (options_.proxy_given) add("-x", options_.proxy);
    if (!options_.client_certificate.empty()) add("--cert", options_.client_certificate);
    if (!options_.client_key.empty()) add("--key", options_.client_key);
    if (!options_.ca_file.empty()) add("--cacert", options_.ca_file);
    if (options_.timeout_ms > 0)
      add("-m", fmt::format("{}", static_cast<double>(options_.timeout_ms) / 1000));
    lines_.emplace_back("--compressed");
  }

  const PreparedRequest& prepared_;
  const CurlPrintOptions& options_;
  std::vector<std::string> lines_;
};

}  // namespace

Result<std::string> curl_text(const PreparedRequest& prepared, const CurlPrintOptions& options) {
  return CurlPrinter(prepared, options).print();
}

}  // namespace coffer::postman
