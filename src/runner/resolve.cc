#include "runner/resolve.h"

#include <fmt/format.h>

#include <algorithm>

#include "runner/origin_template.h"
#include "runner/script_shaping.h"
#include "secrets/reference.h"

namespace coffer::runner {
namespace {

struct Failure {
  std::string name;
  Error error;
};

class Resolution {
 public:
  Resolution(const Parts& parts, const postman::PreparedRequest& prepared)
      : parts_(parts), url_(prepared.url), uses_(prepared.references()) {}

  // Secrets that make up the host come first: nobody can say whether the others may go there before.
  bool resolve() {
    const std::vector<std::string> first = origin_references(url_);
    if (!fetch(first, std::nullopt)) return false;
    auto origin = origin_of_template(url_, resolved_.values());
    if (!origin) return url_failed(std::move(origin).error());
    resolved_.origin = *origin;
    for (const std::string& name : first) {
      if (auto allowed = parts_.secrets->check_domain(name, *origin); !allowed)
        failures_.push_back({name, std::move(allowed).error()});
    }
    std::vector<std::string> rest;
    for (const auto& use : uses_) {
      if (std::ranges::find(first, use.name) == first.end()) rest.push_back(use.name);
    }
    return fetch(rest, *origin);
  }

  void tell_failures(ItemResult& result) {
    if (url_error_) result.error = std::move(url_error_);
    for (Failure& failure : failures_) {
      name_it(failure);
      if (!result.error) {
        result.error = std::move(failure.error);
        result.failed_reference = failure.name;
        result.reference_failed = true;
      } else {
        result.warnings.push_back(
            fmt::format("{}: {}", to_string(failure.error.code), to_string(failure.error)));
      }
    }
  }

  Resolved take() { return std::move(resolved_); }

 private:
  bool fetch(const std::vector<std::string>& names, const std::optional<http::Origin>& origin) {
    if (names.empty()) return failures_.empty();
    auto values = parts_.secrets->resolve(names, origin);
    for (size_t i = 0; i < values.size(); ++i) {
      if (!values[i]) {
        failures_.push_back({names[i], std::move(values[i]).error()});
        continue;
      }
      parts_.redactor->add(names[i], *values[i]->value);
      resolved_.secrets.push_back(std::move(values[i]).value());
    }
    return failures_.empty();
  }

  bool url_failed(Error error) {
    url_error_ = std::move(error);
    return false;
  }

  // Spec 5.2: the error names the reference, and here also the place where it stands.
  void name_it(Failure& failure) const {
    if (failure.error.what.find(failure.name) == std::string::npos)
      failure.error.what = fmt::format("{}: {}", secrets::reference_text(failure.name), failure.error.what);
    const auto use =
        std::ranges::find_if(uses_, [&](const auto& candidate) { return candidate.name == failure.name; });
    if (failure.error.field.empty() && use != uses_.end()) failure.error.field = use->where;
  }

  const Parts& parts_;
  const std::string& url_;
  std::vector<postman::PreparedRequest::Use> uses_;
  Resolved resolved_;
  std::vector<Failure> failures_;
  std::optional<Error> url_error_;
};

}  // namespace

const secrets::ResolvedSecret* Resolved::find(std::string_view name) const {
  const auto found = std::ranges::find_if(secrets, [&](const auto& secret) { return secret.name == name; });
  return found == secrets.end() ? nullptr : &*found;
}

postman::ValueOf Resolved::values() const {
  return [this](std::string_view name, bool& binary) -> const Secret* {
    const secrets::ResolvedSecret* secret = find(name);
    if (secret == nullptr) return nullptr;
    binary = secret->binary;
    return secret->value.get();
  };
}

Result<void> check_origin(const http::Request& request, const http::Origin& checked) {
  COFFER_ASSIGN(const http::Origin actual,
                request.url.expose([](std::string_view url) { return http::origin_of(url); }));
  if (actual == checked) return {};
  return Error{ErrorCode::kDomainNotAllowed, "the values in the URL change the host that it names",
               "Let the host be written out, or be one reference alone.", "url"};
}

Result<void> check_shaping(const ScriptShaping& shaping, const postman::PreparedRequest& prepared,
                           const Resolved& resolved, ItemResult& result) {
  std::string name;
  auto checked = shaping.check(prepared, resolved.secrets, name);
  if (checked) return {};
  result.failed_reference = std::move(name);
  result.reference_failed = true;
  return checked;
}

std::optional<Resolved> resolve_references(const Parts& parts, const postman::PreparedRequest& prepared,
                                           ItemResult& result) {
  Resolution resolution(parts, prepared);
  const bool complete = resolution.resolve();
  resolution.tell_failures(result);
  Resolved resolved = resolution.take();
  result.references.clear();
  for (const auto& secret : resolved.secrets)
    result.references.push_back({secret.name, secret.source, secret.cached, secret.took, secret.snapshot});
  if (!complete) return std::nullopt;
  return resolved;
}

}  // namespace coffer::runner
