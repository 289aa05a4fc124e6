// Text for XML 1.0, well-formed whatever the bytes are.
#pragma once

#include <string>
#include <string_view>

namespace coffer::report {

// Characters that XML 1.0 §2.2 does not have (control characters, U+FFFE …) are dropped, malformed UTF-8
// becomes U+FFFD.
std::string xml_text(std::string_view bytes);
// For the inside of a quoted attribute: line breaks and tabs survive a parser's normalisation.
std::string xml_attribute(std::string_view bytes);
// <![CDATA[…]]>, in several sections where the text has a "]]>".
std::string xml_cdata(std::string_view bytes);

}  // namespace coffer::report
