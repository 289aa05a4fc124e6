#include "report/html/page.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "crypto/hash.h"

namespace coffer::report::html {
namespace {

// Source: https://www.w3.org/TR/CSP3/#grammardef-hash-source
std::string hash_source(std::string_view text) {
  return fmt::format("'sha256-{}'", base64_encode(crypto::view(crypto::sha256(text))));
}

}  // namespace

std::string page_start(std::string_view title) {
  const std::string policy =
      fmt::format("default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
                  hash_source(kStyle), hash_source(kScript));
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"Coffer\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<a class=\"skip-link\" href=\"#requests\">Skip to the requests</a>\n",
      policy, title, kStyle);
}

std::string page_end() { return fmt::format("<script>{}</script>\n</body>\n</html>\n", kScript); }

}  // namespace coffer::report::html
