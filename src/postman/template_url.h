// A URL that may still hold {{…}}: taken apart, put together and encoded as postman-url-encoder and
// postman-collection do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postman/model.h"

namespace coffer::postman {

// Missing parts are nullopt: "http://h?" has an empty query, "http://h" none.
struct TemplateUrl {
  std::optional<std::string> protocol;  // without "://"
  std::optional<std::string> user, password;
  std::string host;
  std::optional<std::string> port;
  std::optional<std::vector<std::string>> path;  // segments
  std::optional<std::string> query, hash;
};

// Never fails; nothing inside {{…}} separates. Source: postman-url-encoder/parser.
TemplateUrl parse_template_url(std::string_view text);
// Source: postman-collection, Url#toString.
std::string to_string(const TemplateUrl& url);

// Segments `:name` become the value of that name (what follows a dot stays: ":id.json"); the ones without a
// value stay.
void replace_path_variables(TemplateUrl& url, const std::vector<KeyValue>& variables);

// The URL as it is sent: scheme "http" where none is given, host in lower case, a path of at least "/", and
// what may not stand raw percent-encoded (existing %XX stay, and so do {{vault:…}}). Source:
// postman-url-encoder, toNodeUrl. With `raw` (the behaviour "disableUrlEncoding") nothing is encoded.
std::string encode_template_url(const TemplateUrl& url, bool raw);

// A query parameter as it stands in a URL text: what would separate (& # and, in the key, =) is encoded.
// Source: QueryParam.unparse.
std::string query_parameter_text(std::string_view key, const std::optional<std::string>& value);
// Takes the parameters of that key out of an encoded URL and, given a value, adds one at the end.
void set_query_parameter(std::string& url, std::string_view key, const std::optional<std::string>& value);

// The user info and the host with its port inside an encoded URL, as offsets. Empty spans where there is
// none.
struct Authority {
  size_t user_begin = 0, host_begin = 0, end = 0;
};
Authority find_authority(std::string_view url);

}  // namespace coffer::postman
