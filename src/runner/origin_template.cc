#include "runner/origin_template.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "secrets/reference.h"

namespace coffer::runner {
namespace {

// A reference's name may hold '/', '@' or ':', which would take the URL apart in the wrong place; a
// placeholder does not.
std::string placeholder(size_t index) { return fmt::format("coffer-reference-{}-", index); }

struct Masked {
  std::string url;
  std::vector<secrets::Reference> references;
};

Masked mask(std::string_view url_template) {
  Masked masked;
  masked.references = secrets::find_references(url_template);
  size_t at = 0;
  for (size_t i = 0; i < masked.references.size(); ++i) {
    masked.url += url_template.substr(at, masked.references[i].begin - at);
    masked.url += placeholder(i);
    at = masked.references[i].end;
  }
  masked.url += url_template.substr(at);
  masked.url = http::with_default_scheme(masked.url);
  return masked;
}

bool decides_origin(const http::UrlParts& parts, size_t index) {
  const std::string token = placeholder(index);
  return parts.scheme.find(token) != std::string::npos || parts.authority.find(token) != std::string::npos;
}

}  // namespace

std::vector<std::string> origin_references(std::string_view url_template) {
  const Masked masked = mask(url_template);
  const http::UrlParts parts = http::split_url(masked.url);
  std::vector<std::string> names;
  for (size_t i = 0; i < masked.references.size(); ++i) {
    const std::string& name = masked.references[i].name;
    if (decides_origin(parts, i) && std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

std::string origin_text(std::string_view url_template) {
  if (origin_references(url_template).empty()) {
    const auto origin = origin_of_template(url_template, {});
    return origin ? http::to_string(*origin) : std::string();
  }
  const Masked masked = mask(url_template);
  const http::UrlParts parts = http::split_url(masked.url);
  std::string text = to_lower(parts.scheme) + "://" + parts.authority;
  for (size_t i = 0; i < masked.references.size(); ++i) {
    if (const size_t at = text.find(placeholder(i)); at != std::string::npos)
      text.replace(at, placeholder(i).size(), secrets::reference_text(masked.references[i].name));
  }
  return text;
}

Result<http::Origin> origin_of_template(std::string_view url_template, const postman::ValueOf& value_of) {
  const Masked masked = mask(url_template);
  const http::UrlParts parts = http::split_url(masked.url);
  SecretBuilder url;
  std::string_view rest = masked.url;
  for (size_t i = 0; i < masked.references.size(); ++i) {
    if (!decides_origin(parts, i)) continue;
    const std::string token = placeholder(i);
    const size_t at = rest.find(token);
    bool binary = false;
    const Secret* value = value_of(masked.references[i].name, binary);
    if (value == nullptr || binary || at == std::string_view::npos) {
      return Error{
          ErrorCode::kInvalidArgument,
          fmt::format("the host cannot be made of {}", secrets::reference_text(masked.references[i].name)),
          "Use a text value for a host.", "url"};
    }
    url.append(rest.substr(0, at)).append(*value);
    rest.remove_prefix(at + token.size());
  }
  url.append(rest);
  return url.take().expose([](std::string_view text) { return http::origin_of(text); });
}

}  // namespace coffer::runner
