#include "runner/raw_secrets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "secrets/reference.h"

namespace coffer::runner {
namespace {

class Finder {
 public:
  Finder(const secrets::Redactor& redactor, const Resolved& resolved)
      : redactor_(redactor), resolved_(resolved) {}

  // Adds the names of the vault's values in `text` to `carried`.
  void look(const Secret& text, std::vector<std::string>& carried) {
    const std::string shown = text.expose([&](std::string_view bytes) {
      return redactor_.contains_secret(bytes) ? redactor_.redact(bytes) : "";
    });
    for (const auto& reference : secrets::find_references(shown)) {
      add(carried, reference.name);
      if (resolved_.find(reference.name) == nullptr) add(names_, reference.name);
    }
  }

  void operator()(std::monostate) {}
  void operator()(const http::FileBody&) {}
  void operator()(const Secret& bytes) { look(bytes, *body_); }
  void operator()(const std::vector<http::FormPart>& parts) {
    for (const http::FormPart& part : parts) {
      if (const auto* text = std::get_if<Secret>(&part.content)) look(*text, *body_);
    }
  }

  std::vector<std::string> find(postman::BuiltRequest& built) {
    look(built.request.url, built.carried.url);
    for (const http::RequestHeader& header : built.request.headers) {
      std::vector<std::string> names;
      look(header.value, names);
      auto& carried = built.carried.headers;
      const std::string lower = to_lower(header.name);
      for (const std::string& name : names) add(carried[lower], name);
    }
    body_ = &built.carried.body;
    std::visit(*this, built.request.body);
    return std::move(names_);
  }

 private:
  static void add(std::vector<std::string>& names, const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }

  const secrets::Redactor& redactor_;
  const Resolved& resolved_;
  std::vector<std::string> names_;
  std::vector<std::string>* body_ = nullptr;
};

}  // namespace

Result<std::vector<secrets::ResolvedSecret>> find_raw_secrets(const Parts& parts,
                                                              postman::BuiltRequest& built,
                                                              const Resolved& resolved) {
  std::vector<std::string> names = Finder(*parts.redactor, resolved).find(built);
  std::vector<secrets::ResolvedSecret> found;
  // One that the vault does not have any more has no domains to keep to.
  std::erase_if(names, [&](const std::string& name) {
    const auto allowed = parts.secrets->check_domain(name, resolved.origin);
    return !allowed && allowed.error().code == ErrorCode::kSecretNotFound;
  });
  if (names.empty()) return found;
  auto values = parts.secrets->resolve(names, resolved.origin);
  for (size_t i = 0; i < values.size(); ++i) {
    if (!values[i] && values[i].error().code == ErrorCode::kDomainNotAllowed) {
      Error error = std::move(values[i]).error();
      error.what = fmt::format("a script put the value of {} into the request: {}",
                               secrets::reference_text(names[i]), error.what);
      return error;
    }
    if (values[i]) found.push_back(std::move(values[i]).value());
  }
  return found;
}

}  // namespace coffer::runner
