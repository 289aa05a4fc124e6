// URLs. The host that the allowed domains are asked about is the host that libcurl would connect to, however
// the URL is written; and encoding is done once.
#include "http/url.h"

#include "http/curl/outgoing_url.h"
#include "postman/template_url.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

void check_origin(std::string_view url) {
  const auto origin = http::origin_of(url);
  if (!origin) return check_error(origin.error());
  REQUIRE(origin->scheme == "http" || origin->scheme == "https");
  REQUIRE(!origin->host.empty() && origin->port != 0);
  const auto again = http::origin_of(http::to_string(*origin));
  REQUIRE(again.ok() && *again == *origin);
}

// prepare_url() asks libcurl's own parser, and refuses what the two read differently.
void check_outgoing(std::string_view url) {
  const auto outgoing = http::curl::prepare_url(Secret(url));
  if (!outgoing) return check_error(outgoing.error());
  const auto origin = http::origin_of(url);
  REQUIRE(origin.ok() && *origin == outgoing->origin);
  const auto site = http::origin_of(plain(outgoing->site).c_str());
  REQUIRE(site.ok() && *site == *origin);
  const std::string target = plain(outgoing->target);
  REQUIRE(target.starts_with('/') && target.find_first_of(" \t\r\n") == std::string::npos);
}

void check_template(std::string_view url) {
  const postman::TemplateUrl parsed = postman::parse_template_url(url);
  const std::string text = postman::to_string(parsed);
  const std::string encoded = postman::encode_template_url(parsed, false);
  REQUIRE(encoded.size() <= url.size() * 12 + 16);  // %XX for each byte, and punycode is not ours to make
  postman::find_authority(encoded);
  std::string changed = encoded;
  postman::set_query_parameter(changed, "key", "value");
  REQUIRE(changed.contains("key=value"));
}

}  // namespace

void one_input(std::string_view bytes) {
  const std::string once = http::encode_path_and_query(bytes);
  REQUIRE(once.find_first_of(" \r\n\t") == std::string::npos);
  REQUIRE(http::encode_path_and_query(once) == once);
  http::split_url(bytes);
  check_origin(bytes);
  check_origin(http::with_default_scheme(bytes));
  check_outgoing(bytes);
  check_template(bytes);
}

}  // namespace coffer::fuzz
