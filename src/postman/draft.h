// A request while it is being built: headers with values in them, and what carries which secret.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postman/fill.h"
#include "postman/request_builder.h"

namespace coffer::postman {

inline constexpr const char* kAuthorization = "Authorization";

class Draft {
 public:
  Draft(const PreparedRequest& from, const ValueOf& values, const BuildOptions& with)
      : prepared(from), value_of(values), options(with), url(from.url) {}

  const PreparedRequest& prepared;
  const ValueOf& value_of;
  const BuildOptions& options;
  std::string url;  // with references; auth may add to its query
  http::Request request;
  Carried carried;
  std::optional<http::NtlmLogin> ntlm;

  // kInvalidArgument, naming the header, where the value has a line break in it.
  Result<void> add_header(const std::string& name, std::string_view text);
  Result<void> add_header(const std::string& name, Secret value, const std::vector<std::string>& used);
  void remove_header(std::string_view name);
  // For a header whose value is known later: replace_header() then puts it where this one was added.
  Result<void> reserve_header(const std::string& name);
  Result<void> replace_header(const std::string& name, Secret value, const std::vector<std::string>& used);
  bool has_header(std::string_view name) const { return request.find_header(name) != nullptr; }
  // Unless there is one already, or protocolProfileBehavior switches it off.
  Result<void> add_system_header(const std::string& name, std::string_view text);
  bool is_disabled(std::string_view system_header) const;
  // What carries which secrets, each name once.
  void note_header(std::string_view lower_name, const std::vector<std::string>& used);
  void note_url(const std::vector<std::string>& used);
  void note_body(const std::vector<std::string>& used);
};

}  // namespace coffer::postman
