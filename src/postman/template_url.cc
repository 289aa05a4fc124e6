#include "postman/template_url.h"

#include <algorithm>

#include "base/encoding.h"
#include "postman/text_tokens.h"
#include "secrets/reference.h"

namespace coffer::postman {
namespace {

constexpr size_t kNone = std::string_view::npos;

// The characters that a part of a URL may not hold raw, besides control characters and non-ASCII.
// Source: postman-url-encoder/encoder/encode-set.js.
constexpr std::string_view kFragmentSet = " \"<>`";
constexpr std::string_view kPathSet = " \"<>`#?{}";
constexpr std::string_view kUserInfoSet = " \"<>`#?{}/:;=@[\\]^|";
constexpr std::string_view kQuerySet = " \"#'<>";

// A text beside its shadow, where {{…}} holds no delimiter; both shrink together.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text), shadow_(without_tokens(text)) {}

  const std::string& text() const { return text_; }
  const std::string& shadow() const { return shadow_; }
  std::string cut_from(size_t at) {
    std::string tail = text_.substr(at);
    text_.resize(at), shadow_.resize(at);
    return tail;
  }
  std::string cut_until(size_t at) {
    std::string head = text_.substr(0, at);
    text_.erase(0, at), shadow_.erase(0, at);
    return head;
  }
  // Everything after the first `delimiter`, which goes too.
  std::optional<std::string> cut_after_first(char delimiter) {
    const size_t at = shadow_.find(delimiter);
    if (at == kNone) return std::nullopt;
    return cut_from(at).substr(1);
  }
  void turn_backslashes() {
    for (size_t i = 0; i < shadow_.size(); ++i) {
      if (shadow_[i] == '\\') text_[i] = shadow_[i] = '/';
    }
  }

 private:
  std::string text_, shadow_;
};

std::vector<std::string> split(std::string_view text, char delimiter) {
  std::vector<std::string> parts;
  const std::string shadow = without_tokens(text);
  size_t from = 0;
  for (size_t at = shadow.find(delimiter); at != kNone; at = shadow.find(delimiter, from)) {
    parts.emplace_back(text.substr(from, at - from));
    from = at + 1;
  }
  parts.emplace_back(text.substr(from));
  return parts;
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

void append_encoded(std::string& out, std::string_view text, std::string_view set) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool escape = c == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
    const bool control = static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F;
    if (!escape && (control || set.find(c) != kNone)) {
      out += percent_encode(std::string_view(&c, 1));
    } else {
      out += c;
    }
  }
}

// References stay as they are: their values are encoded when they are put in.
template <class Append>
std::string outside_references(std::string_view text, Append&& append) {
  std::string out;
  size_t from = 0;
  for (const auto& reference : secrets::find_references(text)) {
    append(out, text.substr(from, reference.begin - from));
    out += text.substr(reference.begin, reference.end - reference.begin);
    from = reference.end;
  }
  append(out, text.substr(from));
  return out;
}

std::string encode(std::string_view text, std::string_view set, bool raw) {
  if (raw) return std::string(text);
  return outside_references(
      text, [set](std::string& out, std::string_view part) { append_encoded(out, part, set); });
}

void read_authority(Cursor& rest, TemplateUrl& url) {
  if (const size_t at = rest.shadow().rfind('@'); at != kNone) {
    const std::string info = rest.cut_until(at);
    rest.cut_until(1);
    const size_t colon = without_tokens(info).find(':');
    url.user = info.substr(0, colon);
    if (colon != kNone) url.password = info.substr(colon + 1);
  }
  const size_t colon = rest.shadow().rfind(':');
  if (colon != kNone && rest.shadow().find(']', colon) == kNone) url.port = rest.cut_from(colon).substr(1);
  url.host = rest.text();
}

std::string replace_reserved(std::string_view text, bool also_equals) {
  std::string out;
  const std::string shadow = without_tokens(text);
  for (size_t i = 0; i < text.size(); ++i) {
    if (shadow[i] == '&') {
      out += "%26";
    } else if (shadow[i] == '#') {
      out += "%23";
    } else if (also_equals && shadow[i] == '=') {
      out += "%3D";
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string joined_path(const TemplateUrl& url) {
  std::string path = "/";
  if (!url.path) return path;
  for (size_t i = 0; i < url.path->size(); ++i) {
    if (i > 0) path += '/';
    path += (*url.path)[i];
  }
  return path;
}

}  // namespace

TemplateUrl parse_template_url(std::string_view text) {
  TemplateUrl url;
  while (!text.empty() && std::string_view(" \t\r\n\v\f").find(text.front()) != kNone) text.remove_prefix(1);
  Cursor rest(text);
  url.hash = rest.cut_after_first('#');
  url.query = rest.cut_after_first('?');
  rest.turn_backslashes();
  if (const size_t at = rest.shadow().find("://"); at != kNone) {
    url.protocol = rest.cut_until(at);
    rest.cut_until(3);
    rest.cut_until(std::min(rest.shadow().find_first_not_of('/'), rest.shadow().size()));
  }
  if (auto path = rest.cut_after_first('/')) url.path = split(*path, '/');
  read_authority(rest, url);
  return url;
}

std::string to_string(const TemplateUrl& url) {
  std::string text;
  if (url.protocol && !url.protocol->empty()) text += *url.protocol + "://";
  if (url.user || url.password) {
    text += url.user.value_or("");
    if (url.password) text += ":" + *url.password;
    text += '@';
  }
  text += url.host;
  if (url.port) text += ":" + *url.port;
  if (url.path) text += joined_path(url);
  if (url.query) text += "?" + *url.query;
  if (url.hash) text += "#" + *url.hash;
  return text;
}

void replace_path_variables(TemplateUrl& url, const std::vector<KeyValue>& variables) {
  if (!url.path) return;
  for (std::string& segment : *url.path) {
    if (!segment.starts_with(':')) continue;
    const size_t dot = segment.find('.');
    const std::string name = segment.substr(1, dot == kNone ? kNone : dot - 1);
    // Of repeated names the last, as Postman's lists index them.
    const auto found = std::find_if(variables.rbegin(), variables.rend(),
                                    [&](const KeyValue& variable) { return variable.key == name; });
    if (name.empty() || found == variables.rend() || found->value.empty()) continue;
    segment = found->value + segment.substr(name.size() + 1);
  }
}

std::string encode_template_url(const TemplateUrl& url, bool raw) {
  std::string text = to_lower(url.protocol.value_or("http")) + "://";
  if (url.user || url.password) {
    text += encode(url.user.value_or(""), kUserInfoSet, raw);
    if (url.password) text += ":" + encode(*url.password, kUserInfoSet, raw);
    text += '@';
  }
  text +=
      outside_references(url.host, [](std::string& out, std::string_view part) { out += to_lower(part); });
  if (url.port) text += ":" + *url.port;
  text += encode(joined_path(url), kPathSet, raw);
  if (url.query) text += "?" + encode(*url.query, kQuerySet, raw);
  if (url.hash) text += "#" + encode(*url.hash, kFragmentSet, raw);
  return text;
}

std::string query_parameter_text(std::string_view key, const std::optional<std::string>& value) {
  std::string text = replace_reserved(key, true);
  if (value) text += "=" + replace_reserved(*value, false);
  return text;
}

void set_query_parameter(std::string& url, std::string_view key, const std::optional<std::string>& value) {
  TemplateUrl parts = parse_template_url(url);
  const std::string encoded_key = encode(query_parameter_text(key, std::nullopt), kQuerySet, false);
  std::optional<std::string> query;
  const auto add = [&query](const std::string& parameter) {
    query = query ? *query + "&" + parameter : parameter;
  };
  for (const std::string& parameter : parts.query ? split(*parts.query, '&') : std::vector<std::string>()) {
    const std::string its_key = parameter.substr(0, without_tokens(parameter).find('='));
    if (its_key != encoded_key && its_key != key) add(parameter);
  }
  if (value) add(encode(query_parameter_text(key, value), kQuerySet, false));
  parts.query = query;
  url = to_string(parts);
}

Authority find_authority(std::string_view url) {
  const std::string shadow = without_tokens(url);
  const size_t scheme = shadow.find("://");
  if (scheme == kNone) return {};
  Authority span;
  span.user_begin = scheme + 3;
  span.end = std::min(shadow.find_first_of("/?#", span.user_begin), shadow.size());
  const size_t at = shadow.rfind('@', span.end);
  span.host_begin = at == kNone || at < span.user_begin ? span.user_begin : at + 1;
  return span;
}

}  // namespace coffer::postman
