#include "aws/query_form.h"

#include "aws/uri_encoding.h"

namespace coffer::aws {

QueryForm::QueryForm(std::string_view action, std::string_view version) {
  add("Action", action);
  add("Version", version);
}

QueryForm& QueryForm::add(std::string_view name, std::string_view value) {
  if (form_.size() != 0) form_.append('&');
  append_form_encoded(form_, name);
  form_.append('=');
  append_form_encoded(form_, value);
  return *this;
}

QueryForm& QueryForm::add(std::string_view name, const Secret& value) {
  return value.expose([&](std::string_view bytes) -> QueryForm& { return add(name, bytes); });
}

}  // namespace coffer::aws
