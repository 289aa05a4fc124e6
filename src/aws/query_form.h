// The body of a call in AWS's query protocol (STS, IAM): a form.
#pragma once

#include <string_view>

#include "base/secret.h"

namespace coffer::aws {

class QueryForm {
 public:
  QueryForm(std::string_view action, std::string_view version);
  QueryForm& add(std::string_view name, std::string_view value);
  QueryForm& add(std::string_view name, const Secret& value);
  Secret take() { return form_.take(); }

 private:
  SecretBuilder form_;
};

}  // namespace coffer::aws
