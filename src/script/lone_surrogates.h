// JavaScript's texts may hold half a character.
#pragma once

#include <string>

namespace coffer::script {

// JSON.stringify writes a surrogate that stands alone as an escape (ECMA-262, well-formed JSON.stringify),
// which parsers of JSON refuse. Here it becomes U+FFFD, as where Node prints it. Other bytes stay as they
// are, whatever they are.
void replace_lone_surrogates(std::string& json);

}  // namespace coffer::script
