#include "aws/secret_xml.h"

#include <cstring>

namespace coffer::aws {

Result<SecretXml> SecretXml::parse(const Secret& text) {
  SecretXml xml;
  xml.document_ = std::make_unique<pugi::xml_document>();
  pugi::xml_parse_result parsed;
  // The bytes of a Secret stay where they are when it is moved, so the document may point into them.
  xml.buffer_ = Secret::filled(text.size(), [&](char* data, size_t size) {
    text.expose([&](std::string_view bytes) { bytes.copy(data, size); });
    parsed = xml.document_->load_buffer_inplace(data, size, pugi::parse_default, pugi::encoding_utf8);
  });
  if (!parsed || !xml.document_->document_element())
    return Error{ErrorCode::kMalformed, "the XML does not parse"};
  return xml;
}

pugi::xml_node SecretXml::find(pugi::xml_node from, const char* name) {
  return from.find_node([&](const pugi::xml_node& node) { return std::strcmp(node.name(), name) == 0; });
}

std::string_view SecretXml::text_of(pugi::xml_node from, const char* name) {
  return find(from, name).text().get();
}

}  // namespace coffer::aws
