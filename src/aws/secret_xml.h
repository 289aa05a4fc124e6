// XML whose texts stay in wiped memory: STS's answers carry credentials. The only includer of pugixml.
#pragma once

#include <memory>
#include <pugixml.hpp>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace coffer::aws {

// Parsed in place: every name and text is a view into the one Secret buffer. Elements are found by name,
// without namespaces, as AWS writes them.
class SecretXml {
 public:
  // kMalformed; the message never quotes the text.
  static Result<SecretXml> parse(const Secret& text);

  // The text of the first element of that name anywhere below `from`; "" where there is none.
  static std::string_view text_of(pugi::xml_node from, const char* name);
  static pugi::xml_node find(pugi::xml_node from, const char* name);
  pugi::xml_node root() const { return document_->document_element(); }

 private:
  SecretXml() = default;
  Secret buffer_;
  std::unique_ptr<pugi::xml_document> document_;  // points into buffer_
};

}  // namespace coffer::aws
